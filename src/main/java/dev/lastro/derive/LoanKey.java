package dev.lastro.derive;

import java.util.Comparator;

/** A loan: in the order of the tables' keys only while ids are ASCII; the database's order is by UTF-8 bytes. */
public record LoanKey(String provider, String loanId) implements Comparable<LoanKey> {

    private static final Comparator<LoanKey> ORDER =
            Comparator.comparing(LoanKey::provider).thenComparing(LoanKey::loanId);

    @Override
    public int compareTo(LoanKey other) {
        return ORDER.compare(this, other);
    }
}
