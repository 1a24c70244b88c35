package dev.lastro.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Deliveries as lines of JSON: {@code {"provider", "received_at", "position", "body": {…}}}, or the bodies alone. */
final class Ndjson implements History.Sink, AutoCloseable {

    private static final byte[] PROVIDER = "{\"provider\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RECEIVED = "\",\"received_at\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] POSITION = "Z\",\"position\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BODY = ",\"body\":".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final boolean bodiesAlone;
    private final Bytes line = new Bytes();

    Ndjson(Path file, boolean bodiesAlone) throws IOException {
        this.out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
        this.bodiesAlone = bodiesAlone;
    }

    @Override
    public void take(long position, long receivedMicros, Lender lender, Bytes body) {
        line.clear();
        if (bodiesAlone) {
            line.add(body.array(), body.length());
        } else {
            line.add(PROVIDER).add(lender.providerBytes).add(RECEIVED);
            line.time(Math.floorDiv(receivedMicros, 1000), 'T').digits(Math.floorMod(receivedMicros, 1000), 3);
            line.add(POSITION)
                    .number(position)
                    .add(BODY)
                    .add(body.array(), body.length())
                    .add('}');
        }
        line.add('\n');
        try {
            out.write(line.array(), 0, line.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
