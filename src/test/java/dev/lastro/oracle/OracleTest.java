package dev.lastro.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.oracle.Verdict.DeliveryRow;
import dev.lastro.oracle.Verdict.FindingRow;
import dev.lastro.oracle.Verdict.LoanRow;
import dev.lastro.simulator.Sent;
import dev.lastro.simulator.Simulation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The oracle itself, by a few lives worked out by hand, and over many by what must hold of any answer. */
class OracleTest {
    private static final Instant CUT_OFF = Instant.parse("2026-11-22T03:00:00Z");

    private static Verdict judge(String... bodies) {
        var log = new ArrayList<Arrived>();
        for (String body : bodies) {
            String provider = body.contains("application_uuid") ? "openco" : "base39";
            log.add(new Arrived("main", log.size(), CUT_OFF.plusSeconds(log.size()), provider, body.getBytes(UTF_8)));
        }
        return Oracle.judge(log, CUT_OFF);
    }

    private static String base39(String id, String status, String at) {
        return """
                {"id":"%s","eventType":"%s","createdAt":"%s","data":{"id":"loan_1","status":"%s"}}
                """.formatted(id, status.isEmpty() ? "loan.created" : "loan.status_changed", at, status);
    }

    private static String openCo(String status, String at) {
        return """
                {"event":"application.status_change","application_uuid":"a","new_status":"%s","timestamp":"%s"}
                """.formatted(status, at);
    }

    private static LoanRow loan(Verdict verdict, String key) {
        return Objects.requireNonNull(verdict.loans().get(key), key);
    }

    private static List<String> classes(Verdict verdict) {
        return verdict.deliveries().stream().map(DeliveryRow::clazz).toList();
    }

    private static List<String> codes(Verdict verdict) {
        return verdict.findings().values().stream()
                .map(row -> row.code() + (row.expectedEvent() == null ? "" : " " + row.expectedEvent()) + " "
                        + row.severity())
                .sorted()
                .toList();
    }

    @Test
    void aLoanThatWentWell() {
        var verdict = judge(
                base39("e3", "disbursed", "2026-11-20T12:00:00Z"),
                base39("e1", "", "2026-11-20T10:00:00Z"),
                base39("e2", "disbursing", "2026-11-20T11:00:00Z"));
        assertThat(verdict.findings()).isEmpty();
        LoanRow loan = loan(verdict, "base39|loan_1");
        assertThat(loan.state()).isEqualTo("DISBURSED");
        assertThat(loan.inferred()).isFalse();
        assertThat(loan.createdAt()).isEqualTo("2026-11-20T10:00:00Z");
    }

    @Test
    void disbursedOutOfNothingProvesEverythingBefore() {
        var verdict = judge(openCo("FUNDED", "2026-11-20T12:00:00Z"));
        assertThat(codes(verdict))
                .containsExactly(
                        "MISSING_STEP APPROVED high",
                        "MISSING_STEP CREATED high",
                        "MISSING_STEP DISBURSEMENT_REQUESTED high",
                        "MISSING_STEP SIGNATURE_REQUESTED high",
                        "MISSING_STEP SIGNED critical");
        assertThat(loan(verdict, "openco|a").inferred()).isTrue();
    }

    @Test
    void dueIsStrictlyBeforeTheCutOff() {
        // CREATED must be left within two days, and there are two of grace: exactly four days before the cut-off is not
        // late
        assertThat(codes(judge(base39("e1", "", "2026-11-18T03:00:00Z")))).containsExactly("LATE_DELIVERY info");
        var late = judge(base39("e1", "", "2026-11-18T02:59:59.999999Z"));
        assertThat(codes(late)).containsExactly("LATE_DELIVERY info", "OVERDUE_STEP UNDER_REVIEW high");
        assertThat(loan(late, "base39|loan_1").provisional()).isFalse();
        assertThat(late.findings().values())
                .filteredOn(finding -> finding.code().equals("OVERDUE_STEP"))
                .singleElement()
                .extracting(FindingRow::dueAt)
                .isEqualTo(Instant.parse("2026-11-20T02:59:59.999999Z"));
    }

    @Test
    void oneIdentityThreeDeliveries() {
        String first = base39("e1", "", "2026-11-21T10:00:00Z");
        var verdict = judge(
                base39("e1", "", "2026-11-21T11:00:00Z"),
                first,
                first.replace("{\"id\":\"e1\"", "{\"attempt\":2,\"id\":\"e1\""));
        assertThat(classes(verdict)).containsExactly("CONFLICT", "EVENT", "DUPLICATE");
        assertThat(codes(verdict)).containsExactly("CONFLICTING_DUPLICATE high");
        assertThat(loan(verdict, "base39|loan_1").duplicates()).isEqualTo(1);
    }

