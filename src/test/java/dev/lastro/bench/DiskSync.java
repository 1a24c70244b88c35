package dev.lastro.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** What the disk itself asks for durability: append, fdatasync. */
final class DiskSync {

    private DiskSync() {}

    static Sample measure(Path folder, int bytes, Duration time) throws IOException {
        var file = Files.createTempFile(folder, "fsync", ".bin");
        var latency = Sample.histogram();
        var block = ByteBuffer.allocateDirect(bytes);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var start = System.nanoTime();
            var end = start + time.toNanos();
            var appends = 0;
            for (var before = start; before < end; appends++) {
                channel.write(block.rewind());
                channel.force(false);
                var after = System.nanoTime();
                latency.recordValue(after - before);
                before = after;
            }
            return new Sample(appends, 0, (System.nanoTime() - start) / 1e9, latency);
        } finally {
            Files.delete(file);
        }
    }
}
