package dev.lastro.bench;

/**
 * A delivery that is under way. Its body is written when it arrives, so that what waits is small.
 *
 * @param loan number of the loan
 * @param number of the step and the instalment, as {@link #number} packs them
 */
record Pending(long arrivalMicros, long loan, LoanLife.Step step, int number, long occurredMillis, boolean again)
        implements Comparable<Pending> {

    static int number(int step, int installment) {
        return step << 8 | installment;
    }

    int installment() {
        return number & 255;
    }

    @Override
    public int compareTo(Pending other) {
        var byTime = Long.compare(arrivalMicros, other.arrivalMicros);
        var byLoan = byTime != 0 ? byTime : Long.compare(loan, other.loan);
        var byNumber = byLoan != 0 ? byLoan : Integer.compare(number, other.number);
        return byNumber != 0 ? byNumber : Boolean.compare(again, other.again);
    }
}
