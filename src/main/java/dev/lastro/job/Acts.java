package dev.lastro.job;

import dev.lastro.log.ErasureAct;
import dev.lastro.log.LogWriter;
import dev.lastro.log.LogWriters;
import dev.lastro.log.Position;
import dev.lastro.log.Submission;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Appends what people order and decide to the log of decisions, as deliveries of Lastro itself. */
@Component
class Acts {

    /** Acts come over no network. */
    private static final String REMOTE_ADDRESS = "127.0.0.1";

    private static final byte[] NO_HEADERS = "[]".getBytes(StandardCharsets.UTF_8);

    private static final Duration WRITER_PATIENCE = Duration.ofSeconds(10);

    private final LogWriters writers;

    Acts(LogWriters writers) {
        this.writers = writers;
    }

    /** While it is open nobody else appends: what was read of the log since then is all of it. */
    static final class Open implements AutoCloseable {

        private final LogWriter writer;

        private Open(LogWriter writer) {
            this.writer = writer;
        }

        /** When this returns it is committed. */
        Position append(Instant at, byte[] body) {
            var position = writer.append(new Submission(ErasureAct.PROVIDER, REMOTE_ADDRESS, at, NO_HEADERS, body))
                    .join();
            return new Position(ErasureAct.LOG, position);
        }

        @Override
        public void close() {
            writer.close();
        }
    }

    /**
     * Waits for whoever else appends.
     *
     * @param bytesMax of the largest body that will be appended
     */
    Open open(long bytesMax) {
        writers.demandRoomFor(bytesMax);
        var writer = writers.open(ErasureAct.LOG);
        try {
            if (!writer.awaitWriting(WRITER_PATIENCE)) {
                throw new IllegalStateException(
                        "log %s cannot be written: another process writes it, or the database is away"
                                .formatted(ErasureAct.LOG));
            }
            return new Open(writer);
        } catch (InterruptedException e) {
            writer.close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }
}
