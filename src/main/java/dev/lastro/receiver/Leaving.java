package dev.lastro.receiver;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Waits at shutdown until each request that came in has its answer, as Spring Boot does for servlets, which a valve is
 * not: only then may the log be closed.
 */
final class Leaving implements SmartLifecycle {

    private static final long LOOK_EVERY_MILLIS = 20;

    private final WebhookEntrance entrance;
    private volatile boolean isRunning;

    Leaving(WebhookEntrance entrance) {
        this.entrance = entrance;
    }

    @Override
    public void start() {
        isRunning = true;
    }

    @Override
    public void stop(Runnable whenDone) {
        // spring.lifecycle.timeout-per-shutdown-phase is how long it may take
        Thread.ofVirtual().name("leaving").start(() -> {
            try {
                while (!entrance.isEmpty()) {
                    Thread.sleep(LOOK_EVERY_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                isRunning = false;
                whenDone.run();
            }
        });
    }

    @Override
    public void stop() {
        isRunning = false;
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    /** With the server's own graceful end, which takes no new requests from then on. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
    }
}
