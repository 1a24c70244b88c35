package dev.lastro.bench;

import java.util.SplittableRandom;

/**
 * What happens to one loan, and what of it is told when. The same loan of the same seed always lives the same life.
 * Ten events on average, in the lifecycle's order: what is out of order is how they arrive, and what is missing was lost.
 */
final class LoanLife {

    private static final double LOST = 0.01;
    private static final double TWICE = 0.05;
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /** Told at a time (epoch milliseconds), arriving at another (epoch microseconds). */
    interface Telling {
        void tell(Step step, int number, long occurredMillis, long arrivalMicros, boolean again);
    }

    private final SplittableRandom dice;
    private final Telling telling;
    private long now;
    private int number;

    private LoanLife(SplittableRandom dice, long start, Telling telling) {
        this.dice = dice;
        this.now = start;
        this.telling = telling;
    }

    static void live(Lender lender, SplittableRandom dice, long startMillis, Telling telling) {
        var life = new LoanLife(dice, startMillis, telling);
        if (lender == Lender.BASE39) {
            life.base39();
        } else {
            life.openCo();
        }
    }

    private void base39() {
        if (chance(0.15)) {
            tell(Step.ACCOUNT);
            pass(SECOND, HOUR);
        }
        tell(Step.CREATED);
        pass(MINUTE, 6 * HOUR);
        tell(Step.OPEN);
        pass(MINUTE, 20 * HOUR);
        tell(Step.PENDING);
        pass(MINUTE, 30 * HOUR);
        var fate = dice.nextDouble();
        if (fate < 0.10) {
            tell(fate < 0.06 ? Step.CANCELED : Step.EXPIRED);
            return;
        }
        if (fate < 0.13) {
            return; // nothing more is heard of it
        }
        tell(Step.DISBURSING);
        pass(MINUTE, 10 * HOUR);
        if (fate < 0.145) {
            return;
        }
        tell(Step.DISBURSED);
        var installments = dice.nextInt(4, 9);
        for (var i = 0; i < installments; i++) {
            pass(12 * HOUR, 2 * DAY);
            tell(Step.PAID, i + 1);
            if (chance(0.05)) {
                pass(SECOND, MINUTE);
                tell(Step.NOTIFICATION);
            }
        }
        if (chance(0.7)) {
            pass(MINUTE, 6 * HOUR);
            tell(Step.REPAID);
        }
    }

    private void openCo() {
        tell(Step.CREATED);
        pass(MINUTE, 6 * HOUR);
        if (chance(0.08)) {
            tell(Step.DECLINED);
            return;
        }
        tell(Step.APPROVED);
        pass(MINUTE, 20 * HOUR);
        tell(Step.COMPLETED);
        pass(MINUTE, 30 * HOUR);
        var fate = dice.nextDouble();
        if (fate < 0.07) {
            if (fate < 0.04) {
                tell(Step.CANCELED);
            }
            return;
        }
        tell(Step.SIGNED);
        pass(SECOND, 4 * HOUR);
        if (chance(0.8)) {
            tell(Step.ANTI_FRAUD);
            pass(SECOND, 4 * HOUR);
        }
        tell(Step.DISBURSING);
        pass(MINUTE, 10 * HOUR);
        if (chance(0.06)) {
            tell(Step.FAILED);
            pass(HOUR, 2 * DAY);
            tell(Step.DISBURSING);
            pass(MINUTE, 10 * HOUR);
        }
        tell(Step.DISBURSED);
        if (chance(0.01)) {
            pass(HOUR, 3 * DAY);
            tell(Step.REFUND_PENDING);
            pass(HOUR, DAY);
            tell(Step.REFUNDED);
            return;
        }
        var installments = dice.nextInt(2, 7);
        for (var i = 0; i < installments; i++) {
            installment(i + 1);
        }
    }

    private void installment(int installment) {
        pass(12 * HOUR, 2 * DAY);
        if (chance(0.1)) {
            tell(Step.WAITING, installment);
            pass(MINUTE, 10 * HOUR);
        }
        if (chance(0.12)) {
            tell(Step.OVERDUE, installment);
            pass(6 * HOUR, 2 * DAY);
            if (chance(0.2)) {
                return;
            }
        }
        tell(Step.PAID, installment);
    }

    private void tell(Step step) {
        tell(step, 0);
    }

    private void tell(Step step, int installment) {
        var isLost = chance(LOST);
        var arrival = now * 1000 + delay();
        var isTwice = chance(TWICE);
        var later = 1000 * repeatAfter();
        number++;
        if (!isLost) {
            telling.tell(step, Pending.number(number, installment), now, arrival, false);
            if (isTwice) {
                telling.tell(step, Pending.number(number, installment), now, arrival + later, true);
            }
        }
    }

    /** Microseconds: seconds for most, up to three days for one in fifty. */
    private long delay() {
        var kind = dice.nextDouble();
        var millis = kind < 0.90
                ? dice.nextLong(200, 20 * SECOND)
                : kind < 0.98 ? dice.nextLong(MINUTE, 6 * HOUR) : dice.nextLong(6 * HOUR, 3 * DAY);
        return millis * 1000 + dice.nextLong(1000);
    }

    private long repeatAfter() {
        var kind = dice.nextDouble();
        return kind < 0.5
                ? dice.nextLong(5 * SECOND, MINUTE)
                : kind < 0.9 ? dice.nextLong(MINUTE, 6 * HOUR) : dice.nextLong(6 * HOUR, 2 * DAY);
    }

    private boolean chance(double share) {
        return dice.nextDouble() < share;
    }

    private void pass(long low, long high) {
        now += dice.nextLong(low, high);
    }

    /** In the words of both lenders; null: the one does not say so. */
    enum Step {
        CREATED,
        OPEN,
        PENDING,
        APPROVED,
        COMPLETED,
        SIGNED,
        ANTI_FRAUD,
        DECLINED,
        CANCELED,
        EXPIRED,
        DISBURSING,
        FAILED,
        DISBURSED,
        WAITING,
        OVERDUE,
        PAID,
        REPAID,
        REFUND_PENDING,
        REFUNDED,
        ACCOUNT,
        NOTIFICATION
    }
}
