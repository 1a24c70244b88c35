package dev.lastro.log;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A spool that another process may have: a standby on the same machine with the same folder. Until that one ends this
 * one keeps nothing; then it takes over what is there.
 */
final class SpoolInTurn implements Spool {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolInTurn.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<Spool> opening;
    private volatile @Nullable Spool spool;
    private volatile String taken = "";
    private long triedNanos = System.nanoTime() - PAUSE.toNanos();
    private boolean closed;

    /**
     * @param opening throws {@link SpoolTakenException} while another process has it
     * @throws SpoolUnusableException if it cannot be used for another reason
     */
    SpoolInTurn(Supplier<Spool> opening) {
        this.opening = opening;
        own();
    }

    private @Nullable Spool own() {
        var own = spool;
        return own == null ? tryToOpen() : own;
    }

    private synchronized @Nullable Spool tryToOpen() {
        if (spool != null || closed || System.nanoTime() - triedNanos < PAUSE.toNanos()) {
            return spool;
        }
        triedNanos = System.nanoTime();
        try {
            spool = opening.get();
            taken = "";
        } catch (SpoolTakenException e) {
            if (taken.isEmpty()) {
                LOG.warn(e.getMessage());
            }
            taken = String.valueOf(e.getMessage());
        }
        return spool;
    }

    @Override
    public CompletableFuture<Void> add(Submission submission, byte[] salt, @Nullable Long perhapsAt) {
        var own = own();
        return own == null
                ? CompletableFuture.failedFuture(new LogUnavailableException(taken))
                : own.add(submission, salt, perhapsAt);
    }

    @Override
    public List<Spooled> oldest(int maxRows, long maxBytes) {
        var own = own();
        return own == null ? List.of() : own.oldest(maxRows, maxBytes);
    }

    @Override
    public void mark(List<Spooled> deliveries, long firstPosition) {
        opened().mark(deliveries, firstPosition);
    }

    @Override
    public void remove(List<Spooled> deliveries) {
        opened().remove(deliveries);
    }

    @Override
    public void setAside(Spooled delivery, String reason) {
        opened().setAside(delivery, reason);
    }

    /** Of what came out of it: once opened it stays so. */
    private Spool opened() {
        var own = spool;
        if (own == null) {
            throw new IllegalStateException("the spool was never opened");
        }
        return own;
    }

    @Override
    public long waiting() {
        var own = own();
        return own == null ? 0 : own.waiting();
    }

    @Override
    public SpoolStatus status() {
        var own = own();
        return own == null ? new SpoolStatus(0, null, 0, 0, taken) : own.status();
    }

    @Override
    public synchronized void close() {
        closed = true;
        var own = spool;
        if (own != null) {
            own.close();
        }
    }
}
