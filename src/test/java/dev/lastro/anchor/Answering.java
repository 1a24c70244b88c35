package dev.lastro.anchor;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on loopback that keeps what it was sent and answers as the test says. */
final class Answering implements AutoCloseable {

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile Handler handler;

    record Request(String method, Headers headers, byte[] body) {}

    interface Handler {
        /** Whole: header and body. */
        void answer(HttpExchange exchange, byte[] body) throws Exception;
    }

    Answering(Handler handler) {
        this(0, handler);
    }

    /** @param port 0: a free one */
    Answering(int port, Handler handler) {
        this.handler = handler;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    static Handler status(int status) {
        return (exchange, body) -> exchange.sendResponseHeaders(status, -1);
    }

    void answers(Handler other) {
        handler = other;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port() + "/checkpoints");
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            requests.add(new Request(exchange.getRequestMethod(), exchange.getRequestHeaders(), body));
            handler.answer(exchange, body);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
