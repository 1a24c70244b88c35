package dev.lastro.log;

import org.jspecify.annotations.Nullable;

/**
 * A delivery in the spool.
 *
 * @param sequence its place in the spool, given by the spool; ever growing
 * @param salt that of its row to be: each delivery has its own, so it tells whether a row in the log is this one
 * @param perhapsAt where in the log it may be already, because the outcome of that INSERT was or is unknown; null:
 *     nowhere
 */
record Spooled(
        long sequence,
        Submission submission,
        byte[] salt,
        @Nullable Long perhapsAt) {}
