package dev.lastro.bench;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * As much as the server takes: each connection sends the next request when it has its answer. One thread with one
 * selector for all of them, because the server and its database want the cores.
 */
final class ClosedLoop {

    private final Histogram latency = Sample.histogram();
    private final Requests requests;
    private final long endNanos;
    private int busy;
    private long stored;
    private long failed;

    private ClosedLoop(Requests requests, long endNanos) {
        this.requests = requests;
        this.endNanos = endNanos;
    }

    static Sample run(int port, int connections, Duration time, Requests requests) throws IOException {
        var start = System.nanoTime();
        var loop = new ClosedLoop(requests, start + time.toNanos());
        loop.run(port, connections);
        return new Sample(loop.stored, loop.failed, (System.nanoTime() - start) / 1e9, loop.latency);
    }

    private void run(int port, int connections) throws IOException {
        List<HttpConnection> all = new ArrayList<>();
        try (var selector = Selector.open()) {
            for (var i = 0; i < connections; i++) {
                all.add(new HttpConnection(port, selector));
            }
            for (var connection : all) {
                connection.send(requests.next(), System.nanoTime());
            }
            busy = connections;
            while (busy > 0) {
                selector.select(this::receive);
            }
        } finally {
            for (var connection : all) {
                connection.close();
            }
        }
    }

    private void receive(SelectionKey key) {
        var connection = (HttpConnection) key.attachment();
        try {
            var status = connection.receive();
            if (status == HttpConnection.INCOMPLETE) {
                return;
            }
            count(status, connection);
        } catch (IOException e) {
            failed++;
            reopen(connection);
        }
        sendNext(connection);
    }

    private void count(int status, HttpConnection connection) {
        if (status == 200) {
            stored++;
            latency.recordValue(System.nanoTime() - connection.dueNanos);
        } else {
            failed++;
        }
    }

    private void sendNext(HttpConnection connection) {
        var now = System.nanoTime();
        if (now >= endNanos) {
            busy--;
            return;
        }
        try {
            connection.send(requests.next(), now);
        } catch (IOException e) {
            failed++;
            busy--;
        }
    }

    private static void reopen(HttpConnection connection) {
        try {
            connection.reopen();
        } catch (IOException e) {
            throw new IllegalStateException("the server under load is gone", e);
        }
    }
}
