package dev.lastro.derive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;

/** Does the tasks of one step at a time on a few threads, and tells from the caller's thread how far they are. */
final class Workers {

    private static final int LOOK_MILLIS = 50;

    private final int threads;
    private final Watch watch;

    Workers(int threads, Watch watch) {
        this.threads = threads;
        this.watch = watch;
    }

    /**
     * Returns when every task is done; the first failure ends the others at their next {@link Step#add}, and is thrown.
     *
     * @param total what all tasks will add; 0: not known
     * @param task gets the numbers from 0 on, each once, in order
     */
    void run(String name, int tasks, long total, Step step, IntConsumer task) {
        var next = new AtomicInteger();
        var workers = new ArrayList<Thread>();
        for (var i = 0; i < Math.min(threads, tasks); i++) {
            workers.add(Thread.ofPlatform()
                    .name("lastro-" + name + "-" + i)
                    .daemon()
                    .start(() -> {
                        try {
                            for (var number = next.getAndIncrement(); number < tasks; number = next.getAndIncrement()) {
                                step.add(0);
                                task.accept(number);
                            }
                        } catch (Throwable e) { // an Error too is told to who waits, not to a thread's handler
                            step.fail(e);
                        }
                    }));
        }
        try {
            for (var worker : workers) {
                while (!worker.join(Duration.ofMillis(LOOK_MILLIS))) {
                    watch.at(name, step.done(), total);
                }
            }
        } catch (InterruptedException e) {
            step.fail(e);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + name, e);
        }
        step.rethrow();
        watch.at(name, step.done(), total);
    }

    Step step() {
        return new Step(watch);
    }

    /** How far a step is; any thread may ask and tell. */
    static final class Step {

        private final Watch watch;
        private final LongAdder done = new LongAdder();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        private Step(Watch watch) {
            this.watch = watch;
        }

        /** Ends the task by an exception where the step is to stop, or where another task failed. */
        void add(long count) {
            done.add(count);
            if (failure.get() != null) {
                throw new Watch.StoppedException();
            }
            watch.obeyStop();
        }

        long done() {
            return done.sum();
        }

        private void fail(Throwable e) {
            failure.compareAndSet(null, e);
        }

        private void rethrow() {
            switch (failure.get()) {
                case null -> {}
                case Error error -> throw error;
                case RuntimeException exception -> throw exception;
                case Throwable other -> throw new IllegalStateException(other);
            }
        }
    }
}
