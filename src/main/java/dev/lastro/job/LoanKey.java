package dev.lastro.job;

import java.util.Comparator;

record LoanKey(String provider, String loanId) implements Comparable<LoanKey> {

    private static final Comparator<LoanKey> ORDER =
            Comparator.comparing(LoanKey::provider).thenComparing(LoanKey::loanId);

    @Override
    public int compareTo(LoanKey other) {
        return ORDER.compare(this, other);
    }
}
