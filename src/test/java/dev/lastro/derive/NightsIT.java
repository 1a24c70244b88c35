package dev.lastro.derive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.loan.BusinessDates;
import dev.lastro.loan.DeliveryClass;
import dev.lastro.provider.Definitions;
import dev.lastro.simulator.Sent;
import dev.lastro.simulator.Simulation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Night after night gives the tables that a rebuild makes from nothing, byte for byte. */
class NightsIT {

    private static final Instant ARRIVAL = Instant.parse("2026-11-06T12:00:00.123457Z");
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 10, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 11, 5);
    private static final RebuildSizes SMALL = new RebuildSizes(2, 1, 30_000, 200_000, 8);
    private static final long OWNER = 7;

    private static final Map<String, String> ORDER = new TreeMap<>(Map.of(
            "story", "provider, loan_id",
            "loan", "provider, loan_id",
            "finding", "provider, loan_id, finding_id",
            "unclear", "log_name, position",
            "delivery_class", "log_name, block",
            "classified", "log_name",
            "counted", "log_name, provider",
            "delivery_hour", "log_name, provider, hour",
            "suspected", "provider, loan_id"));

    @TempDir
    Path folder;

    private final Watch silent = new Watch() {
        @Override
        public void at(String step, long done, long total) {}

        @Override
        public boolean isStopping() {
            return false;
        }
    };

    @AfterEach
    void forbidLoading() throws SQLException {
        new DerivedDatabase().mayLoad(false);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5})
    void whateverTheNightsAndHoweverTheDefinitionsChange(long seed) throws Exception {
        var random = new Random(seed);
        var database = new DerivedDatabase();
        var left = sent(random);
        var definitions = Definitions.load(null);
        var date = FIRST_DAY.plusDays(random.nextInt(10));
        var decisions = new RandomDecisions(database, ARRIVAL);
        var statuses = new HashSet<String>();
        for (var night = 0; !left.isEmpty(); night++) {
            var some = Math.min(left.size(), 300 + random.nextInt(left.size()));
            for (var log : List.of("main", "import")) {
                var cut = random.nextInt(some + 1);
                database.append(
                        log,
                        ARRIVAL.plusSeconds(night * 100L - (log.equals("import") ? 90 : 0)),
                        log.equals("main") ? left.subList(0, cut) : left.subList(cut, some));
                if (log.equals("import")) {
                    left = left.subList(some, left.size());
                }
            }
            definitions = random.nextInt(3) == 0 ? changed(random, night) : definitions;
            date = date.plusDays(random.nextInt(4));
            decisions.append(random);

            // one night by LOAD DATA, the next by INSERT, and what each is compared with the other way
            database.mayLoad(night % 2 == 0);
            derive(database, definitions, date, 1 + random.nextInt(3_000));

            database.mayLoad(night % 2 != 0);
            requireSameAsRebuilt(database, definitions, date, "seed %d, night %d".formatted(seed, night));
            statuses.addAll(decisions.requireStatuses("seed %d, night %d".formatted(seed, night)));
        }
        if (decisions.count() > 40) {
            assertThat(statuses).as("what the decisions are for").contains("OPEN", "ACKNOWLEDGED", "WAIVED");
        }
    }

    /**
     * Loans are erased between nights: also such that contradict others, and some of which more comes later. Some are
     * only begun when the night derives, and completed before the next.
     */
    @ParameterizedTest
    @ValueSource(longs = {11, 13, 14, 15})
    void whateverIsErasedInBetween(long seed) throws Exception {
        var random = new Random(seed);
        var database = new DerivedDatabase();
        var definitions = Definitions.load(null);
        var left = sent(random);
        var date = LAST_DAY.minusDays(12);
        var erased = new TreeMap<LoanKey, String>();
        var completed = 0;
        for (var night = 0; !left.isEmpty(); night++) {
            var some = Math.min(left.size(), 600 + random.nextInt(left.size() / 2 + 1));
            database.append(
                    random.nextBoolean() ? "main" : "import", ARRIVAL.plusSeconds(night * 100L), left.subList(0, some));
            left = left.subList(some, left.size());
            definitions = random.nextInt(3) == 0 ? changed(random, night) : definitions;
            date = date.plusDays(random.nextInt(4));
            completed += database.completeErasures();
            // some of these were erased before, and some are not classified yet
            for (var loan : loans(database, random)) {
                var before = reported(database, loan);
                if (database.erase(loan, definitions, random.nextInt(3) > 0) != null) {
                    erased.putIfAbsent(loan, before);
                }
            }
            database.mayLoad(night % 2 == 0);
            var as = "seed %d, night %d".formatted(seed, night);

            derive(database, definitions, date, 1 + random.nextInt(3_000));

            requireSameAsRebuilt(database, definitions, date, as);
            requireBalance(database, as);
            erased.forEach((loan, before) ->
                    assertThat(reported(database, loan)).as("%s, %s", loan, as).isEqualTo(before));
        }
        assertThat(erased).hasSizeGreaterThan(5);
        assertThat(completed).as("killed after the act").isPositive();
        assertThat(erased.values())
                .as("loans that no run had reported")
                .anyMatch(String::isEmpty)
                .anyMatch(row -> !row.isEmpty());
        assertThat(database.jdbc
                        .sql(
                                "SELECT COUNT(*) FROM loan JOIN story USING (provider, loan_id) WHERE erased_by IS NOT NULL")
                        .query(Long.class)
                        .single())
                .as("erased loans of which more came")
                .isPositive();
    }

    /** What every column of the report says of it that an erasure keeps; empty: it is not reported. */
    private static String reported(DerivedDatabase database, LoanKey loan) {
        return String.join(
                "",
                database.rows(
                        """
                (SELECT lifecycle, state, inferred, created_at, signed_at, disbursed_at, closed_at, contracted_amount,
                    disbursed_amount, iof_amount, fees_amount, paid_amount, installments, installments_paid, overdue_since, overdue_amount, outstanding_amount,
                    first_event_at, last_event_at, events, duplicates, provisional
                FROM loan WHERE events > 0 AND provider = '%s' AND loan_id = '%s') AS reported
                """.formatted(
                                        loan.provider(),
                                        loan.loanId().replace("\\", "\\\\").replace("'", "''")),
                        "1"));
    }

    private static List<LoanKey> loans(DerivedDatabase database, Random random) {
        return database.jdbc
                .sql("""
                SELECT provider, loan_id FROM (SELECT provider, loan_id, 1 + conflicts AS weight FROM story WHERE events > 2
                    UNION ALL SELECT provider, loan_id, 0.5 FROM unclear WHERE loan_id <> ''
                    UNION ALL SELECT provider, loan_id, 3 FROM loan WHERE erased_by IS NOT NULL) AS loans
                ORDER BY RAND(?) / weight LIMIT 5
                """)
                .param(random.nextInt(1_000))
                .query((row, number) -> new LoanKey(row.getString(1), row.getString(2)))
                .list();
    }

    private static void requireBalance(DerivedDatabase database, String as) {
        var classes = new TreeMap<DeliveryClass, Long>();
        var reader = new ClassReader(database.dataSource);
        database.sizes()
                .forEach((log, size) -> reader.read(
                        Side.LIVE, log, 0, size, classed -> classes.merge(classed.deliveryClass(), 1L, Long::sum)));
        var totals = database.derived.totals(Side.LIVE);
        assertThat(classes.getOrDefault(DeliveryClass.ERASED, 0L))
                .as(as)
                .isEqualTo(totals.get("erased"))
                .isEqualTo(database.erasures.count());
        assertThat(classes.getOrDefault(DeliveryClass.NOT_LOAN, 0L)).as(as).isEqualTo(totals.get("not_loan"));
        assertThat(classes.getOrDefault(DeliveryClass.EVENT, 0L)).as(as).isEqualTo(totals.get("events"));
    }

    /** What the histories above must hold, so that they try what they are for. */
    @Test
    void theHistoriesHaveContradictionsAcrossLoans() throws Exception {
        var database = new DerivedDatabase();
        database.append("main", ARRIVAL, sent(new Random(1)));
        derive(database, Definitions.load(null), LAST_DAY, 500);
        assertThat(database.jdbc
                        .sql("SELECT COUNT(*) FROM story WHERE conflicts > 0 AND events = 0")
                        .query(Long.class)
                        .single())
                .as("loans of which nothing but another loan's contradiction is known")
                .isPositive();
        assertThat(database.jdbc
                        .sql("SELECT COUNT(DISTINCT code) FROM finding")
                        .query(Long.class)
                        .single())
                .isGreaterThan(6);
    }

    @Test
    void aLifecycleFoldsTheLoansAgainThatFollowItAndNoOthers() throws Exception {
        var database = new DerivedDatabase();
        database.append("main", ARRIVAL, sent(new Random(4)));
        derive(database, Definitions.load(null), LAST_DAY, 2_000);
        mark(database);
        var changed = with("lifecycles/openco-loan.yaml", "grace: P2D", "grace: P9D");

        derive(database, changed, LAST_DAY, 2_000);

        assertThat(marked(database, "loan")).containsExactly("base39");
        assertThat(marked(database, "story")).containsExactly("base39", "openco");
        unmark(database);
        requireSameAsRebuilt(database, changed, LAST_DAY, "another grace");
    }

    @Test
    void aMappingClassifiesItsProviderAgainAndNoOther() throws Exception {
        var database = new DerivedDatabase();
        database.append("main", ARRIVAL, sent(new Random(5)));
        derive(database, Definitions.load(null), LAST_DAY, 2_000);
        mark(database);
        var changed = with("providers/openco.yaml", "APPLICATION_CREATED", "NEVER_HEARD");

        derive(database, changed, LAST_DAY.plusDays(1), 2_000);

        assertThat(marked(database, "story")).containsExactly("base39");
        unmark(database);
        requireSameAsRebuilt(database, changed, LAST_DAY.plusDays(1), "another word");
    }

    /** Twelve loans lost a step in one night, and openco fell silent; then the steps come, and openco is heard again. */
    @Test
    void anOutageAndASilenceComeAndGo() throws Exception {
        var database = new DerivedDatabase();
        database.jdbc.sql("""
                INSERT INTO webhook_log (log_name, position, received_at, provider, remote_address, headers, salt, body)
                WITH RECURSIVE hours (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM hours WHERE n < 799)
                SELECT 'main', n, TIMESTAMPADD(HOUR, n, '2026-10-01 03:59:59'), 'openco', '127.0.0.1', '[]', '0123456789abcdef', 'x'
                FROM hours
                """).update();
        var sent = new ArrayList<Sent>();
        for (var loan = 0; loan < 60; loan++) {
            var isHit = loan >= 48;
            var created = Instant.parse("2026-10-01T12:00:00Z").plusSeconds(loan * 43_200L);
            if (isHit) {
                created = Instant.parse("2026-11-03T01:00:00Z").plusSeconds(loan * 60L);
            }
            sent.add(base39(loan, "loan.created", "open", created));
            if (!isHit) {
                sent.add(base39(loan, "loan.status_changed", "disbursing", created.plusSeconds(20_000)));
            }
            sent.add(base39(loan, "loan.status_changed", "disbursed", created.plusSeconds(40_000)));
        }
        var alone = Instant.parse("2026-10-20T12:00:00Z"); // a step of its own that is missing for good
        sent.add(base39(60, "loan.created", "open", alone));
        sent.add(base39(60, "loan.status_changed", "disbursed", alone.plusSeconds(40_000)));
        var date = LocalDate.of(2026, 11, 4);
        database.append("main", Instant.parse("2026-11-04T20:00:00.1Z"), sent);

        derive(database, Definitions.load(null), date, 500);

        assertThat(surveyed(database, "OUTAGE_SUSPECTED"))
                .singleElement()
                .asString()
                .startsWith("base39//")
                .contains("loan_48 ", "loan_59")
                .doesNotContain("loan_47");
        assertThat(surveyed(database, "PROVIDER_SILENCE")).containsExactly("openco//2026-11-03T10:00:00Z");
        assertThat(database.rows("suspected", "loan_id")).hasSize(12);
        requireSameAsRebuilt(database, Definitions.load(null), date, "while it lasts");

        var late = new ArrayList<Sent>();
        for (var loan = 48; loan < 60; loan++) {
            var created = Instant.parse("2026-11-03T01:00:00Z").plusSeconds(loan * 60L);
            late.add(base39(loan, "loan.status_changed", "disbursing", created.plusSeconds(20_000)));
        }
        late.add(new Sent("openco", "x".getBytes(StandardCharsets.UTF_8), "", Instant.EPOCH, Instant.EPOCH));
        database.append("main", Instant.parse("2026-11-06T01:00:00.1Z"), late);
        derive(database, Definitions.load(null), date, 500);
        assertThat(surveyed(database, "PROVIDER_SILENCE"))
                .as("what came after the cut-off ends no silence at it")
                .hasSize(1);
        derive(database, Definitions.load(null), date.plusDays(1), 500);

        assertThat(surveyed(database, "OUTAGE_SUSPECTED")).isEmpty();
        assertThat(surveyed(database, "PROVIDER_SILENCE")).isEmpty();
        assertThat(database.rows("suspected", "loan_id")).isEmpty();
        requireSameAsRebuilt(database, Definitions.load(null), date.plusDays(1), "once it is over");
    }

    private static List<String> surveyed(DerivedDatabase database, String code) {
        return database.jdbc
                .sql("SELECT CONCAT(provider, '/', loan_id, '/', evidence) FROM finding WHERE code = ?")
                .param(code)
                .query(String.class)
                .list();
    }

    private static Sent base39(int loan, String type, String status, Instant at) {
        var body =
                "{\"id\": \"evnt_%s_%d\", \"eventType\": \"%s\", \"createdAt\": \"%s\", \"data\": {\"id\": \"loan_%2$d\", \"status\": \"%1$s\"}}"
                        .formatted(status, loan, type, at);
        return new Sent("base39", body.getBytes(StandardCharsets.UTF_8), "", at, at);
    }

    @Test
    void aCommentChangesNothing() throws Exception {
        var database = new DerivedDatabase();
        database.append("main", ARRIVAL, sent(new Random(6)));
        derive(database, Definitions.load(null), LAST_DAY, 2_000);
        mark(database);

        derive(database, with("providers/openco.yaml", "lifecycle: ", "# nothing\nlifecycle: "), LAST_DAY, 2_000);

        assertThat(marked(database, "loan")).containsExactly("base39", "openco");
        assertThat(marked(database, "story")).containsExactly("base39", "openco");
    }

    private void derive(DerivedDatabase database, Definitions definitions, LocalDate date, int chunk) throws Exception {
        try (var alone = database.dataSource.getConnection()) {
            database.derivation(chunk, SMALL)
                    .run(
                            new Derivation.Wanted(
                                    OWNER,
                                    definitions,
                                    database.sizes(),
                                    BusinessDates.cutOff(date),
                                    folder.resolve("night"),
                                    1),
                            alone,
                            silent);
        }
    }

    private void requireSameAsRebuilt(DerivedDatabase database, Definitions definitions, LocalDate date, String as) {
        database.rebuild
                .with(SMALL)
                .fill(
                        new Rebuild.Request(
                                OWNER,
                                definitions,
                                database.sizes(),
                                BusinessDates.cutOff(date),
                                Set.of(),
                                folder.resolve("rebuild")),
                        silent);
        ORDER.forEach((table, order) -> {
            var live = database.rows(table, order);
            var rebuilt = database.rows(table + "_next", order);
            assertThat(live.isEmpty())
                    .as("%s, %s", table, as)
                    .isEqualTo(table.equals("suspected") && rebuilt.isEmpty());
            assertThat(difference(live, rebuilt)).as("%s, %s", table, as).isEmpty();
        });
    }

    /** The first rows that only one of both has. */
    private static List<String> difference(List<String> live, List<String> rebuilt) {
        var difference = new ArrayList<String>();
        var inBoth = new HashSet<>(live);
        inBoth.retainAll(new HashSet<>(rebuilt));
        live.stream().filter(row -> !inBoth.contains(row)).limit(3).forEach(row -> difference.add("live    " + row));
        rebuilt.stream().filter(row -> !inBoth.contains(row)).limit(3).forEach(row -> difference.add("rebuilt " + row));
        return difference.isEmpty() && !live.equals(rebuilt) ? List.of("another order") : difference;
    }

    /** Life as it comes, and all kinds of contradiction, in any order and often twice. */
    private static List<Sent> sent(Random random) {
        var seed = random.nextLong();
        var sent = new ArrayList<>(Simulation.generate(seed, 150, FIRST_DAY, LAST_DAY)
                .repeated(seed, 0.2)
                .deliveries());
        sent.addAll(Simulation.chaos(seed, 2_500, BusinessDates.cutOff(LAST_DAY))
                .repeated(seed, 0.1)
                .deliveries());
        return new Simulation(sent).shuffled(seed).deliveries();
    }

    private Definitions changed(Random random, int night) throws IOException {
        return switch (random.nextInt(5)) {
            case 0 -> Definitions.load(null);
            case 1 -> with("lifecycles/base39-loan.yaml", "within: P7D", "within: P%dD".formatted(1 + night));
            case 2 -> with("providers/base39.yaml", "repaid", "repaid_" + random.nextInt(2));
            case 3 -> with("providers/openco.yaml", "CONTRACT_SIGNED", "CONTRACT_" + night);
            default -> with("lifecycles/openco-loan.yaml", "grace: P2D", "grace: P%dD".formatted(night));
        };
    }

    private Definitions with(String file, String was, String is) throws IOException {
        var jobs = Files.createTempDirectory(folder, "jobs");
        var text = Files.readString(Path.of("jobs", file));
        assertThat(text).contains(was);
        Files.createDirectories(jobs.resolve(file).getParent());
        Files.writeString(jobs.resolve(file), text.replace(was, is));
        return Definitions.load(jobs);
    }

    /** Leaves a trace in every row that only writing it again removes. */
    private static void mark(DerivedDatabase database) {
        database.jdbc
                .sql("UPDATE loan SET installments_paid = installments_paid + 1000")
                .update();
        database.jdbc.sql("UPDATE story SET events = events + 1000").update();
    }

    private static void unmark(DerivedDatabase database) {
        database.jdbc
                .sql("UPDATE story SET events = events - 1000 WHERE events >= 1000")
                .update();
        database.jdbc
                .sql("UPDATE loan SET installments_paid = installments_paid - 1000 WHERE installments_paid >= 1000")
                .update();
    }

    private static List<String> marked(DerivedDatabase database, String table) {
        var mark = table.equals("loan") ? "installments_paid >= 1000" : "events >= 1000";
        return database.jdbc
                .sql("SELECT DISTINCT provider FROM %s WHERE %s ORDER BY provider".formatted(table, mark))
                .query(String.class)
                .list();
    }
}
