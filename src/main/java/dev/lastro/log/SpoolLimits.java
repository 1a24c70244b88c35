package dev.lastro.log;

/**
 * How much disk the spool may take.
 *
 * @param maxBytes of its files together, {@code lastro.spool-max}
 * @param keepFreeBytes of its disk, which the spool leaves to others, {@code lastro.spool-keep-free}
 */
record SpoolLimits(long maxBytes, long keepFreeBytes) {

    /** A file is deleted once all in it was drained, so it is small; a delivery larger than that has its own. */
    static final long SEGMENT_BYTES = 4L << 20;

    SpoolLimits {
        if (maxBytes < SEGMENT_BYTES) {
            throw new IllegalArgumentException(
                    "lastro.spool-max=%dB: at least %dB (4MB) are needed".formatted(maxBytes, SEGMENT_BYTES));
        }
        if (keepFreeBytes < 0) {
            throw new IllegalArgumentException("lastro.spool-keep-free=%dB: 0 or more".formatted(keepFreeBytes));
        }
    }
}
