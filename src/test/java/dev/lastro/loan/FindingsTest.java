package dev.lastro.loan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsTest {

    /** Made by {@code printf '%s' 'base39|loan-1|…' | sha256sum}: a changed id would orphan every decision on it. */
    @ParameterizedTest
    @CsvSource({
        "base39, loan-1, MISSING_STEP, DISBURSED, evt-9, c12f97253cbd3962",
        "openco, 0b7d, OVERDUE_STEP, SIGNED, AWAITING_SIGNATURE, 355fa68f6dcfd265",
        "base39, loan-1, ILLEGAL_TRANSITION, , evt-2, b1cc8545e7ed9e2b",
        "base39, loan-1, EVENT_AFTER_TERMINAL, , evt-2, 33218fb9b8ef86c6",
        "base39, loan-1, CONFLICTING_DUPLICATE, , evt-2, 08a560162955bb80",
        "base39, loan-1, DOUBLE_DISBURSEMENT, , evt-2, fd68bb69bef688a9",
        "base39, empréstimo-ação, INSTALLMENT_GAP, , 3, 34e7d2c2b084803b",
        "base39, loan-1, PAYMENT_DUPLICATED, , 12, cf1554068172603e",
        "base39, loan-1, SETTLED_WITH_OPEN_INSTALLMENTS, , evt-5, 2282f68228620c84",
        "base39, loan-1, INSTALLMENT_UNREPORTED, , 3, eca4e59ce21ed859",
        "base39, loan-1, AMOUNT_MISMATCH, , evt-3, ec9f142145456ebb",
        "base39, loan-1, SEQUENCE_BREAK, , evt-2, 746849db770970ed",
        "base39, loan-1, LATE_DELIVERY, , evt-2, 54405a6140c53e37",
        "base39, loan-1, CLOCK_SKEW, , evt-2, 1ff8785fabfe2686",
        "base39, '', UNKNOWN_TYPE, , loan.status_changed|frozen, 3496be5e3c89e5a6",
        "openco, '', UNKNOWN_TYPE, , loan.renamed|, 34afee8e5b2a55f5",
    })
    void idsArePinned(
            String provider, String loanId, FindingCode code, @Nullable EventType expected, String key, String id) {
        assertThat(Findings.id(provider, loanId, code, expected, key)).isEqualTo(id);
    }

    @Test
    void unknownTypeIsOfNoLoan() {
        Finding finding = Findings.unknownType(
                "base39",
                "loan.status_changed",
                "frozen",
                List.of("b", "a", "b"),
                Instant.parse("2026-11-20T02:59:59.999999Z"));
        assertThat(finding)
                .isEqualTo(new Finding(
                        "3496be5e3c89e5a6",
                        FindingCode.UNKNOWN_TYPE,
                        Finding.Severity.MEDIUM,
                        "base39",
                        "",
                        null,
                        null,
                        null,
                        null,
                        LocalDate.parse("2026-11-19"),
                        List.of("a", "b"),
                        finding.suggestedAction()));
        assertThat(finding.suggestedAction().en()).contains("base39", "loan.status_changed", "frozen");
    }

    @Test
    void unknownTypeWithoutStatusOrTime() {
        Finding finding = Findings.unknownType("openco", "loan.renamed", null, List.of("a"), null);
        assertThat(finding.id()).isEqualTo("34afee8e5b2a55f5");
        assertThat(finding.since()).isNull();
        assertThat(finding.suggestedAction().en()).doesNotContain("status").doesNotContain("null");
    }

    @Test
    void unknownTypeKeepsTheTenSmallestIdentities() {
        List<String> identities = IntStream.range(0, 500)
                .map(i -> 999 - i)
                .mapToObj(String::valueOf)
                .toList();
        assertThat(Findings.unknownType("openco", "x", "y", identities, null).evidence())
                .containsExactly("500", "501", "502", "503", "504", "505", "506", "507", "508", "509");
    }

    @Test
    void theLongestWordsStillFit() {
        String longest = "😀".repeat(400);
        String action = Findings.unknownType("openco", longest + "x", longest, List.of("a"), null)
                .suggestedAction()
                .en();
        assertThat(action)
                .hasSizeBetween(Findings.ACTION_MAX - 1, Findings.ACTION_MAX)
                .endsWith("…");
        assertThat(action.codePoints().filter(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE))
                .as("no character is cut in half")
                .isEmpty();
        assertThat(Findings.unknownType("openco", longest, longest, List.of("a"), null)
                        .suggestedAction()
                        .en()
                        .codePoints()
                        .filter(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE))
                .isEmpty();
    }

    @Test
    void theActionIsWholeWhereItFits() {
        String type = "t".repeat(255);
        String status = "s".repeat(255);
        assertThat(Findings.unknownType("openco", type, status, List.of("a"), null)
                        .suggestedAction()
                        .en())
                .contains(type, status)
                .endsWith(".");
    }

    @Test
    void aThousandCharactersAreNotCut() {
        String empty = Findings.unknownType("openco", "", null, List.of("a"), null)
                .suggestedAction()
                .en();
        String type = "t".repeat(Findings.ACTION_MAX - empty.length());
        String action = Findings.unknownType("openco", type, null, List.of("a"), null)
                .suggestedAction()
                .en();
        assertThat(action).hasSize(Findings.ACTION_MAX).endsWith(".");
        assertThat(Findings.unknownType("openco", type + "t", null, List.of("a"), null)
                        .suggestedAction()
                        .en())
                .hasSize(Findings.ACTION_MAX)
                .endsWith("…");
    }
}
