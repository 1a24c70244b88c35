package dev.lastro.derive;

import dev.lastro.provider.Definitions;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What one side's derived tables were made with, how far they are, and who may write them now. */
@Component
public class Derived {

    /** To be raised whenever the program itself derives something else from the same log and definitions. */
    static final int FORMAT = 3;

    /** Every derived table; each has a twin with {@code _next}. */
    public static final List<String> TABLES = List.of(
            "story",
            "loan",
            "finding",
            "delivery_class",
            "unclear",
            "identity_block",
            "identity",
            "classified",
            "counted",
            "delivery_hour",
            "suspected",
            "derived");

    static final long UNFIT = -1;

    private static final int HOURS_A_STATEMENT = 500;
    private static final int HOUR_COLUMNS = 4;

    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.builder().build();

    Derived(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What the tables were made with.
     *
     * @param format the program's {@link #FORMAT}
     * @param means by provider
     */
    record MadeWith(int format, SortedMap<String, Definitions.Means> means) {

        static MadeWith of(Definitions definitions) {
            return new MadeWith(FORMAT, definitions.means());
        }
    }

    Optional<MadeWith> madeWith(Side side) {
        return jdbc.sql("SELECT made_with FROM %s WHERE id = 1".formatted(side.table("derived")))
                .query((row, number) -> madeWith(row))
                .optional();
    }

    /** Whether the live tables are what this program would make with these definitions. */
    public boolean isMadeWith(Definitions definitions) {
        return madeWith(Side.LIVE).equals(Optional.of(MadeWith.of(definitions)));
    }

    private MadeWith madeWith(ResultSet row) throws SQLException {
        return json.readValue(new String(row.getBytes(1), StandardCharsets.UTF_8), MadeWith.class);
    }

    /**
     * Makes the row anew: from now on this owner alone may write on this side.
     *
     * @param erased how many deliveries are erased, before any of them is read
     */
    void begin(Side side, long owner, MadeWith with, long erased) {
        jdbc.sql("REPLACE INTO %s (id, made_with, owner, erased) VALUES (1, ?, ?, ?)".formatted(side.table("derived")))
                .params(json.writeValueAsBytes(with), owner, erased)
                .update();
    }

    /**
     * The name under which a rebuild fills this side or has filled it; empty: what is there is nobody's beginning.
     *
     * @param complete false: it is being filled
     */
    record Filling(String name, boolean complete) {}

    Optional<Filling> filling(Side side) {
        return jdbc.sql("SELECT filling, cut_off IS NOT NULL FROM %s WHERE id = 1 AND filling IS NOT NULL"
                        .formatted(side.table("derived")))
                .query((row, number) -> new Filling(row.getString(1), row.getBoolean(2)))
                .optional();
    }

    void fillAs(Side side, String name) {
        jdbc.sql("UPDATE %s SET filling = ? WHERE id = 1".formatted(side.table("derived")))
                .param(name)
                .update();
    }

    /** Makes this run the only one that may write; false where there is nothing to go on from. */
    public boolean takeOver(Side side, long owner) {
        return jdbc.sql("UPDATE %s SET owner = ? WHERE id = 1".formatted(side.table("derived")))
                        .param(owner)
                        .update()
                == 1;
    }

    /**
     * To be called first in each transaction that writes: a run that lost its lock without noticing finds another owner
     * here and fails, and until the transaction ends nobody else takes over.
     */
    public void requireOwner(Side side, long owner) {
        var now = jdbc.sql("SELECT owner FROM %s WHERE id = 1 FOR UPDATE".formatted(side.table("derived")))
                .query(Long.class)
                .optional();
        requireOwner(now, owner);
    }

    /** The same on a connection of the caller's. */
    static void requireOwner(Connection connection, Side side, long owner, String lock) throws SQLException {
        var sql = "SELECT owner FROM %s WHERE id = 1 %s".formatted(side.table("derived"), lock);
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            var now = row.next() ? Optional.of(row.getLong(1)) : Optional.<Long>empty();
            requireOwner(now, owner);
        }
    }

    private static void requireOwner(Optional<Long> now, long owner) {
        if (now.isEmpty() || now.get() != owner) {
            throw new IllegalStateException(
                    "another run has taken over the derived tables (execution %s); this one (%d) lost its lock"
                            .formatted(now.map(String::valueOf).orElse("none"), owner));
        }
    }

    /** How many deliveries were erased when this side was made; {@link #UNFIT}: it has to be made anew. */
    long erased(Side side) {
        return jdbc.sql("SELECT erased FROM %s WHERE id = 1".formatted(side.table("derived")))
                .query(Long.class)
                .optional()
                .orElse(UNFIT);
    }

    /** Something was taken out of the live tables: the next run makes them anew. */
    void unfit() {
        jdbc.sql("UPDATE derived SET erased = ? WHERE id = 1").param(UNFIT).update();
    }

