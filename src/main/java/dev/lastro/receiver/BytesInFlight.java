package dev.lastro.receiver;

import java.util.concurrent.Semaphore;

/** How much memory all requests together may hold at once. */
final class BytesInFlight {

    private final int limit;
    private final Semaphore free;

    BytesInFlight(int limit) {
        this.limit = limit;
        this.free = new Semaphore(limit);
    }

    boolean reserve(int bytes) {
        return free.tryAcquire(bytes);
    }

    void release(int bytes) {
        free.release(bytes);
    }

    int reserved() {
        return limit - free.availablePermits();
    }
}
