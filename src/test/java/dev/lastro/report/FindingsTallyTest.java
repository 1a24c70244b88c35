package dev.lastro.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.report.NightFacts.Dear;
import dev.lastro.report.NightFacts.Exposure;
import dev.lastro.report.NightFacts.Standing;
import dev.lastro.report.NightFacts.Task;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindingsTallyTest {

    private static final LocalDate DATE = LocalDate.parse("2026-11-21");

    private final FindingsTally tally = new FindingsTally(DATE);
    private int ids;

    @Test
    void aLoanCountsOnceInEachCodeAndOnceInAll() {
        add("loan_1", "MISSING_STEP", "high", "CREATED", 0, "100");
        add("loan_1", "MISSING_STEP", "high", "SIGNED", 0, "100");
        add("loan_1", "OVERDUE_STEP", "high", "SETTLED", 0, "100");
        add("loan_2", "OVERDUE_STEP", "high", "SETTLED", 0, "30.5");

        assertThat(tally.exposure()).isEqualTo(exposure("", 2, "130.5", 0));
        assertThat(tally.exposures())
                .containsExactly(exposure("MISSING_STEP", 1, "100", 0), exposure("OVERDUE_STEP", 2, "130.5", 0));
    }

    @Test
    void aLoanOfAnotherProviderIsAnother() {
        tally.add(row("base39", "1", "MISSING_STEP", "high", null, 0, "1", "OPEN"));
        tally.add(row("openco", "1", "MISSING_STEP", "high", null, 0, "2", "OPEN"));

        assertThat(tally.exposure()).isEqualTo(exposure("", 2, "3", 0));
        assertThat(tally.tasks()).extracting(Task::provider).containsExactly("openco", "base39");
    }

    @Test
    void whatNobodyHasToldIsCountedAndIsNotZero() {
        add("loan_1", "MISSING_STEP", "high", null, 0, null);
        add("loan_2", "OVERDUE_STEP", "high", null, 0, null);
        add("loan_3", "OVERDUE_STEP", "high", null, 0, "0");

        assertThat(tally.exposures())
                .containsExactly(exposure("MISSING_STEP", 1, null, 1), exposure("OVERDUE_STEP", 2, "0", 1));
        assertThat(tally.exposure()).isEqualTo(exposure("", 3, "0", 2));
    }

    @Test
    void whatWasWaivedCountsNowhere() {
        tally.add(row("base39", "loan_1", "MISSING_STEP", "critical", null, 0, "1", "WAIVED"));
        tally.add(row("base39", "", "OUTAGE_SUSPECTED", "high", null, 0, null, "WAIVED"));

        assertThat(tally.standing()).isEmpty();
        assertThat(tally.tasks()).isEmpty();
        assertThat(tally.away()).isEmpty();
        assertThat(tally.exposure()).isEqualTo(exposure("", 0, null, 0));
    }

    @Test
    void whatIsOnlyForInformationIsCountedAndNothingToDo() {
        add("loan_1", "LATE_DELIVERY", "info", null, 1, "100");

        assertThat(tally.standing()).containsExactly(new Standing("LATE_DELIVERY", "INFO", Age.TWO_DAYS, 1));
        assertThat(tally.tasks()).isEmpty();
        assertThat(tally.exposures()).isEmpty();
    }

    @Test
    void theWorstFirstThenWhoIsSilentThenTheDearest() {
        add("", "OUTAGE_SUSPECTED", "high", null, 3, null);
        add("a", "OVERDUE_STEP", "high", "SETTLED", 3, "10");
        add("b", "OVERDUE_STEP", "high", "SETTLED", 9, "20");
        add("b", "SEQUENCE_BREAK", "medium", null, 0, "20");
        add("c", "MISSING_STEP", "high", "SIGNED", 3, "31");
        add("d", "DOUBLE_DISBURSEMENT", "critical", null, 3, null);

        assertThat(tally.tasks())
                .extracting(Task::code)
                .containsExactly(
                        "DOUBLE_DISBURSEMENT", "OUTAGE_SUSPECTED", "MISSING_STEP", "OVERDUE_STEP", "SEQUENCE_BREAK");
        assertThat(tally.tasks().get(3))
                .isEqualTo(new Task(
                        "base39",
                        "OVERDUE_STEP",
                        "HIGH",
                        "SETTLED",
                        2,
                        2,
                        new BigDecimal("30"),
                        DATE.minusDays(9),
                        List.of(dear("b", "20"), dear("a", "10"))));
        assertThat(tally.away()).containsExactly("base39");
    }

    @Test
    void theThreeDearestAndOfEqualsTheFirst() {
        for (var loan : List.of("a 5", "b 7", "c 5", "d 6", "e 7", "f 6")) {
            add(loan.substring(0, 1), "MISSING_STEP", "high", null, 0, loan.substring(2));
        }
        add("g", "MISSING_STEP", "high", null, 0, null);

        assertThat(tally.tasks().getFirst().dearest()).containsExactly(dear("b", "7"), dear("e", "7"), dear("d", "6"));
    }

    @Test
    void anIdThatIsACpfIsMasked() {
        add("123.456.789-09", "MISSING_STEP", "high", null, 0, "1");

        assertThat(tally.tasks().getFirst().dearest().getFirst().loanId()).isEqualTo("***.456.789-**");
    }

    @Test
    void ageIsTheDaysSince() {
        assertThat(Age.of(null, DATE)).isEqualTo(Age.UNKNOWN);
        assertThat(Age.of(DATE.plusDays(1), DATE)).isEqualTo(Age.TODAY);
        assertThat(Age.of(DATE, DATE)).isEqualTo(Age.TODAY);
        assertThat(Age.of(DATE.minusDays(1), DATE)).isEqualTo(Age.TWO_DAYS);
        assertThat(Age.of(DATE.minusDays(3), DATE)).isEqualTo(Age.WEEK);
        assertThat(Age.of(DATE.minusDays(8), DATE)).isEqualTo(Age.MONTH);
        assertThat(Age.of(DATE.minusDays(30), DATE)).isEqualTo(Age.MONTH);
        assertThat(Age.of(DATE.minusDays(31), DATE)).isEqualTo(Age.OLDER);
    }

    private void add(
            String loanId, String code, String severity, @Nullable String expected, int days, @Nullable String amount) {
        tally.add(row("base39", loanId, code, severity, expected, days, amount, "OPEN"));
    }

    private StandingQuery.Row row(
            String provider,
            String loanId,
            String code,
            String severity,
            @Nullable String expected,
            int days,
            @Nullable String amount,
            String status) {
        var known = amount == null ? null : new BigDecimal(amount);
        return new StandingQuery.Row(
                new Outstanding(
                        provider,
                        loanId,
                        "%016d".formatted(ids++),
                        code,
                        severity,
                        expected,
                        DATE.minusDays(days),
                        null,
                        known == null ? BigDecimal.ZERO : known),
                status,
                known,
                null);
    }

    private static Exposure exposure(String code, long loans, @Nullable String amount, long unknown) {
        return new Exposure(code, loans, amount == null ? null : new BigDecimal(amount), unknown);
    }

    private static Dear dear(String loanId, String amount) {
        return new Dear(loanId, null, new BigDecimal(amount));
    }
}
