package dev.lastro.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ControlTotalsTest {

    private final ControlTotals.Builder builder = new ControlTotals.Builder();

    @Test
    void everyProviderHasEveryClass() {
        builder.count("deliveries", "openco", 2);
        builder.count("EVENT", "openco", 2);
        builder.count("deliveries", "base39", 1);
        builder.count("QUARANTINED", "base39", 1);

        var totals = builder.build();

        totals.check(Map.of("main", 3L), Map.of("main", 3L));
        assertThat(totals.equations())
                .containsExactly(
                        Map.entry(
                                "ALL",
                                "deliveries 3 = EVENT 2 + DUPLICATE 0 + CONFLICT 0 + NOT_LOAN 0 + UNKNOWN 0 + QUARANTINED 1 + ERASED 0"),
                        Map.entry(
                                "base39",
                                "deliveries 1 = EVENT 0 + DUPLICATE 0 + CONFLICT 0 + NOT_LOAN 0 + UNKNOWN 0 + QUARANTINED 1 + ERASED 0"),
                        Map.entry(
                                "openco",
                                "deliveries 2 = EVENT 2 + DUPLICATE 0 + CONFLICT 0 + NOT_LOAN 0 + UNKNOWN 0 + QUARANTINED 0 + ERASED 0"));
        assertThat(totals.values()).containsEntry(new ControlTotals.Key("UNKNOWN", "openco"), "0");
    }

    @Test
    void areSortedByMeasureThenProvider() {
        builder.count("loans.CREATED", "base39", 1);
        builder.count("loans", "openco", 1);
        builder.count("loans", "base39", 1);

        assertThat(builder.build().values().keySet().stream()
                        .map(ControlTotals.Key::toString)
                        .filter(key -> key.startsWith("loans")))
                .containsExactly("loans|base39", "loans|openco", "loans.CREATED|base39");
    }

    @Test
    void amountsAreAmountsAndCountsAreCounts() {
        builder.amount("paid_amount", "base39", new BigDecimal("10.50000000"));
        builder.amount("paid_amount", "base39", new BigDecimal("0.50000000"));
        builder.count("loans", "base39", 100);

        assertThat(builder.build().values())
                .containsEntry(new ControlTotals.Key("paid_amount", "base39"), "11.00")
                .containsEntry(new ControlTotals.Key("contracted_amount", "base39"), "0.00")
                .containsEntry(new ControlTotals.Key("loans", "base39"), "100");
    }

    @Test
    void aDeliveryWithoutAClassDoesNotBalance() {
        builder.count("deliveries", "base39", 3);
        builder.count("EVENT", "base39", 2);

        assertThatThrownBy(() -> builder.build().check(Map.of("main", 3L), Map.of("main", 3L)))
                .isInstanceOf(UnbalancedException.class)
                .hasMessage(
                        "the classes do not add up to the deliveries: base39: deliveries 3 = EVENT 2 + DUPLICATE 0 + "
                                + "CONFLICT 0 + NOT_LOAN 0 + UNKNOWN 0 + QUARANTINED 0 + ERASED 0, which is 2");
    }

    @Test
    void oneTooManyHereAndOneTooFewThereDoNotCancelOut() {
        builder.count("deliveries", "base39", 1);
        builder.count("deliveries", "openco", 1);
        builder.count("EVENT", "openco", 2);

        assertThatThrownBy(() -> builder.build().check(Map.of("main", 2L), Map.of("main", 2L)))
                .isInstanceOf(UnbalancedException.class)
                .hasMessageContaining("base39: deliveries 1")
                .hasMessageContaining("openco: deliveries 1");
    }

    @Test
    void aLogThatLostRowsDoesNotBalance() {
        builder.count("deliveries", "base39", 2);
        builder.count("EVENT", "base39", 2);

        assertThatThrownBy(() -> builder.build().check(Map.of("main", 3L), Map.of("main", 2L)))
                .isInstanceOf(UnbalancedException.class)
                .hasMessageContaining("log main: the run covers 3 deliveries, webhook_log holds 2 of them");
    }

    @Test
    void anEmptyNightBalances() {
        assertThatCode(() -> builder.build().check(Map.of(), Map.of())).doesNotThrowAnyException();
        assertThat(builder.build().values()).isEmpty();
    }
}
