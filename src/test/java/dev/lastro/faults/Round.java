package dev.lastro.faults;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * One fault under load, and what it came to.
 *
 * @param outage from the fault's beginning until a delivery was stored in the log again
 * @param drained from the last answer until every acknowledged delivery was in the log
 */
record Round(
        String what,
        Duration outage,
        long sent,
        long stored,
        long spooled,
        long refused,
        long unanswered,
        Duration drained,
        List<String> problems) {

    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(3);
    private static final int AFTERWARDS = 50;

    interface Disturbance {
        void strike() throws SQLException;
    }

    /** @param perSecond deliveries from several threads while the fault lasts, and until deliveries are stored again */
    static Round run(Stage stage, String what, int perSecond, Random random, Disturbance fault) throws SQLException {
        var ledger = stage.ledger();
        var before = new long[] {
            ledger.lines().size(),
            ledger.count(Reply.Stored.class),
            ledger.count(Reply.Spooled.class),
            ledger.count(Reply.Refused.class),
            ledger.count(Reply.Unanswered.class)
        };
        Duration outage;
        var senders = stage.send(perSecond, random);
        try {
            stage.awaitMore(AFTERWARDS, Reply.Stored.class, Duration.ofMinutes(1));
            Stage.sleep(random.nextInt(1000));
            var start = System.nanoTime();
            fault.strike();
            stage.awaitMore(AFTERWARDS, Reply.Stored.class, DRAIN_LIMIT);
            outage = Duration.ofNanos(System.nanoTime() - start);
        } finally {
            senders.stop();
        }
        var drained = stage.drain(DRAIN_LIMIT);
        stage.endStandby();
        return new Round(
                what,
                outage,
                ledger.lines().size() - before[0],
                ledger.count(Reply.Stored.class) - before[1],
                ledger.count(Reply.Spooled.class) - before[2],
                ledger.count(Reply.Refused.class) - before[3],
                ledger.count(Reply.Unanswered.class) - before[4],
                drained,
                stage.check().problems());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-44s %5.1f s, sent %6d: stored %6d, spooled %6d, refused %5d, unanswered %3d; drained in %5.1f s; %s",
                what,
                outage.toMillis() / 1e3,
                sent,
                stored,
                spooled,
                refused,
                unanswered,
                drained.toMillis() / 1e3,
                problems.isEmpty() ? "0 lost, 0 doubled" : problems.size() + " PROBLEMS");
    }
}