    /** The cut-off at which the loans stand, or, while some are due, are being brought to. */
    public Optional<Instant> cutOff(Side side) {
        return jdbc.sql("SELECT cut_off FROM %s WHERE id = 1 AND cut_off IS NOT NULL".formatted(side.table("derived")))
                .query((row, number) -> row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC))
                .optional();
    }

    /** Whether every live loan stands at that cut-off: where a night was cut short, some may be at an earlier one. */
    boolean standsAt(Instant cutOff) {
        return cutOff(Side.LIVE).equals(Optional.of(cutOff))
                && jdbc.sql("SELECT 1 FROM loan WHERE next_look_at < ? LIMIT 1")
                        .param(SqlTime.to(cutOff))
                        .query(Integer.class)
                        .optional()
                        .isEmpty();
    }

    /** Deliveries, by class too, loans and findings. */
    SequencedMap<String, Long> totals(Side side) {
        var totals = new LinkedHashMap<String, Long>();
        var deliveries = number("SELECT SUM(deliveries) FROM " + side.table("counted"));
        totals.put("deliveries", deliveries);
        var rest = deliveries;
        for (var of : List.of("events", "duplicates", "conflicts")) {
            var count = number("SELECT SUM(%s) FROM %s".formatted(of, side.table("story")));
            totals.put(of, count);
            rest -= count;
        }
        for (var of : List.of("UNKNOWN", "QUARANTINED")) {
            var count = number("SELECT COUNT(*) FROM %s WHERE class = '%s'".formatted(side.table("unclear"), of));
            totals.put(of.toLowerCase(Locale.ROOT), count);
            rest -= count;
        }
        var erased = number("""
                SELECT COUNT(*) FROM erased JOIN %s AS classified
                    ON erased.log_name = classified.log_name AND erased.position < classified.size
                """.formatted(side.table("classified")));
        totals.put("not_loan", rest - erased);
        totals.put("erased", erased);
        totals.put("loans", number("SELECT COUNT(*) FROM " + side.table("loan")));
        totals.put("findings", number("SELECT COUNT(*) FROM " + side.table("finding")));
        return totals;
    }

    private long number(String sql) {
        return jdbc.sql(sql).query((row, number) -> row.getLong(1)).single();
    }

    void aim(Side side, Instant cutOff) {
        jdbc.sql("UPDATE %s SET cut_off = ? WHERE id = 1".formatted(side.table("derived")))
                .param(SqlTime.to(cutOff))
                .update();
    }

    /** For each log the next position to classify. */
    public SortedMap<String, Long> classified(Side side) {
        var sizes = new TreeMap<String, Long>();
        jdbc.sql("SELECT log_name, size FROM " + side.table("classified")).query(row -> {
            sizes.put(row.getString(1), row.getLong(2));
        });
        return sizes;
    }

    void classifiedUpTo(Side side, String log, long size) {
        jdbc.sql("""
                INSERT INTO %s (log_name, size) VALUES (?, ?) AS new
                ON DUPLICATE KEY UPDATE size = new.size
                """.formatted(side.table("classified"))).params(log, size).update();
    }

    void counted(Side side, String log, String provider, long deliveries) {
        jdbc.sql("REPLACE INTO %s (log_name, provider, deliveries) VALUES (?, ?, ?)".formatted(side.table("counted")))
                .params(log, provider, deliveries)
                .update();
    }

    /** Adds deliveries that were not counted yet. */
    void addHours(Side side, String log, DeliveryHours hours) {
        var parameters = new ArrayList<Object>();
        hours.forEach((provider, hour, deliveries) -> {
            parameters.addAll(List.of(log, provider, SqlTime.at(hour), deliveries));
            if (parameters.size() == HOURS_A_STATEMENT * HOUR_COLUMNS) {
                addHours(side, parameters);
                parameters.clear();
            }
        });
        if (!parameters.isEmpty()) {
            addHours(side, parameters);
        }
    }

    private void addHours(Side side, List<Object> parameters) {
        jdbc.sql("""
                INSERT INTO %s (log_name, provider, hour, deliveries) VALUES (?, ?, ?, ?)%s AS new
                ON DUPLICATE KEY UPDATE deliveries = %1$s.deliveries + new.deliveries
                """.formatted(
                        side.table("delivery_hour"), ", (?, ?, ?, ?)".repeat(parameters.size() / HOUR_COLUMNS - 1)))
                .params(parameters)
                .update();
    }

    /** All tables of the side; commits. Most are empty already, and to truncate an empty one takes as long as a full one. */
    void empty(Side side) {
        for (var table : TABLES) {
            var name = side.table(table);
            if (number("SELECT EXISTS (SELECT 1 FROM %s)".formatted(name)) == 1) {
                jdbc.sql("TRUNCATE TABLE " + name).update();
            }
        }
    }

    /** Deliveries of the logs, by provider. */
    SortedMap<String, Long> counted(Side side) {
        var counted = new TreeMap<String, Long>();
        jdbc.sql("SELECT provider, SUM(deliveries) FROM %s GROUP BY provider".formatted(side.table("counted")))
                .query(row -> {
                    counted.put(row.getString(1), row.getLong(2));
                });
        return counted;
    }

    /** Makes all loans of a provider due that are not erased, whatever their deadlines; returns how many. */
    int makeDue(String provider) {
        return jdbc.sql("UPDATE loan SET next_look_at = '1970-01-01' WHERE provider = ? AND erased_by IS NULL")
                .param(provider)
                .update();
    }

    void madeWith(Side side, MadeWith with) {
        jdbc.sql("UPDATE %s SET made_with = ? WHERE id = 1".formatted(side.table("derived")))
                .param(json.writeValueAsBytes(with))
                .update();
    }

    /** Counts [from, to) of the log itself into {@code counted}. */
    void count(Side side, String log, long from, long to) {
        jdbc.sql("""
                INSERT INTO %s (log_name, provider, deliveries)
                SELECT * FROM (SELECT log_name, provider, COUNT(*) AS deliveries FROM webhook_log
                    WHERE log_name = ? AND position >= ? AND position < ? GROUP BY log_name, provider) AS new
                ON DUPLICATE KEY UPDATE deliveries = counted.deliveries + new.deliveries
                """.replace("counted.", side.table("counted") + ".").formatted(side.table("counted")))
                .params(log, from, to)
                .update();
    }
}
