package dev.lastro.report;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A finding that stood when a night ended: with what is told of it on the morning on which it does not any more.
 *
 * @param severity lower case
 * @param amountAtRisk BRL: what was disbursed of its loan, else what was contracted, else 0; of no single loan: 0
 */
public record Outstanding(
        String provider,
        String loanId,
        String findingId,
        String code,
        String severity,
        @Nullable String expectedEvent,
        @Nullable LocalDate since,
        @Nullable Instant dueAt,
        BigDecimal amountAtRisk) {

    /** The database's, whose collation compares code points, which is to compare bytes of UTF-8. */
    static final Comparator<String> TEXTS =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    /** That of the table {@code finding}. */
    static final Comparator<Outstanding> KEY = Comparator.comparing(Outstanding::provider)
            .thenComparing(Outstanding::loanId, TEXTS)
            .thenComparing(Outstanding::findingId);

    /** That of the files: {@code findings.csv} has it too. */
    static final Comparator<Outstanding> ROWS = Comparator.comparing(Outstanding::provider)
            .thenComparing(Outstanding::loanId, TEXTS)
            .thenComparing(Outstanding::code)
            .thenComparing(Outstanding::findingId);
}
