package dev.lastro.faults;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Threads that deliver to whichever receiver takes it, and write down what they were told. A number is sent once. */
final class Senders {

    private static final Duration AFTER_REFUSAL = Duration.ofMillis(50);

    private final Ledger ledger;
    private final int[] ports;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;
    /** The place in {@code ports} of the one that took the last delivery. */
    private volatile int preferred;

    private Senders(Ledger ledger, int[] ports) {
        this.ledger = ledger;
        this.ports = ports.clone();
    }

    /**
     * @param ports the receivers'; a sender goes to the next one when this one refuses or is not there
     * @param perSecond of all threads together, at instants that are fixed beforehand
     */
    static Senders start(Ledger ledger, int[] ports, int count, int perSecond, long seed) {
        var senders = new Senders(ledger, ports);
        var start = System.nanoTime();
        var between = count * 1_000_000_000L / perSecond;
        for (var i = 0; i < count; i++) {
            var random = new Random(seed + i);
            var first = start + between * i / count;
            senders.threads.add(
                    Thread.ofPlatform().name("sender-" + i).start(() -> senders.send(random, first, between)));
        }
        return senders;
    }

    private void send(Random random, long firstNanos, long betweenNanos) {
        try (var client = new Client()) {
            for (var due = firstNanos; !stopped; due += betweenNanos) {
                LockSupport.parkNanos(due - System.nanoTime());
                var delivery = Delivery.random(ledger.nextNumber(), random);
                ledger.sending(delivery);
                var reply = reply(client, delivery);
                ledger.answered(delivery, reply);
                if (!reply.isAcknowledgement()) {
                    LockSupport.parkNanos(AFTER_REFUSAL.toNanos());
                    due = Math.max(due, System.nanoTime() - betweenNanos);
                }
            }
        }
    }

    private Reply reply(Client client, Delivery delivery) {
        for (var tried = 0; tried < ports.length; tried++) {
            var at = preferred;
            try {
                var response = client.post(ports[at], Receiver.SECRET, delivery.body());
                if (response.status() == 200) {
                    return response.body().contains("spooled")
                            ? new Reply.Spooled()
                            : new Reply.Stored(Long.parseLong(response.body().replaceAll("\\D", "")));
                }
                turnFrom(at);
                return new Reply.Refused(response.status());
            } catch (ConnectException e) {
                turnFrom(at);
            } catch (IOException e) {
                turnFrom(at);
                return new Reply.Unanswered();
            }
        }
        return new Reply.Unreached();
    }

    private void turnFrom(int at) {
        preferred = (at + 1) % ports.length;
    }

    /** Ends when each has its last answer. */
    void stop() {
        stopped = true;
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
