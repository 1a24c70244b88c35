package dev.lastro.derive;

import dev.lastro.loan.Place;
import dev.lastro.log.ErasureAct;
import dev.lastro.log.Erasures;
import dev.lastro.log.LogReader;
import dev.lastro.log.Position;
import dev.lastro.log.TestEraser;
import dev.lastro.provider.Definitions;
import dev.lastro.simulator.Sent;
import dev.lastro.testing.MySql;
import dev.lastro.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A schema with a log and what derives from it, without Spring. */
final class DerivedDatabase {

    private static final int ROWS_A_BATCH = 1_000;

    final TestDatabase database;
    final DataSource dataSource;
    final JdbcClient jdbc;
    final LogReader log;
    final Erasures erasures;
    final Derived derived;
    final Stories stories;
    final Rebuild rebuild;

    DerivedDatabase() throws SQLException {
        this(MySql.migrated());
    }

    DerivedDatabase(TestDatabase database) throws SQLException {
        this.database = database;
        dataSource = new DriverManagerDataSource(
                database.jdbcUrl()
                        + (database.jdbcUrl().contains("?") ? "&" : "?")
                        + "connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true&rewriteBatchedStatements=true&allowLoadLocalInfileInPath=",
                database.username(),
                database.password());
        jdbc = JdbcClient.create(dataSource);
        log = new LogReader(dataSource);
        erasures = new Erasures(dataSource, log);
        derived = new Derived(jdbc);
        stories = new Stories(jdbc);
        rebuild = new Rebuild(
                dataSource,
                log,
                erasures,
                derived,
                conclusion(),
                new Comparison(dataSource, jdbc),
                new DataSourceTransactionManager(dataSource));
    }

    /** What brings the live tables on, in transactions of so many deliveries. */
    Derivation derivation(int chunk, RebuildSizes sizes) {
        var template = new JdbcTemplate(dataSource);
        var transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        var increment = new Increment(
                        transactions,
                        jdbc,
                        log,
                        erasures,
                        derived,
                        stories,
                        new DerivedLoans(template, jdbc),
                        new Identities(template, jdbc),
                        new Classes(template, jdbc),
                        conclusion())
                .with(chunk);
        return new Derivation(derived, rebuild.with(sizes), increment, erasures, transactions);
    }

    /**
     * Erases a loan as the command does, without its gate.
     *
     * @param isComplete false: killed once the act was appended
     * @return where the act stands; null: nothing names the loan
     */
    @Nullable
    Position erase(LoanKey loan, Definitions definitions, boolean isComplete) throws SQLException {
        var template = new JdbcTemplate(dataSource);
        var known = new KnownStories(log, stories, new Identities(template, jdbc), derived, jdbc)
                .find(loan, null, definitions);
        var places = new TreeSet<Position>();
        known.story().lines().forEach(line -> places.add(position(line.place())));
        known.unclear().forEach(each -> places.add(position(each.place())));
        var whole = erasures.whole(places);
        if (whole.isEmpty()) {
            return null;
        }
        var before = ErasedLoans.of(erasures, null).find(loan);
        var kept = before.isPresent()
                ? before.get().act().loan()
                : forgetting().lastState(loan).orElse(null);
        var act = new ErasureAct(
                loan.provider(), loan.loanId(), "asked for", "tester", Instant.EPOCH.plusSeconds(1), whole, kept);
        var at = new Position(ErasureAct.LOG, size(ErasureAct.LOG));
        append(
                ErasureAct.LOG,
                Instant.now(),
                List.of(new Sent(ErasureAct.PROVIDER, act.write(), "", Instant.EPOCH, Instant.EPOCH)));
        if (isComplete) {
            erase(at, act);
        }
        return at;
    }

    /** Completes what was begun; returns how many were. */
    int completeErasures() {
        var begun = erasures.acts(null).stream()
                .filter(each -> !erasures.whole(each.act().deliveries()).isEmpty())
                .toList();
        begun.forEach(each -> erase(each.place(), each.act()));
        return begun.size();
    }

    private void erase(Position at, ErasureAct act) {
        var loan = new LoanKey(act.provider(), act.loanId());
        forgetting().forget(loan, act.loan(), new Place(at.log(), at.position()));
        TestEraser.of(database).erase(at, act.provider(), erasures.whole(act.deliveries()), done -> {});
    }

    private Conclusion conclusion() {
        var template = new JdbcTemplate(dataSource);
        var hours = new ReceivedHours(jdbc);
        return new Conclusion(
                template,
                jdbc,
                new DerivedLoans(template, jdbc),
                List.of(
                        new UnknownTypes(dataSource),
                        new Silence(hours, derived),
                        new SuspectedOutages(template, jdbc, stories, hours),
                        new ListMismatches(new StatementLog(jdbc, log), erasures, stories, jdbc)),
                new FindingStatuses(new DecisionLog(log), jdbc));
    }

    private Forgetting forgetting() {
        return new Forgetting(
                jdbc,
                derived,
                new DerivedLoans(new JdbcTemplate(dataSource), jdbc),
                conclusion(),
                Definitions.load(null),
                new TransactionTemplate(new DataSourceTransactionManager(dataSource)));
    }

    private static Position position(Place place) {
        return new Position(place.log(), place.position());
    }

    /** Whether the server takes LOAD DATA LOCAL; by default it does not. */
    void mayLoad(boolean yes) {
        jdbc.sql("SET GLOBAL local_infile = " + (yes ? "ON" : "OFF")).update();
    }

    /** Appends to a log, a millisecond between two. */
    void append(String name, Instant from, List<Sent> sent) throws SQLException {
        var position = size(name);
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement("""
                        INSERT INTO webhook_log (log_name, position, received_at, provider, remote_address, headers, salt, body)
                        VALUES (?, ?, ?, ?, '127.0.0.1', '[]', LEFT(UNHEX(SHA2(?, 256)), 16), ?)
                        """)) {
            connection.setAutoCommit(false);
            for (var i = 0; i < sent.size(); i++) {
                statement.setString(1, name);
                statement.setLong(2, position + i);
                statement.setObject(3, LocalDateTime.ofInstant(from.plusMillis(i), ZoneOffset.UTC));
                statement.setString(4, sent.get(i).provider());
                statement.setString(5, name + (position + i));
                statement.setBytes(6, sent.get(i).body());
                statement.addBatch();
                if (i % ROWS_A_BATCH == ROWS_A_BATCH - 1) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
            connection.commit();
        }
    }

    SortedMap<String, Long> sizes() {
        return new TreeMap<>(log.sizes());
    }

    private long size(String name) {
        return log.sizes().getOrDefault(name, 0L);
    }

    /** All rows as text, in the order given. */
    List<String> rows(String table, String order) {
        return jdbc.sql("SELECT * FROM %s ORDER BY %s".formatted(table, order))
                .query((row, number) -> {
                    var text = new StringBuilder();
                    for (var i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        var bytes = row.getBytes(i);
                        text.append(
                                        bytes == null
                                                ? null
                                                : new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
                                .append(" | ");
                    }
                    return text.toString();
                })
                .list();
    }
}
