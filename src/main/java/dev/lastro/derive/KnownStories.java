package dev.lastro.derive;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.Place;
import dev.lastro.log.LogReader;
import dev.lastro.log.LogRow;
import dev.lastro.provider.Definitions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One loan's story as it was known when only the beginning of each log was there; it writes nothing. */
@Component
public class KnownStories {

    /** Deliveries that are not classified yet and are read for one question all the same: about a second. */
    private static final long TAIL_MAX = 100_000;

    private static final String UNCLEAR = "SELECT * FROM unclear WHERE provider = ? AND loan_id = ?";

    private final LogReader log;
    private final Stories stories;
    private final Identities index;
    private final Derived derived;
    private final JdbcClient jdbc;

    KnownStories(LogReader log, Stories stories, Identities index, Derived derived, JdbcClient jdbc) {
        this.log = log;
        this.stories = stories;
        this.index = index;
        this.derived = derived;
        this.jdbc = jdbc;
    }

    /**
     * @param story without a line where only deliveries that were not understood name the loan
     * @param unclear of class UNKNOWN, by place
     */
    public record Known(Story story, List<Unclear> unclear) {

        public boolean isNothing() {
            return story.lines().isEmpty() && unclear.isEmpty();
        }
    }

    /**
     * @param prefix by log how many of its deliveries count, none of a log that is not named; null: all there are
     * @param definitions for what is not classified yet
     */
    public Known find(LoanKey loan, @Nullable SortedMap<String, Long> prefix, Definitions definitions) {
        // Before the story: a night that goes on meanwhile adds what is then read twice, never what is not read at all.
        var tail = tail(prefix);
        var search = new Search(loan, prefix, new DeliveryReader(definitions));
        search.stored();
        if (sum(tail) <= TAIL_MAX) {
            tail.forEach(
                    (name, range) -> log.scan(name, range.from(), range.to(), Set.of(loan.provider()), search::add));
        }
        return search.result();
    }

    /** What {@link #find} does not look at, as it is not classified and too much: deliveries by log. */
    public SortedMap<String, Long> unread(@Nullable SortedMap<String, Long> prefix) {
        var tail = tail(prefix);
        var unread = new TreeMap<String, Long>();
        if (sum(tail) > TAIL_MAX) {
            tail.forEach((name, range) -> unread.put(name, range.to() - range.from()));
        }
        return unread;
    }

    /**
     * Whether the last night suspects that an outage lost something of a loan.
     *
     * @param prefix null: all there are
     * @return empty: what is asked about is less than that night knew
     */
    public Optional<Boolean> isSuspected(LoanKey loan, @Nullable SortedMap<String, Long> prefix) {
        var isLess = prefix != null
                && derived.classified(Side.LIVE).entrySet().stream()
                        .anyMatch(each -> prefix.getOrDefault(each.getKey(), 0L) < each.getValue());
        return isLess
                ? Optional.empty()
                : Optional.of(jdbc.sql("SELECT COUNT(*) FROM suspected WHERE provider = ? AND loan_id = ?")
                                .params(loan.provider(), loan.loanId())
                                .query(Integer.class)
                                .single()
                        > 0);
    }

    private record Range(long from, long to) {}

    private SortedMap<String, Range> tail(@Nullable SortedMap<String, Long> prefix) {
        var classified = derived.classified(Side.LIVE);
        var tail = new TreeMap<String, Range>();
        log.sizes().forEach((name, size) -> {
            var from = classified.getOrDefault(name, 0L);
            var to = prefix == null ? size : Math.min(size, prefix.getOrDefault(name, 0L));
            if (from < to) {
                tail.put(name, new Range(from, to));
            }
        });
        return tail;
    }

    private static long sum(SortedMap<String, Range> tail) {
        return tail.values().stream()
                .mapToLong(range -> range.to() - range.from())
                .sum();
    }

    /** One question. */
    private final class Search {

        private final LoanKey loan;
        private final @Nullable SortedMap<String, Long> prefix;
        private final DeliveryReader reader;
        private final SameIdentity same;
        private final TreeMap<Place, Unclear> unclear = new TreeMap<>();
        private boolean ruled = true;

        Search(LoanKey loan, @Nullable SortedMap<String, Long> prefix, DeliveryReader reader) {
            this.loan = loan;
            this.prefix = prefix;
            this.reader = reader;
            this.same = new SameIdentity(Side.LIVE, loan, log, stories, index, reader);
        }

        void stored() {
            stories.find(Side.LIVE, loan).ifPresent(story -> same.stored(story.lines()));
            jdbc
                    .sql(UNCLEAR)
                    .params(loan.provider(), loan.loanId())
                    .query((row, number) -> unclear(row))
                    .list()
                    .stream()
                    .filter(each -> isKnown(each.place()))
                    .forEach(each -> unclear.put(each.place(), each));
            ruled = prefix == null;
        }

        void add(LogRow row) {
            switch (reader.read(row)) {
                case Reading.OfLoan(var line) -> {
                    same.news(line);
                    ruled = false;
                }
                case Reading.NotUnderstood(var delivery) -> {
                    if (loan.loanId().equals(delivery.loanId())) {
                        unclear.put(delivery.place(), delivery);
                    }
                }
                case Reading.NotLoan _, Reading.Erased _ -> {}
            }
        }

        Known result() {
            var lines = ruled ? same.own() : same.ruled(this::isKnown);
            return new Known(Story.of(loan, lines), List.copyOf(unclear.values()));
        }

        private boolean isKnown(Place place) {
            return prefix == null || place.position() < prefix.getOrDefault(place.log(), 0L);
        }
    }

    private static Unclear unclear(ResultSet row) throws SQLException {
        return new Unclear(
                new Place(row.getString("log_name"), row.getLong("position")),
                SqlTime.get(row, "received_at"),
                row.getString("provider"),
                DeliveryClass.valueOf(row.getString("class")),
                row.getString("reason"),
                row.getString("event_id"),
                row.getString("type"),
                row.getString("status"),
                row.getString("loan_id"),
                SqlTime.find(row, "occurred_at"),
                HexFormat.of().formatHex(row.getBytes("body_sha256")),
                HexFormat.of().formatHex(row.getBytes("entry_body_sha256")));
    }
}
