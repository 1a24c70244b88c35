package dev.lastro.log;

import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Reads the log by position. Positions of one log have no gap, so a reader that saw n has seen all below n. */
public final class LogReader {

    public LogReader(DataSource dataSource) {}

    /** For each log by name how many deliveries it has: its next position. */
    public SortedMap<String, Long> sizes() {
        throw new IllegalStateException("skeleton");
    }

    /** Streams the deliveries of [from, to) in order, on a connection of its own; fails if one is not there. */
    public void read(String log, long from, long to, Consumer<Delivery> consumer) {
        throw new IllegalStateException("skeleton");
    }

    public Optional<Delivery> find(String log, long position) {
        throw new IllegalStateException("skeleton");
    }
}
