package dev.lastro.bench;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Requests that come when they come: the instant of each is fixed beforehand, and its latency counts from that instant,
 * also when the server was too slow to let it out in time. So no slow moment hides those that had to wait for it
 * (coordinated omission). The calling thread sends, one other reads.
 */
final class OpenLoop {

    private static final int CONNECTIONS = 128;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(30);

    private final Histogram latency = Sample.histogram();
    private final BlockingQueue<HttpConnection> free = new ArrayBlockingQueue<>(CONNECTIONS);
    private final CountDownLatch outstanding;
    private long stored;
    private long failed;

    private OpenLoop(int total) {
        this.outstanding = new CountDownLatch(total);
    }

    static Sample run(int port, int perSecond, Duration time, Requests requests)
            throws IOException, InterruptedException {
        var total = Math.toIntExact(perSecond * time.toMillis() / 1000);
        var loop = new OpenLoop(total);
        List<HttpConnection> all = new ArrayList<>();
        try (var selector = Selector.open()) {
            for (var i = 0; i < CONNECTIONS; i++) {
                all.add(new HttpConnection(port, selector));
            }
            loop.free.addAll(all);
            var reader = Thread.ofPlatform().start(() -> loop.read(selector));
            var start = System.nanoTime();
            loop.send(total, perSecond, start, requests);
            var complete = loop.outstanding.await(LAST_ANSWERS.toSeconds(), TimeUnit.SECONDS);
            var seconds = (System.nanoTime() - start) / 1e9;
            reader.interrupt();
            reader.join();
            var missing = complete ? 0 : loop.outstanding.getCount();
            return new Sample(loop.stored, loop.failed + missing, seconds, loop.latency);
        } finally {
            for (var connection : all) {
                connection.close();
            }
        }
    }

    private void send(int total, int perSecond, long start, Requests requests)
            throws IOException, InterruptedException {
        for (var i = 0; i < total; i++) {
            var due = start + i * 1_000_000_000L / perSecond;
            for (var wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            free.take().send(requests.next(), due);
        }
    }

    private void read(Selector selector) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                selector.select(this::receive);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void receive(SelectionKey key) {
        var connection = (HttpConnection) key.attachment();
        try {
            // read before the answer is: a connection that is free again may be sent on at once
            var due = connection.dueNanos;
            var status = connection.receive();
            if (status == HttpConnection.INCOMPLETE) {
                return;
            }
            if (status == 200) {
                stored++;
                latency.recordValue(System.nanoTime() - due);
            } else {
                failed++;
            }
        } catch (IOException e) {
            failed++;
            reopen(connection);
        }
        outstanding.countDown();
        free.add(connection);
    }

    private static void reopen(HttpConnection connection) {
        try {
            connection.reopen();
        } catch (IOException e) {
            throw new IllegalStateException("the server under load is gone", e);
        }
    }
}
