package dev.lastro.loan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PaymentsTest {

    private static final Instant CUT_OFF = Instant.parse("2026-11-22T03:00:00Z");

    @Test
    void aPaymentCountsOncePerNumberAndTheLastAmountIsIt() {
        assertThat(payments(paid("a", 1, 2, "10"), paid("b", 2, 2, null), paid("c", 3, 2, "11"), paid("d", 4, 1, "7")))
                .containsExactly(
                        new Payment(1, null, at(4), null, new BigDecimal("7"), "d"),
                        new Payment(2, null, at(3), null, new BigDecimal("11"), "c"));
    }

    @Test
    void oneWithoutANumberOrAnAmountIsOneOfItsOwn() {
        assertThat(payments(paid("a", 1, null, "10"), paid("b", 2, 1, null), paid("c", 3, null, "10")))
                .containsExactly(
                        new Payment(1, null, at(2), null, null, "b"),
                        new Payment(null, null, at(1), null, new BigDecimal("10"), "a"),
                        new Payment(null, null, at(3), null, new BigDecimal("10"), "c"));
    }

    @Test
    void whatWasDueIsAsAnEventNamedItElseAsTheScheduleSays() {
        var contract = event(
                "k",
                EventType.DISBURSED,
                0,
                facts(
                        null,
                        null,
                        null,
                        null,
                        List.of(
                                new Facts.Due(1, LocalDate.parse("2026-10-01"), new BigDecimal("20"), null),
                                new Facts.Due(2, LocalDate.parse("2026-11-01"), new BigDecimal("21"), null))));
        var overdue = event(
                "o", EventType.INSTALLMENT_OVERDUE, 1, facts(2, LocalDate.parse("2026-11-03"), null, null, List.of()));

        assertThat(payments(contract, overdue, paid("a", 2, 1, "20"), paid("b", 3, 2, "22"), paid("c", 4, 3, "1")))
                .containsExactly(
                        new Payment(
                                1,
                                LocalDate.parse("2026-10-01"),
                                at(2),
                                new BigDecimal("20"),
                                new BigDecimal("20"),
                                "a"),
                        new Payment(
                                2,
                                LocalDate.parse("2026-11-03"),
                                at(3),
                                new BigDecimal("21"),
                                new BigDecimal("22"),
                                "b"),
                        new Payment(3, null, at(4), null, new BigDecimal("1"), "c"));
    }

    @Test
    void whatOccursAtTheCutOffDoesNotCountYet() {
        var late = new LoanEvent(
                "base39",
                "loan_1",
                "late",
                EventType.INSTALLMENT_PAID,
                "t",
                null,
                null,
                CUT_OFF,
                false,
                facts(1, null, null, "1", List.of()),
                new Place("main", 9),
                CUT_OFF,
                0,
                0);

        assertThat(payments(late)).isEmpty();
    }

    /** Whatever comes, in whatever order: the rows of the file are the loan's paid amount. */
    @Test
    void theyAddUpToTheLoansPaidAmountInAnyOrder() {
        for (long seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            var events = new ArrayList<LoanEvent>();
            for (int i = 0; i < 12; i++) {
                Integer number = random.nextInt(4) == 0 ? null : 1 + random.nextInt(4);
                String amount = random.nextInt(4) == 0 ? null : random.nextInt(10_000) + ".5";
                events.add(paid("e" + i, random.nextInt(5), number, amount));
            }
            var told = payments(events.toArray(LoanEvent[]::new));
            Collections.shuffle(events, random);

            assertThat(payments(events.toArray(LoanEvent[]::new)))
                    .as("seed %d", seed)
                    .isEqualTo(told);
            var state = Fold.fold("base39", "loan_1", events, TestLifecycles.BASE39, CUT_OFF)
                    .state();
            assertThat(told.stream()
                            .map(Payment::paidAmount)
                            .filter(Objects::nonNull)
                            .reduce(BigDecimal.ZERO, BigDecimal::add))
                    .as("seed %d", seed)
                    .isEqualByComparingTo(state.paidAmount());
            assertThat(told).hasSize(state.installmentsPaid());
        }
    }

    @Test
    void whatIsOwedIsByTheScheduleWhereThereIsOne() {
        var contract = event(
                "k",
                EventType.DISBURSED,
                0,
                facts(
                        null,
                        null,
                        null,
                        null,
                        List.of(
                                new Facts.Due(1, null, new BigDecimal("20"), null),
                                new Facts.Due(2, null, new BigDecimal("21"), null),
                                new Facts.Due(3, null, new BigDecimal("22"), null))));
        var overdue = event("o", EventType.INSTALLMENT_OVERDUE, 2, facts(2, null, null, null, List.of()));
        var named =
                event("n", EventType.INSTALLMENT_OVERDUE, 3, facts(3, null, new BigDecimal("22.5"), null, List.of()));

        assertThat(owed(contract)).isEqualTo(new Owed(new BigDecimal("0"), new BigDecimal("63")));
        assertThat(owed(contract, paid("a", 1, 1, "20"), overdue, named))
                .isEqualTo(new Owed(new BigDecimal("43.5"), new BigDecimal("43")));
        assertThat(owed(contract, overdue, named, paid("b", 4, 2, "1"), paid("c", 5, null, "5")))
                .isEqualTo(new Owed(new BigDecimal("22.5"), new BigDecimal("37")));
    }

    @Test
    void withoutAScheduleItIsWhatWasContractedLessWhatWasPaid() {
        var overdue = event("o", EventType.INSTALLMENT_OVERDUE, 2, facts(2, null, null, null, List.of()));

        assertThat(owed(paid("a", 1, 1, "20"))).isEqualTo(new Owed(BigDecimal.ZERO, new BigDecimal("80")));
        assertThat(owed(paid("a", 1, 1, "120"))).isEqualTo(new Owed(BigDecimal.ZERO, BigDecimal.ZERO));
        assertThat(owed(overdue)).as("nobody said how much was due").isEqualTo(new Owed(null, new BigDecimal("100")));
        assertThat(Payments.owed(List.of(overdue), null, BigDecimal.ZERO)).isEqualTo(new Owed(null, null));
    }

    @Test
    void aPaymentWithoutANumberSettlesWhatWasOverdueWithoutOne() {
        var overdue =
                event("o", EventType.INSTALLMENT_OVERDUE, 1, facts(null, null, new BigDecimal("9"), null, List.of()));

        assertThat(owed(overdue).overdue()).isEqualByComparingTo("9");
        assertThat(owed(overdue, paid("a", 2, null, "9")).overdue()).isEqualByComparingTo("0");
    }

    /** Of 100 that were contracted. */
    private static Owed owed(LoanEvent... events) {
        var paid = payments(events).stream()
                .map(Payment::paidAmount)
                .filter(Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return Payments.owed(List.of(events), new BigDecimal("100"), paid);
    }

    private static List<Payment> payments(LoanEvent... events) {
        return Payments.of(List.of(events), TestLifecycles.BASE39, CUT_OFF);
    }

    private static Instant at(int hour) {
        return Instant.parse("2026-11-20T00:00:00Z").plusSeconds(3_600L * hour);
    }

    private static LoanEvent paid(String identity, int hour, @Nullable Integer number, @Nullable String amount) {
        return event(identity, EventType.INSTALLMENT_PAID, hour, facts(number, null, null, amount, List.of()));
    }

    private static LoanEvent event(String identity, EventType type, int hour, Facts facts) {
        return new LoanEvent(
                "base39",
                "loan_1",
                identity,
                type,
                "t",
                null,
                null,
                at(hour),
                false,
                facts,
                new Place("main", hour),
                at(hour),
                0,
                0);
    }

    private static Facts facts(
            @Nullable Integer number,
            @Nullable LocalDate dueDate,
            @Nullable BigDecimal due,
            @Nullable String paid,
            List<Facts.Due> schedule) {
        return new Facts(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                number,
                dueDate,
                due,
                paid == null ? null : new BigDecimal(paid),
                null,
                null,
                null,
                schedule);
    }
}