    @Test
    void afterTheEnd() {
        var verdict = judge(
                base39("e1", "", "2026-11-21T10:00:00Z"),
                base39("e2", "canceled", "2026-11-21T11:00:00Z"),
                base39("e3", "disbursed", "2026-11-21T12:00:00Z"),
                base39("e4", "disbursed", "2026-11-21T12:00:01Z"));
        assertThat(codes(verdict))
                .containsExactly(
                        "DOUBLE_DISBURSEMENT critical", "EVENT_AFTER_TERMINAL high", "EVENT_AFTER_TERMINAL high");
        assertThat(loan(verdict, "base39|loan_1").closedAt()).isEqualTo("2026-11-21T11:00:00Z");
    }

    @Test
    void aFindingsIdIsTheSpecsHash() {
        var verdict = judge(openCo("APPLICATION_APPROVED", "2026-11-21T12:00:00Z"));
        FindingRow only = verdict.findings().firstEntry().getValue();
        String identity = only.evidence().first();
        assertThat(only.id())
                .isEqualTo(Reader.hash(("openco|a|MISSING_STEP|CREATED|" + identity).getBytes(UTF_8))
                        .substring(0, 16));
    }

    @Test
    void notJsonIsQuarantined() {
        String deep = "[".repeat(100) + "]".repeat(100);
        String good = base39("e1", "", "2026-11-21T10:00:00Z").strip();
        var verdict = judge(
                good,
                "{\"deep\":" + deep + "," + good.substring(1),
                "{\"deep\":" + deep.substring(1, 199) + "," + good.substring(1),
                good + "x",
                good.replace("{\"id\"", "{\"id\":1,\"id\""),
                "",
                "[1, 2]",
                "{\"type\":\"account.created\"}",
                "{\"type\":\"loan.sold\",\"data\":{}}");
        assertThat(classes(verdict))
                .containsExactly(
                        "EVENT",
                        "QUARANTINED",
                        "DUPLICATE",
                        "QUARANTINED",
                        "QUARANTINED",
                        "QUARANTINED",
                        "QUARANTINED",
                        "NOT_LOAN",
                        "UNKNOWN");
    }

    @Test
    void theSimulatedMonthHasAllClassesAndAllCodes() {
        var verdict = verdictOf(month(1));
        assertThat(verdict.deliveries().stream().map(DeliveryRow::clazz).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("EVENT", "DUPLICATE", "CONFLICT", "NOT_LOAN", "UNKNOWN", "QUARANTINED");
        assertThat(verdict.findings().values().stream().map(FindingRow::code).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "MISSING_STEP",
                        "OVERDUE_STEP",
                        "ILLEGAL_TRANSITION",
                        "EVENT_AFTER_TERMINAL",
                        "CONFLICTING_DUPLICATE",
                        "DOUBLE_DISBURSEMENT",
                        "PAYMENT_DUPLICATED",
                        "INSTALLMENT_GAP",
                        "INSTALLMENT_UNREPORTED",
                        "SETTLED_WITH_OPEN_INSTALLMENTS",
                        "AMOUNT_MISMATCH",
                        "SEQUENCE_BREAK",
                        "LATE_DELIVERY",
                        "UNKNOWN_TYPE");
    }

    @Test
    void neitherOrderNorRepetitionMattersToLoansAndFindings() {
        for (long seed = 1; seed <= 3; seed++) {
            var month = month(seed);
            var verdict = verdictOf(month);
            var shuffled = verdictOf(month.shuffled(seed + 100));
            assertThat(shuffled.loans()).isEqualTo(verdict.loans());
            assertThat(shuffled.findings()).isEqualTo(verdict.findings());
            var repeated = verdictOf(month.repeated(seed + 200, 0.3).shuffled(seed));
            assertThat(repeated.findings()).isEqualTo(verdict.findings());
            assertThat(repeated.loans().keySet()).isEqualTo(verdict.loans().keySet());
            assertThat(sum(repeated.classTotals(), "EVENT")).isEqualTo(sum(verdict.classTotals(), "EVENT"));
        }
    }

    private static long sum(Map<String, Long> totals, String clazz) {
        return new TreeMap<>(totals)
                .entrySet().stream()
                        .filter(total -> total.getKey().endsWith("|" + clazz))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
    }

    private static Simulation month(long seed) {
        return Simulation.generate(seed, 400, LocalDate.of(2026, 10, 5), LocalDate.of(2026, 11, 21));
    }

    private static Verdict verdictOf(Simulation simulation) {
        var log = new ArrayList<Arrived>();
        for (Sent sent : simulation.deliveries()) {
            log.add(new Arrived("main", log.size(), CUT_OFF.plusMillis(log.size()), sent.provider(), sent.body()));
        }
        return Oracle.judge(log, CUT_OFF);
    }
}
