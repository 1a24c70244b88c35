package dev.lastro.seal;

import java.util.Locale;

/**
 * Where the log is not what was sealed.
 *
 * @param position of the first delivery that is concerned
 * @param what for a person
 */
public record Fault(String log, long position, Kind kind, String what) {

    /** What is wrong. */
    public enum Kind {
        /** The row is not the one that was sealed there. */
        CONTENT,
        /** The row was sealed at another position. */
        ORDER,
        /** There is no row. */
        MISSING,
        /** There is no row here nor after, though more were sealed. */
        TAIL_CUT,
        /** A checkpoint is gone, changed, or not signed by a key that is trusted. */
        CHECKPOINT,
        /** Bodies were removed without an act that says so. */
        ERASURE;

        /** As the verdict names it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** {@code broken at (main, 42): content: …}. */
    @Override
    public String toString() {
        return "broken at (%s, %d): %s: %s".formatted(log, position, kind.word(), what);
    }
}
