package dev.lastro.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Threads that deliver to whichever receiver takes it, and write down what they were told. A number is sent once. */
final class Senders implements AutoCloseable {

    private static final Duration AFTER_REFUSAL = Duration.ofMillis(50);

    private final Ledger ledger;
    private final String secret;
    private final int[] ports;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stop;
    /** The place in {@code ports} of the one that took the last delivery. */
    private volatile int preferred;

    private Senders(Ledger ledger, String secret, int[] ports) {
        this.ledger = ledger;
        this.secret = secret;
        this.ports = ports.clone();
    }

    /**
     * @param ports the receivers'; a sender goes to the next one when this one refuses or is not there
     * @param perSecond of all threads together, at instants that are fixed beforehand
     */
    static Senders start(Ledger ledger, String secret, int[] ports, int count, int perSecond, long seed) {
        var senders = new Senders(ledger, secret, ports);
        var start = System.nanoTime();
        var between = count * 1_000_000_000L / perSecond;
        for (var i = 0; i < count; i++) {
            var random = new Random(seed + i);
            var first = start + between * i / count;
            senders.threads.add(Thread.ofPlatform().name("sender-" + i).start(() -> senders.send(random, first, between)));
        }
        return senders;
    }

    private void send(Random random, long firstNanos, long betweenNanos) {
        try (var client = new Client()) {
            for (var due = firstNanos; !stop; due += betweenNanos) {
                LockSupport.parkNanos(due - System.nanoTime());
                var delivery = Delivery.random(ledger.nextNumber(), random);
                ledger.sending(delivery);
                var at = preferred;
                var reply = reply(client, ports[at], delivery);
                ledger.answered(delivery, reply);
                if (!reply.isAcknowledgement()) {
                    preferred = (at + 1) % ports.length;
                    LockSupport.parkNanos(AFTER_REFUSAL.toNanos());
                    due = Math.max(due, System.nanoTime() - betweenNanos);
                }
            }
        }
    }

    private Reply reply(Client client, int port, Delivery delivery) {
        try {
            var response = client.post(port, secret, delivery.body());
            if (response.status() != 200) {
                return new Reply.Refused(response.status());
            }
            return response.body().contains("spooled")
                    ? new Reply.Spooled()
                    : new Reply.Stored(Long.parseLong(response.body().replaceAll("\\D", "")));
        } catch (IOException e) {
            return new Reply.Unanswered();
        }
    }

    /** Ends when each has its last answer. */
    @Override
    public void close() {
        stop = true;
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
