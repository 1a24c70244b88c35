package dev.lastro.bench;

/**
 * A stretch of load, and the CPU it took.
 *
 * @param serverSeconds CPU of the server's process, likewise mysqld's and the load generator's own
 */
record Measurement(Sample sample, double serverSeconds, double mysqldSeconds, double loadSeconds) {

    double serverSecondsPerThousand() {
        return serverSeconds * 1000 / sample.stored();
    }

    double mysqldSecondsPerThousand() {
        return mysqldSeconds * 1000 / sample.stored();
    }

    /** Cores that the load generator kept busy. */
    double loadCores() {
        return loadSeconds / sample.seconds();
    }
}
