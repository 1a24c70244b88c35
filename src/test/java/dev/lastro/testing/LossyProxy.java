package dev.lastro.testing;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Before MySQL: cuts a connection at the moment when deliveries, or the COMMIT of some, go through it. */
public final class LossyProxy implements Closeable {

    public enum Cut {
        /** The statement never reaches the server. */
        REQUEST_LOST,
        /** The server carries it out, and its answer is lost. */
        ANSWER_LOST,
        /** The same, but the server's side stays open for a while: for it the connection lives on, with all its locks. */
        ANSWER_LOST_UNNOTICED
    }

    /** Longer than any test waits: the server learns of it by other means. */
    private static final int UNNOTICED_MILLIS = 20_000;

    private final ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final AtomicReference<@Nullable Cut> next = new AtomicReference<>();
    private final int target;
    private final String mark;

    /** @param mark what the bytes of every delivery have in them */
    public LossyProxy(int target, String mark) throws IOException {
        this.target = target;
        this.mark = mark;
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    public void cutNext(Cut cut) {
        next.set(cut);
    }

    /** Whether the cut that was asked for has happened. */
    public boolean hasCut() {
        return next.get() == null;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            Socket client = null;
            try {
                client = server.accept();
                new Link(client, new Socket(InetAddress.getLoopbackAddress(), target)).start();
            } catch (IOException e) {
                // no server behind it: as if it had refused
                close(client);
            }
        }
    }

    /** The two ways of one connection. */
    private final class Link {

        private final Socket client;
        private final Socket upstream;
        private volatile @Nullable Cut cut;

        Link(Socket client, Socket upstream) {
            this.client = client;
            this.upstream = upstream;
        }

        void start() {
            Thread.ofVirtual().start(() -> pump(client, upstream, true));
            Thread.ofVirtual().start(() -> pump(upstream, client, false));
        }

        private void pump(Socket from, Socket to, boolean isRequest) {
            try {
                copy(from, to, isRequest);
            } catch (IOException e) {
                // one side is gone: so is the other
            }
            close(client);
            if (cut == Cut.ANSWER_LOST_UNNOTICED) {
                sleep();
            }
            close(upstream);
        }

        private void copy(Socket from, Socket to, boolean isRequest) throws IOException {
            var buffer = new byte[1 << 16];
            for (var n = from.getInputStream().read(buffer);
                    n >= 0;
                    n = from.getInputStream().read(buffer)) {
                if (isRequest && cut == null && carriesDeliveries(buffer, n)) {
                    cut = next.getAndSet(null);
                }
                var now = cut;
                if (now == Cut.REQUEST_LOST || (now != null && !isRequest)) {
                    return;
                }
                to.getOutputStream().write(buffer, 0, n);
            }
        }
    }

    private boolean carriesDeliveries(byte[] buffer, int length) {
        var text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
        return text.contains(mark)
                || (length < 64 && text.toLowerCase(Locale.ROOT).endsWith("commit"));
    }

    private static void sleep() {
        try {
            Thread.sleep(UNNOTICED_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(@Nullable Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // it is gone either way
        }
    }
}
