package dev.lastro.derive;

import dev.lastro.log.ErasureAct;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The hours in which receivers got deliveries. What {@code import} brought says when somebody imported, and Lastro's own
 * acts when somebody decided: neither is a provider's rhythm.
 */
@Component
class ReceivedHours {

    /** As the job of that name appends it. */
    private static final String IMPORT_LOG = "import";

    /** A provider that sent nothing for a year is not awaited any more. */
    private static final Duration LOOK_BACK = Duration.ofDays(364);

    private final JdbcClient jdbc;

    ReceivedHours(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By provider, those before the cut-off. */
    SortedMap<String, SortedSet<Instant>> find(Survey.Asked asked) {
        var hours = new TreeMap<String, SortedSet<Instant>>();
        jdbc.sql("""
                SELECT provider, hour FROM %s
                WHERE hour >= ? AND hour < ? AND log_name NOT IN (?, ?) AND provider <> ?
                """.formatted(asked.side().table("delivery_hour")))
                .params(
                        SqlTime.at(asked.cutOff().minus(LOOK_BACK)),
                        SqlTime.at(asked.cutOff()),
                        IMPORT_LOG,
                        ErasureAct.LOG,
                        ErasureAct.PROVIDER)
                .query(row -> {
                    hours.computeIfAbsent(row.getString(1), provider -> new TreeSet<>())
                            .add(SqlTime.get(row, "hour"));
                });
        return hours;
    }
}
