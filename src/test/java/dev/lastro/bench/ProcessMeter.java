package dev.lastro.bench;

import dev.lastro.testing.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What Linux says of a process. */
final class ProcessMeter {

    /** USER_HZ is 100 on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final Pattern HEAP_USED = Pattern.compile("used (\\d+)K");

    private ProcessMeter() {}

    /** User and system time of all its threads so far. */
    static double cpuSeconds(long pid) {
        // proc(5): the name in parentheses may hold blanks; utime and stime are the fields 14 and 15
        var stat = read(Path.of("/proc/%d/stat".formatted(pid)));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** @param field such as VmRSS */
    static long mebibytes(long pid, String field) {
        return read(Path.of("/proc/%d/status".formatted(pid)))
                        .lines()
                        .filter(line -> line.startsWith(field + ":"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow()
                / 1024;
    }

    /** MiB that it made the disk write so far, what is still in the page cache included. */
    static double writtenMebibytes(long pid) {
        return read(Path.of("/proc/%d/io".formatted(pid)))
                        .lines()
                        .filter(line -> line.startsWith("write_bytes:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow()
                / 1048576.0;
    }

    /** The Java heap in use now, garbage included. */
    static long heapMebibytes(long pid) {
        try {
            var jcmd = new ProcessBuilder(JavaProcess.tool("jcmd"), Long.toString(pid), "GC.heap_info")
                    .redirectErrorStream(true)
                    .start();
            var text = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var used = HEAP_USED.matcher(text);
            if (!used.find()) {
                throw new IllegalStateException("jcmd: " + text);
            }
            return Long.parseLong(used.group(1)) / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
