package dev.lastro.anchor;

import dev.lastro.outbound.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How one anchor has fared in this process. Written by one thread at a time, read by any. */
final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Anchors.class);

    private final String anchor;
    private volatile long published;
    private volatile long failures;
    private volatile long waiting;
    private volatile long gone;
    private volatile boolean away;
    private volatile @Nullable Failure lastFailure;

    Attempts(String anchor) {
        this.anchor = anchor;
    }

    /** @param words for an operator */
    record Failure(Instant at, String words) {}

    synchronized void succeeded() {
        published++;
        if (away) {
            LOG.info("anchor {}: is back", anchor);
        }
        away = false;
    }

    /** Told once for each outage. */
    synchronized void failed(Instant now, Exception e) {
        failures++;
        var failure = new Failure(now, Words.of(e));
        if (!away) {
            LOG.warn("anchor {}: {}; what waits is tried again each time", anchor, failure.words());
        }
        away = true;
        lastFailure = failure;
    }

    /** @param logsGone of which checkpoints that were anchored are not in the database any more; told once */
    synchronized void ended(long stillWaiting, long logsGone) {
        if (logsGone > gone) {
            LOG.error("anchor {}: checkpoints that it has are not in the database any more; health says which", anchor);
        }
        waiting = stillWaiting;
        gone = logsGone;
    }

    String anchor() {
        return anchor;
    }

    long published() {
        return published;
    }

    long failures() {
        return failures;
    }

    /** As it was after the last call; as many as one call looks at, at most. */
    long waiting() {
        return waiting;
    }

    /** Logs of which checkpoints were taken out of the database. */
    long gone() {
        return gone;
    }

    /** The last try failed. */
    boolean isAway() {
        return away;
    }

    @Nullable
    Failure lastFailure() {
        return lastFailure;
    }
}
