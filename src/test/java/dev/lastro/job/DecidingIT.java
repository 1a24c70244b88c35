package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.job.Deciding.Decided;
import dev.lastro.loan.Decision.Kind;
import dev.lastro.loan.FindingCode;
import dev.lastro.loan.FindingStatus;
import dev.lastro.testing.MySql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twelve loans of which each has lost its request to disburse; what people decide of that. */
class DecidingIT {

    private static final LocalDate DATE = LocalDate.of(2026, 11, 20);
    private static final FindingFilter ALL = filter(FindingCode.MISSING_STEP, FindingStatus.OPEN);

    @TempDir
    private static Path folder;

    private static Lastro lastro;
    private static Deciding deciding;
    private static List<String> ids = List.of();

    @BeforeAll
    static void oneNight() throws IOException {
        lastro = new Lastro(MySql.database(), folder, null);
        deciding = lastro.bean(Deciding.class);
        assertThatThrownBy(() -> decide(Kind.ACKNOWLEDGED, "ana", Set.of("0123456789abcdef")))
                .hasMessageContaining("run nightly");
        var bodies = new ArrayList<String>();
        for (var loan = 0; loan < 12; loan++) {
            bodies.add("""
                    {"id":"c%d","eventType":"loan.created","data":{"id":"loan_%1$d"},"createdAt":"2026-11-10T10:00:00Z"}""".formatted(loan));
            bodies.add("""
                    {"id":"d%d","eventType":"loan.status_changed","data":{"id":"loan_%1$d","status":"disbursed"},"createdAt":"2026-11-11T10:00:00Z"}""".formatted(loan));
        }
        var file = Files.writeString(folder.resolve("history"), String.join("\n", bodies));
        completed(new JobRequest.Import("base39", file, false, "tester", ""));
        completed(new JobRequest.Nightly(DATE, false, "tester", ""));
        ids = lastro.jdbc
                .sql("SELECT finding_id FROM finding WHERE code = 'MISSING_STEP' ORDER BY finding_id")
                .query(String.class)
                .list();
        assertThat(ids).hasSize(12);
    }

    @AfterAll
    static void close() {
        lastro.close();
    }

    /** Undone as anybody would: by a further decision. */
    @BeforeEach
    void reopenAll() {
        decide(Kind.REOPENED, "ana", Set.copyOf(ids));
    }

    @Test
    void whatIsDecidedIsInTheNextRevisionAndNotInWhatWasKnownBefore() throws IOException {
        var acknowledged = Set.of(ids.get(0), ids.get(1));
        decide(Kind.ACKNOWLEDGED, "ana", acknowledged);
        decide(Kind.WAIVED, "ana", Set.of(ids.get(2), ids.get(3)));
        decide(Kind.WAIVER_APPROVED, "bia", Set.of(ids.get(2)));
        decide(Kind.COMMENTED, "bia", Set.of(ids.get(4)));
        var before = folder.resolve("reports/%s/r1/machine".formatted(DATE));
        assertThat(statuses(before).values()).containsOnly("OPEN");

        var again = completed(new JobRequest.Nightly(DATE, true, "tester", "decided"))
                .folder();

        var after = Objects.requireNonNull(again).resolve("machine");
        var expected = new TreeMap<>(statuses(before));
        acknowledged.forEach(id -> expected.put(id, "ACKNOWLEDGED"));
        expected.put(ids.get(2), "WAIVED");
        assertThat(statuses(after)).isEqualTo(expected);
        assertThat(openFindings(before)).isEqualTo(openFindings(after) + 1);
        assertThat(Files.readString(after.resolve("totals.csv")))
                .contains("findings.acknowledged,base39,2", "findings.waived,base39,1");
        var known = folder.resolve("as-known");
        completed(new JobRequest.Report(DATE, "r1", known, "auditor", ""));
        assertThat(known.resolve("machine/findings.csv")).hasSameBinaryContentAs(before.resolve("findings.csv"));
        assertThat(known.resolve("manifest.json")).hasSameBinaryContentAs(before.resolveSibling("manifest.json"));

        completed(new JobRequest.Nightly(DATE.plusDays(1), false, "tester", ""));
        assertThat(statuses(folder.resolve("reports/%s/r1/machine".formatted(DATE.plusDays(1)))))
                .isEqualTo(expected);
        var rebuilt = completed(new JobRequest.Rebuild("tester", ""));
        assertThat(rebuilt.totals().toString()).doesNotContain("differ");
        assertThat(lastro.rows("unclear", "*", "log_name, position")).isEmpty();
    }

    @Test
    void ofTwoAtOnceTheSecondIsTold() throws Exception {
        decide(Kind.WAIVED, "ana", Set.of(ids.getFirst()));
        var size = size();
        var both = atOnce(
                () -> decide(Kind.WAIVER_APPROVED, "bia", Set.of(ids.getFirst())),
                () -> decide(Kind.WAIVER_APPROVED, "carla", Set.of(ids.getFirst())));
        assertThat(both).filteredOn(each -> each.place() != null).hasSize(1);
        assertThat(both)
                .filteredOn(each -> each.place() == null)
                .singleElement()
                .satisfies(each -> assertThat(each.already().getFirst().why()).startsWith("it is WAIVED, by "));
        assertThat(size()).isEqualTo(size + 1);
    }

