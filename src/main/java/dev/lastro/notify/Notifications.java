package dev.lastro.notify;

import dev.lastro.log.ServerLock;
import dev.lastro.outbound.Words;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whoever is configured to be told. Nothing here ever fails the run that is told of. */
public final class Notifications implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

    private static final int TRIES = 3;

    private final DataSource dataSource;
    private final InstantSource clock;
    private final Duration firstPause;
    private final Map<Channel, Fare> channels = new LinkedHashMap<>();

    /** @param firstPause after the first try that failed; then four times as long */
    Notifications(DataSource dataSource, List<Channel> channels, InstantSource clock, Duration firstPause) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.firstPause = firstPause;
        channels.forEach(channel -> this.channels.put(channel, new Fare(channel.name())));
    }

    /** Whether anybody is to be told. */
    public boolean isAnybody() {
        return !channels.isEmpty();
    }

    /**
     * Tells it by each channel that has not told it yet; a channel that fails is tried three times within some seconds. What
     * was told but could not be noted, because the process was killed in between, is told again with the same id. Does
     * nothing while another process is at it.
     *
     * @return whether every channel has told it now
     */
    public boolean tell(Notice notice) {
        if (channels.isEmpty()) {
            return true;
        }
        try (var lock = ServerLock.acquire(dataSource, "notify", 0)) {
            return lock != null && tell(notice, new Told(lock.connection()));
        } catch (SQLException e) {
            LOG.warn("nobody could be told of {}: {}", notice.id(), Words.of(e));
            return false;
        }
    }

    /** Whether every channel has told it, here or in another process; its figures make no difference. */
    public boolean isTold(Notice notice) {
        try (var connection = dataSource.getConnection()) {
            var told = new Told(connection);
            for (var channel : channels.keySet()) {
                if (!told.has(notice, channel.name())) {
                    return false;
                }
            }
            return true;
        } catch (SQLException e) {
            LOG.warn("whether {} was told could not be looked up: {}", notice.id(), Words.of(e));
            return false;
        }
    }

    private boolean tell(Notice notice, Told told) throws SQLException {
        var everybody = true;
        for (var channel : channels.entrySet()) {
            everybody &= told.has(notice, channel.getKey().name())
                    || tell(notice, channel.getKey(), channel.getValue(), told);
        }
        return everybody;
    }

    private boolean tell(Notice notice, Channel channel, Fare fare, Told told) throws SQLException {
        var pause = firstPause;
        for (var tries = 1; tries <= TRIES; tries++) {
            try {
                channel.tell(notice);
                told.add(notice, channel.name(), clock.instant());
                fare.succeeded(clock.instant());
                LOG.info("{} was told by {}", notice.id(), channel.name());
                return true;
            } catch (IOException | RuntimeException e) {
                fare.failed(clock.instant(), Words.of(e));
                LOG.warn(
                        "{} could not be told by {} (try {} of {}): {}",
                        notice.id(),
                        channel.name(),
                        tries,
                        TRIES,
                        Words.of(e));
            }
            if (tries < TRIES && !sleep(pause)) {
                return false;
            }
            pause = pause.multipliedBy(4);
        }
        return false;
    }

    private static boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    Iterable<Fare> fares() {
        return channels.values();
    }

    @Override
    public void close() {
        channels.keySet().forEach(Channel::close);
    }
}
