package dev.lastro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TotalsTextTest {

    @Test
    void writesTheEquationOutForEachProviderAndForAll() {
        var totals = new LinkedHashMap<String, String>();
        totals.put("CONFLICT|base39", "1");
        totals.put("DUPLICATE|base39", "2");
        totals.put("ERASED|base39", "1");
        totals.put("EVENT|base39", "3");
        totals.put("EVENT|openco", "4");
        totals.put("deliveries|base39", "7");
        totals.put("deliveries|openco", "4");
        totals.put("findings|base39", "1");
        totals.put("findings.MISSING_STEP|base39", "1");
        totals.put("loans|base39", "2");
        totals.put("loans.CREATED|base39", "1");
        totals.put("loans.SETTLED|base39", "1");
        totals.put("loans.erased|base39", "1");
        totals.put("paid_amount|base39", "10.50");
        totals.put("paid_amount|openco", "0.25");

        assertThat(new TotalsText(totals).lines(true))
                .containsExactly(
                        "deliveries = EVENT + DUPLICATE + CONFLICT + NOT_LOAN + UNKNOWN + QUARANTINED + ERASED",
                        "  base39       7 = 3 + 2 + 1 + 0 + 0 + 0 + 1",
                        "  openco       4 = 4 + 0 + 0 + 0 + 0 + 0 + 0",
                        "  all          11 = 7 + 2 + 1 + 0 + 0 + 0 + 1",
                        "loans, by state",
                        "  base39       2: CREATED 1, SETTLED 1; 1 of them erased",
                        "  openco       0",
                        "  all          2: CREATED 1, SETTLED 1; 1 of them erased",
                        "findings, by code",
                        "  base39       1: MISSING_STEP 1",
                        "  openco       0",
                        "  all          1: MISSING_STEP 1",
                        "amounts, in BRL",
                        "  base39       contracted 0, disbursed 0, paid 10.50",
                        "  openco       contracted 0, disbursed 0, paid 0.25",
                        "  all          contracted 0, disbursed 0, paid 10.75");
    }

    @Test
    void anEmptyNightIsToldToo() {
        assertThat(new TotalsText(new LinkedHashMap<>()).lines(true))
                .contains("  all          0 = 0 + 0 + 0 + 0 + 0 + 0 + 0");
    }

    @Test
    void whateverAJobCountsIsToldAsItIs() {
        var totals = new LinkedHashMap<>(Map.of("already_in_log", "3"));

        assertThat(new TotalsText(totals).lines(false)).containsExactly("already in log: 3");
    }
}
