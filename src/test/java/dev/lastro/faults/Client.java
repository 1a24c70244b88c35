package dev.lastro.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One sender's keep-alive connection to a receiver; a new one after each failure. For one thread. */
final class Client implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    /** Longer than any receiver should be silent: after it a delivery counts as unanswered. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(45);

    private @Nullable Socket socket;
    private @Nullable InputStream in;
    private int port = -1;

    record Response(int status, String body) {}

    /**
     * @throws java.net.ConnectException if nobody listens there: nothing was sent
     * @throws IOException if there is no complete answer
     */
    Response post(int toPort, String secret, byte[] body) throws IOException {
        var head =
                "POST /webhooks/base39 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n"
                        .formatted(secret, body.length)
                        .getBytes(StandardCharsets.US_ASCII);
        return exchange(toPort, head, body);
    }

    Response get(int toPort, String path) throws IOException {
        var head = "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".formatted(path).getBytes(StandardCharsets.US_ASCII);
        return exchange(toPort, head, new byte[0]);
    }

    private Response exchange(int toPort, byte[] head, byte[] body) throws IOException {
        try {
            var connected = connected(toPort);
            var all = new byte[head.length + body.length];
            System.arraycopy(head, 0, all, 0, head.length);
            System.arraycopy(body, 0, all, head.length, body.length);
            connected.getOutputStream().write(all);
            return read();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Socket connected(int toPort) throws IOException {
        var open = socket;
        if (open != null && port == toPort) {
            return open;
        }
        close();
        open = new Socket();
        open.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), toPort),
                Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
        open.setSoTimeout(Math.toIntExact(ANSWER_TIMEOUT.toMillis()));
        open.setTcpNoDelay(true);
        socket = open;
        in = new BufferedInputStream(open.getInputStream());
        port = toPort;
        return open;
    }

    private Response read() throws IOException {
        var status = Integer.parseInt(line().split(" ", 3)[1]);
        var length = 0;
        var closes = false;
        var chunked = false;
        for (var line = line(); !line.isEmpty(); line = line()) {
            var lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
            closes |= lower.equals("connection: close");
            chunked |= lower.equals("transfer-encoding: chunked");
        }
        var body = chunked ? chunks() : bytes(length);
        if (closes) {
            close();
        }
        return new Response(status, new String(body, StandardCharsets.UTF_8));
    }

    private byte[] chunks() throws IOException {
        var all = new ByteArrayOutputStream();
        for (var size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            all.write(bytes(size));
            line();
        }
        line();
        return all.toByteArray();
    }

    private byte[] bytes(int length) throws IOException {
        var bytes = input().readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer breaks off");
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (var c = input().read(); c != '\n'; c = input().read()) {
            if (c < 0) {
                throw new EOFException("no answer");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private InputStream input() throws IOException {
        var open = in;
        if (open == null) {
            throw new EOFException("closed");
        }
        return open;
    }

    @Override
    public void close() {
        var open = socket;
        socket = null;
        in = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // it is gone either way
            }
        }
    }
}
