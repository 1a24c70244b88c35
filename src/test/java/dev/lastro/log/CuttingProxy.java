package dev.lastro.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/** A TCP proxy before MySQL that can cut a connection at the one moment that matters. */
final class CuttingProxy implements Closeable {

    enum Cut {
        /** The statement reaches the server, its answer never reaches the client. */
        AFTER_INSERT,
        /** The statement never reaches the server. */
        BEFORE_INSERT,
        /** As AFTER_INSERT, but the server is not told: for it the connection lives on, and holds the log's lock. */
        AFTER_INSERT_UNNOTICED
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicReference<Cut> next = new AtomicReference<>();
    private final int target;
    private volatile boolean unnoticed;

    CuttingProxy(int target) throws IOException {
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void cutNext(Cut cut) {
        next.set(cut);
    }

    /** Whether the cut that was asked for has happened. */
    boolean hasCut() {
        return next.get() == null;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                var upstream = new Socket(InetAddress.getLoopbackAddress(), target);
                Thread.ofVirtual().start(() -> pump(client, upstream, true));
                Thread.ofVirtual().start(() -> pump(upstream, client, false));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void pump(Socket from, Socket to, boolean isRequest) {
        try {
            copy(from, to, isRequest);
        } catch (IOException e) {
            // the other side is gone: so is this one
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(isRequest ? from : to);
            if (!unnoticed) {
                close(isRequest ? to : from);
            }
        }
    }

    private void copy(Socket from, Socket to, boolean isRequest) throws IOException, InterruptedException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        var buffer = new byte[1 << 16];
        for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            // the text of a prepared INSERT is not sent again, its parameters are
            var isInsert = isRequest && new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains("base39");
            var cut = isInsert ? next.getAndSet(null) : null;
            if (cut == Cut.BEFORE_INSERT) {
                return;
            }
            if (cut != null) {
                unnoticed = cut == Cut.AFTER_INSERT_UNNOTICED;
                // The way back is closed before the statement goes out.
                from.shutdownOutput();
                out.write(buffer, 0, n);
                out.flush();
                Thread.sleep(300);
                return;
            }
            out.write(buffer, 0, n);
            out.flush();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
