package dev.lastro.bench;

import java.util.Locale;

/**
 * What some work took.
 *
 * @param seconds of the clock
 * @param cpuSeconds of the process that did it
 * @param mysqldSeconds CPU of mysqld meanwhile
 * @param residentMebibytes of the process at most
 * @param heapMebibytes at most, as seen before a collection; 0: none was needed, or not known
 * @param writtenMebibytes by the process
 * @param mysqldMebibytes written by mysqld meanwhile: tables, redo, doublewrite and binary log
 */
record Cost(
        double seconds,
        double cpuSeconds,
        double mysqldSeconds,
        long residentMebibytes,
        long heapMebibytes,
        double writtenMebibytes,
        double mysqldMebibytes) {

    static final String HEADER = "%-42s %9s %12s %8s %8s %8s %8s %10s %10s"
            .formatted("", "seconds", "per second", "CPU s", "mysqld", "RSS MiB", "heap", "written", "mysqld MiB");

    interface Work {
        void run() throws Exception;
    }

    /** Of work in this process; memory is this process', so it says little. */
    static Cost of(BenchDatabase database, Work work) throws Exception {
        var own = ProcessHandle.current().pid();
        var cpu = ProcessMeter.cpuSeconds(own);
        var mysqld = ProcessMeter.cpuSeconds(database.pid());
        var written = ProcessMeter.writtenMebibytes(own);
        var mysqldWritten = ProcessMeter.writtenMebibytes(database.pid());
        var start = System.nanoTime();
        work.run();
        return new Cost(
                (System.nanoTime() - start) / 1e9,
                ProcessMeter.cpuSeconds(own) - cpu,
                ProcessMeter.cpuSeconds(database.pid()) - mysqld,
                0,
                0,
                ProcessMeter.writtenMebibytes(own) - written,
                ProcessMeter.writtenMebibytes(database.pid()) - mysqldWritten);
    }

    Cost plus(Cost other) {
        return new Cost(
                seconds + other.seconds,
                cpuSeconds + other.cpuSeconds,
                mysqldSeconds + other.mysqldSeconds,
                Math.max(residentMebibytes, other.residentMebibytes),
                Math.max(heapMebibytes, other.heapMebibytes),
                writtenMebibytes + other.writtenMebibytes,
                mysqldMebibytes + other.mysqldMebibytes);
    }

    /** @param things of which it did so many */
    String line(String what, long things) {
        return String.format(
                Locale.ROOT,
                "%-42s %9.2f %,12.0f %8.1f %8.1f %8s %8s %10.0f %10.0f",
                what,
                seconds,
                things / seconds,
                cpuSeconds,
                mysqldSeconds,
                residentMebibytes == 0 ? "" : residentMebibytes,
                heapMebibytes == 0 ? "" : heapMebibytes,
                writtenMebibytes,
                mysqldMebibytes);
    }
}
