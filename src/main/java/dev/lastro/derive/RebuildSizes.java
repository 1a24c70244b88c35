package dev.lastro.derive;

/**
 * How large a rebuild's pieces are; they decide how much memory it takes, never what it makes.
 *
 * @param threads each reads, rules or folds one piece at a time, on connections of its own
 * @param rangeBlocks a range of positions has so many {@link ClassBlock}s
 * @param spillBytes of records that a thread collects before it writes them
 * @param partBytes of records that a thread rules or folds at once
 * @param sampleEvery of so many lines one is looked at to divide the loans evenly
 */
record RebuildSizes(int threads, int rangeBlocks, int spillBytes, int partBytes, int sampleEvery) {

    /** Two threads keep two cores busy together with the server; see Rebuild for what that takes. */
    static final RebuildSizes USUAL = new RebuildSizes(2, 32, 16 << 20, 16 << 20, 512);

    long rangePositions() {
        return (long) rangeBlocks * ClassBlock.SIZE;
    }
}
