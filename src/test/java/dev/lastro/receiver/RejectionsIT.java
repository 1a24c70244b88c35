package dev.lastro.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lastro.testing.MySql;
import dev.lastro.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RejectionsIT {

    private static final Instant AT = Instant.parse("2026-11-22T03:04:05.123456789Z");

    private static TestDatabase database;

    @BeforeAll
    static void migrate() {
        database = MySql.migrated();
    }

    private static Rejection rejection(String provider, String reason) {
        return new Rejection(AT, provider, "2001:db8::1", 401, reason, new byte[32], null);
    }

    private static List<Rejection> many(String provider, int from, int to) {
        var many = new ArrayList<Rejection>();
        for (var i = from; i < to; i++) {
            many.add(rejection(provider, "number " + i));
        }
        return many;
    }

    private static String one(String sql) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void eachProviderHasARingOfItsOwn() throws SQLException {
        var table = new RejectionTable("ring");
        try (var connection = database.connect()) {
            table.write(connection, many("quiet", 0, 1));
            for (var from = 0; from < RejectionTable.SLOTS + 500; from += 250) {
                table.write(connection, many("loud", from, from + 250));
            }
            // another process, or this one after a restart
            new RejectionTable("ring").write(connection, many("loud", 9_000, 9_001));
        }
        assertThat(one("SELECT COUNT(*) FROM rejection WHERE log_name = 'ring' AND provider = 'loud'"))
                .isEqualTo("" + RejectionTable.SLOTS);
        assertThat(one("SELECT reason FROM rejection WHERE log_name = 'ring' AND provider = 'quiet'"))
                .isEqualTo("number 0");
        assertThat(one("SELECT CONCAT(MIN(number), ' ', MAX(number), ' ', MAX(slot)) FROM rejection"
                        + " WHERE log_name = 'ring' AND provider = 'loud'"))
                .isEqualTo("501 2500 1999");
        assertThat(one("SELECT reason FROM rejection WHERE log_name = 'ring' AND number = 2500"))
                .isEqualTo("number 9000");
        assertThat(one("SELECT DATE_FORMAT(rejected_at, '%H:%i:%s.%f') FROM rejection LIMIT 1"))
                .isEqualTo("03:04:05.123456");
    }

    @Test
    void aDatabaseThatIsAwayHoldsNobodyUp() throws SQLException {
        var isAway = new AtomicBoolean(true);
        try (var rejections = new Rejections(
                () -> {
                    if (isAway.get()) {
                        throw new SQLException("away");
                    }
                    return database.connect();
                },
                new RejectionTable("away"))) {
            var began = System.nanoTime();
            for (var rejection : many("p", 0, 5_000)) {
                rejections.record(rejection);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
            // Whatever room it makes when it takes its one batch is filled again.
            var sent = new AtomicLong(5_000);
            await().atMost(Duration.ofSeconds(10)).pollInSameThread().until(() -> {
                var hasTakenOne = rejections.dropped() < sent.get() - 1_024;
                while (rejections.hasRoom() && sent.get() < 7_000) {
                    rejections.record(rejection("p", "more"));
                    sent.incrementAndGet();
                }
                return hasTakenOne && !rejections.hasRoom();
            });
            var dropped = rejections.dropped();
            assertThat(dropped).isBetween(5_000L - 2 * 1_024, 5_000L - 1_024);
            isAway.set(false);
            await().atMost(Duration.ofSeconds(15))
                    .until(
                            () -> one("SELECT COUNT(*) FROM rejection WHERE log_name = 'away'"),
                            ("" + (sent.get() - dropped))::equals);
        }
    }

    @Test
    void whatIsWaitingIsWrittenWhenItEnds() throws SQLException {
        try (var rejections = new Rejections(database::connect, new RejectionTable("end"))) {
            many("p", 0, 300).forEach(rejections::record);
        }
        assertThat(one("SELECT COUNT(*) FROM rejection WHERE log_name = 'end'")).isEqualTo("300");
    }

    @Test
    void whatTheTableCannotHoldDoesNotStayInTheWay() throws SQLException {
        try (var rejections = new Rejections(database::connect, new RejectionTable("odd"))) {
            rejections.record(rejection("p", "not ASCII: \u00e9"));
            await().atMost(Duration.ofSeconds(10)).until(() -> rejections.dropped() == 1);
            rejections.record(rejection("p", "fine"));
        }
        assertThat(one("SELECT reason FROM rejection WHERE log_name = 'odd'")).isEqualTo("fine");
    }
}
