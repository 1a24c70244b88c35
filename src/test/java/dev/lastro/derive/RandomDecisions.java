package dev.lastro.derive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.loan.Decision;
import dev.lastro.loan.Decision.About;
import dev.lastro.loan.Decision.Kind;
import dev.lastro.loan.FindingKey;
import dev.lastro.loan.Place;
import dev.lastro.simulator.Sent;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People decide anything of findings that stand, stood, or never were; and an oracle reads the log by rules of its own. */
final class RandomDecisions {

    private static final List<Kind> KINDS = List.of(Kind.values());
    private static final List<String> PEOPLE = List.of("ana", "bia", "Ana");

    private final DerivedDatabase database;
    private final Instant from;
    private final List<FindingKey> ever = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();

    private record Asked(Place place, Set<FindingKey> findings) {}

    RandomDecisions(DerivedDatabase database, Instant from) {
        this.database = database;
        this.from = from;
    }

    void append(Random random) throws SQLException {
        ever.addAll(database.jdbc
                .sql("SELECT provider, loan_id, finding_id FROM finding ORDER BY RAND(?) LIMIT 12")
                .param(random.nextInt(1_000))
                .query((row, number) -> new FindingKey(row.getString(1), row.getString(2), row.getString(3)))
                .list());
        var sent = new ArrayList<Sent>();
        var next = database.log.size("decisions");
        for (var i = 0; i < 40 && !ever.isEmpty(); i++) {
            var kind = KINDS.get(random.nextInt(KINDS.size()));
            var body = random.nextInt(20) == 0
                    ? "{\"type\":\"finding.waived/9\"}".getBytes(StandardCharsets.UTF_8)
                    : DecisionText.write(decision(random, kind, next + i));
            sent.add(new Sent("lastro", body, "", Instant.EPOCH, Instant.EPOCH));
        }
        if (!ever.isEmpty()) {
            // and, whatever the dice say, one that stands is waived
            var key = ever.getLast();
            var place = new Place("decisions", next + sent.size());
            sent.add(sent(
                    new Decision(Kind.WAIVED, List.of(new About(key, null)), "ana", "tester", from, "because", null)));
            sent.add(sent(new Decision(
                    Kind.WAIVER_APPROVED, List.of(new About(key, place)), "bia", "tester", from, "", null)));
        }
        database.append("decisions", from, sent);
    }

    private static Sent sent(Decision decision) {
        return new Sent("lastro", DecisionText.write(decision), "", Instant.EPOCH, Instant.EPOCH);
    }

    long count() {
        return database.log.size("decisions");
    }

    private Decision decision(Random random, Kind kind, long position) {
        var findings = new HashSet<FindingKey>();
        for (var left = 1 + random.nextInt(6); left > 0; left--) {
            findings.add(
                    random.nextInt(10) == 0
                            ? new FindingKey("base39", "nobody's", "%016x".formatted(random.nextLong()))
                            : ever.get(random.nextInt(ever.size())));
        }
        var waiver = waiver(random);
        if (kind == Kind.WAIVED) {
            asked.add(new Asked(new Place("decisions", position), findings));
        } else if (kind == Kind.WAIVER_APPROVED) {
            // some of which nobody asked that, or asked elsewhere
            findings.addAll(waiver.findings());
        }
        return new Decision(
                kind,
                findings.stream()
                        .sorted()
                        .map(key -> new About(key, kind == Kind.WAIVER_APPROVED ? waiver.place() : null))
                        .toList(),
                PEOPLE.get(random.nextInt(PEOPLE.size())),
                "tester",
                from,
                "because",
                kind == Kind.ASSIGNED ? "carla" : null);
    }

    /** Mostly the last ones: those of long ago are approved or undone. */
    private Asked waiver(Random random) {
        return asked.isEmpty()
                ? new Asked(new Place("decisions", 0), Set.of())
                : asked.get(asked.size() - 1 - random.nextInt(Math.min(3, asked.size())));
    }

    /** The statuses of all findings that stand are those that the bodies in the log say. */
    Set<String> requireStatuses(String as) {
        var told = plainly();
        var expected = new TreeMap<String, String>();
        var is = new TreeMap<String, String>();
        database.jdbc
                .sql("SELECT provider, loan_id, finding_id, status FROM finding")
                .query(row -> {
                    var key = row.getString(1) + "|" + row.getString(2) + "|" + row.getString(3);
                    is.put(key, row.getString(4));
                    var one = told.get(key);
                    expected.put(key, one == null ? "OPEN" : one.status);
                });
        assertThat(is).as(as).isEqualTo(expected);
        return Set.copyOf(is.values());
    }

    private static final class One {

        private String status = "OPEN";
        /** By position, who asked. */
        private final Map<String, String> asked = new HashMap<>();
    }

    private Map<String, One> plainly() {
        var json = JsonMapper.builder().build();
        var all = new HashMap<String, One>();
        database.jdbc
                .sql("SELECT position, body FROM webhook_log WHERE log_name = 'decisions' ORDER BY position")
                .query(row -> {
                    var body = json.readTree(row.getBytes(2));
                    for (var finding : body.path("findings")) {
                        var key = String.join(
                                "|", text(finding, "provider"), text(finding, "loan_id"), text(finding, "finding_id"));
                        apply(
                                all.computeIfAbsent(key, absent -> new One()),
                                text(body, "type"),
                                text(body, "by").toLowerCase(Locale.ROOT),
                                "decisions/" + row.getLong(1),
                                finding.path("waiver").asString(""));
                    }
                });
        return all;
    }

    private static void apply(One one, String type, String by, String place, String waiver) {
        switch (type) {
            case "finding.acknowledged/1" -> one.status = one.status.equals("OPEN") ? "ACKNOWLEDGED" : one.status;
            case "finding.waived/1" -> {
                if (!one.status.equals("WAIVED")) {
                    one.asked.put(place, by);
                }
            }
            case "finding.waiver-approved/1" -> {
                if (one.asked.containsKey(waiver) && !one.asked.get(waiver).equals(by)) {
                    one.status = "WAIVED";
                    one.asked.clear();
                }
            }
            case "finding.waiver-refused/1" -> one.asked.clear();
            case "finding.reopened/1" -> {
                one.status = "OPEN";
                one.asked.clear();
            }
            default ->
                assertThat(Set.of("finding.commented/1", "finding.assigned/1")).contains(type);
        }
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).stringValue();
    }
}
