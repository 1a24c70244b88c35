package dev.lastro.bench;

import dev.lastro.LastroApplication;
import dev.lastro.job.LoanHistory;
import dev.lastro.loan.BusinessDates;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;

/** Single loans, looked up as {@code trace} does once it has started. */
final class Traces {

    private static final int WARM = 500;
    private static final int MEASURED = 500;

    private Traces() {}

    private record Key(String provider, String loanId) {}

    /** Nanoseconds of each, in this process. */
    static Histogram measure(BenchDatabase database, Path folder) throws SQLException {
        var keys = keys(database);
        var spring = new SpringApplication(LastroApplication.class);
        spring.setWebApplicationType(WebApplicationType.NONE);
        spring.setDefaultProperties(Map.of("logging.level.root", "ERROR", "logging.level.org.flywaydb", "ERROR"));
        var latency = Sample.histogram();
        var cutOff = BusinessDates.cutOff(Bench.LAST_DAY);
        try (var context = spring.run(
                "--lastro.roles=jobs",
                "--logging.config=bench/logback.xml",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password(),
                "--lastro.spool-dir=" + folder.resolve("spool"))) {
            var history = context.getBean(LoanHistory.class);
            for (var i = 0; i < WARM + MEASURED; i++) {
                var key = keys.get(i % keys.size());
                var start = System.nanoTime();
                var story = history.of(key.provider, key.loanId, cutOff, LoanHistory.Known.EVERYTHING);
                var nanos = System.nanoTime() - start;
                if (story.isEmpty()) {
                    throw new IllegalStateException("no loan " + key);
                }
                if (i >= WARM) {
                    latency.recordValue(nanos);
                }
            }
        }
        return latency;
    }

    /** Spread over all of them. */
    private static List<Key> keys(BenchDatabase database) throws SQLException {
        var keys = new ArrayList<Key>();
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT provider, loan_id FROM loan WHERE CRC32(loan_id) % (1 + (SELECT COUNT(*) FROM loan) DIV "
                                + (WARM + MEASURED) + ") = 0")) {
            while (row.next()) {
                keys.add(new Key(row.getString(1), row.getString(2)));
            }
        }
        return keys;
    }
}
