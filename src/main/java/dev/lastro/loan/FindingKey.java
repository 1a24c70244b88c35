package dev.lastro.loan;

import java.util.Comparator;

/**
 * Which finding: its id, and the loan that it is of, as the tables are keyed.
 *
 * @param loanId empty where the finding is of no single loan
 * @param id 16 lower-case hex
 */
public record FindingKey(String provider, String loanId, String id) implements Comparable<FindingKey> {

    private static final Comparator<FindingKey> ORDER = Comparator.comparing(FindingKey::provider)
            .thenComparing(FindingKey::loanId)
            .thenComparing(FindingKey::id);

    public static FindingKey of(Finding finding) {
        return new FindingKey(finding.provider(), finding.loanId(), finding.id());
    }

    public boolean isOf(String ofProvider, String ofLoan) {
        return provider.equals(ofProvider) && loanId.equals(ofLoan);
    }

    @Override
    public int compareTo(FindingKey other) {
        return ORDER.compare(this, other);
    }
}