    @Test
    void theSameOnceMoreIsNothing() {
        for (var kind : List.of(Kind.ACKNOWLEDGED, Kind.ASSIGNED, Kind.COMMENTED, Kind.WAIVED)) {
            var first = decide(kind, "ana", Set.of(ids.get(5)));
            assertThat(first.place()).as(kind.name()).isNotNull();
            var size = size();
            var second = decide(kind, "ana", Set.of(ids.get(5)));
            assertThat(second.place()).as(kind.name()).isNull();
            assertThat(second.already())
                    .singleElement()
                    .satisfies(each -> assertThat(each.why()).contains(String.valueOf(first.place())));
            assertThat(size()).isEqualTo(size);
        }
    }

    @Test
    void aFilterMustSayHowManyItIsAbout() {
        var wanted = request(Kind.ACKNOWLEDGED, ALL, "ana", null);
        var size = size();
        assertThat(deciding.plan(wanted).touched()).hasSize(12);
        assertThatThrownBy(() -> deciding.run(wanted)).hasMessageContaining("about 12 findings: say so by --count=12");
        assertThatThrownBy(() -> deciding.run(request(Kind.ACKNOWLEDGED, ALL, "ana", 11)))
                .hasMessageContaining("about 12 findings, not 11");
        assertThat(size()).as("nothing was appended").isEqualTo(size);

        assertThat(deciding.run(request(Kind.ACKNOWLEDGED, ALL, "ana", 12)).touched())
                .hasSize(12);
        assertThat(size()).as("all in one delivery").isEqualTo(size + 1);
        assertThat(deciding.run(request(Kind.ACKNOWLEDGED, ALL, "ana", 12)).touched())
                .as("none is open any more")
                .isEmpty();
    }

    @Test
    void whatCannotBeIsSaidWithWhatCan() {
        var id = ids.get(6);
        var mistyped = id.substring(0, 15) + (id.endsWith("0") ? "1" : "0");
        var size = size();
        assertThatThrownBy(() -> decide(Kind.ACKNOWLEDGED, "ana", Set.of(id, mistyped)))
                .hasMessageContaining("there is no finding " + mistyped + "; like it are")
                .hasMessageContaining(id);
        assertThatThrownBy(() -> decide(Kind.WAIVER_APPROVED, "ana", Set.of(id)))
                .hasMessageContaining("nobody has asked for a waiver");
        assertThat(size()).isEqualTo(size);
        decide(Kind.WAIVED, "ana", Set.of(id));
        assertThatThrownBy(() -> decide(Kind.WAIVER_APPROVED, "ANA", Set.of(id)))
                .hasMessageContaining("ana has asked for the waiver")
                .hasMessageContaining("another person");
    }

    @Test
    void whatHasResolvedCanStillBeReopened() {
        var id = ids.get(7);
        decide(Kind.ACKNOWLEDGED, "ana", Set.of(id));
        lastro.jdbc
                .sql("INSERT INTO finding_next SELECT * FROM finding WHERE finding_id = ?")
                .param(id)
                .update();
        lastro.jdbc.sql("DELETE FROM finding WHERE finding_id = ?").param(id).update();
        try {
            assertThat(decide(Kind.REOPENED, "ana", Set.of(id)).touched())
                    .singleElement()
                    .satisfies(each -> assertThat(each.listed()).isNull());
        } finally {
            lastro.jdbc.sql("INSERT INTO finding SELECT * FROM finding_next").update();
            lastro.jdbc.sql("DELETE FROM finding_next").update();
        }
    }

    private static Decided decide(Kind kind, String by, Set<String> which) {
        return deciding.run(request(kind, FindingFilter.ofIds(which), by, null));
    }

    private static DecideRequest request(Kind kind, FindingFilter which, String by, @Nullable Integer count) {
        return new DecideRequest(
                kind,
                which,
                by,
                "tester",
                kind.needsBecause() ? "agreed on the phone" : "",
                kind == Kind.ASSIGNED ? "dora" : null,
                count);
    }

    private static FindingFilter filter(FindingCode code, FindingStatus status) {
        return new FindingFilter(Set.of(), Set.of(code), Set.of(), Set.of(status), "base39", null, null, null, false);
    }

    private static Outcome.Completed completed(JobRequest request) {
        var outcome = lastro.bean(Jobs.class).run(request, Progress.SILENT);
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        return (Outcome.Completed) outcome;
    }

    private static long size() {
        return lastro.jdbc
                .sql("SELECT COUNT(*) FROM webhook_log WHERE log_name = 'decisions'")
                .query(Long.class)
                .single();
    }

    private static List<Decided> atOnce(Callable<Decided> one, Callable<Decided> other) throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            var done = new ArrayList<Decided>();
            for (var each : threads.invokeAll(List.of(one, other))) {
                done.add(each.get());
            }
            return done;
        }
    }

    /** By id, of the findings of one code: the third and fifth column. */
    private static Map<String, String> statuses(Path machine) throws IOException {
        var statuses = new TreeMap<String, String>();
        for (var line : Files.readAllLines(machine.resolve("findings.csv"))) {
            var cells = line.split(",", 6);
            if (cells[2].equals("MISSING_STEP")) {
                statuses.put(cells[1], cells[4]);
            }
        }
        return statuses;
    }

    private static long openFindings(Path machine) throws IOException {
        var lines = Files.readAllLines(machine.resolve("loans.csv"));
        var column = List.of(lines.getFirst().split(",")).indexOf("open_findings");
        return lines.stream()
                .skip(1)
                .mapToLong(line -> Long.parseLong(line.split(",", -1)[column]))
                .sum();
    }
}
