package dev.lastro.derive;

import dev.lastro.loan.BusinessDates;
import dev.lastro.log.LogReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The statements of the log: those of which it has every part. */
@Component
public class StatementLog {

    private final JdbcClient jdbc;
    private final LogReader log;

    StatementLog(JdbcClient jdbc, LogReader log) {
        this.jdbc = jdbc;
        this.log = log;
    }

    /** The position of each part that the log has of this statement. */
    public Map<Integer, Long> parts(String id) {
        var parts = new TreeMap<Integer, Long>();
        jdbc.sql("SELECT position, headers FROM webhook_log WHERE log_name = ? AND LOCATE(?, headers) > 0")
                .params(Statement.LOG, StatementHeaders.mark(id))
                .query(row -> {
                    parts.putIfAbsent(StatementHeaders.read(row.getBytes(2)).part(), row.getLong(1));
                });
        return parts;
    }

    private record Begun(StatementHeaders headers, TreeMap<Integer, Long> parts) {

        boolean isWhole() {
            return parts.size() == headers.parts();
        }

        long place() {
            return parts.lastEntry().getValue();
        }
    }

    /** @param place of its last part */
    record Standing(String list, long place, Statement statement) {}

    /**
     * For each provider and kind of list the one that counts: that of the latest day, and of one day the one that was
     * appended last.
     *
     * @param prefix by log how many deliveries count
     * @param cutOff of the run: what was true only later does not count yet
     */
    List<Standing> standing(Map<String, Long> prefix, Instant cutOff) {
        var size = prefix.getOrDefault(Statement.LOG, 0L);
        if (size == 0) {
            return List.of();
        }
        var begun = new TreeMap<String, Begun>();
        jdbc.sql("SELECT position, headers FROM webhook_log WHERE log_name = ? AND position < ?")
                .params(Statement.LOG, size)
                .query(row -> {
                    var headers = StatementHeaders.read(row.getBytes(2));
                    begun.computeIfAbsent(headers.id(), id -> new Begun(headers, new TreeMap<>()))
                            .parts()
                            .merge(headers.part(), row.getLong(1), Math::min);
                });
        var latest = new TreeMap<String, Begun>();
        begun.values().stream()
                .filter(Begun::isWhole)
                .filter(each -> !BusinessDates.cutOff(each.headers().asOf()).isAfter(cutOff))
                .forEach(each -> latest.merge(each.headers().list(), each, StatementLog::later));
        return latest.entrySet().stream()
                .map(each -> new Standing(
                        each.getKey(),
                        each.getValue().place(),
                        read(each.getValue().parts().values())))
                .toList();
    }

    private static Begun later(Begun a, Begun b) {
        var order = a.headers().asOf().compareTo(b.headers().asOf());
        return order > 0 || (order == 0 && a.place() > b.place()) ? a : b;
    }

    private Statement read(Collection<Long> positions) {
        var bodies = new ArrayList<byte[]>();
        for (var position : positions) {
            bodies.add(log.row(Statement.LOG, position)
                    .orElseThrow(() -> new IllegalStateException(
                            "delivery %s/%d is not in webhook_log: rows of the log were removed"
                                    .formatted(Statement.LOG, position)))
                    .body());
        }
        return StatementText.read(bodies);
    }
}
