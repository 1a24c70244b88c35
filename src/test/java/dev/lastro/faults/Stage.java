package dev.lastro.faults;

import dev.lastro.testing.LossyProxy;
import dev.lastro.testing.Mysqld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * A MySQL server, a proxy before it, and two receivers of the same log, of which one runs unless a fault starts the
 * other; with what was sent and what was found so far.
 */
final class Stage implements AutoCloseable {

    private static final int SENDERS = 16;
    private static final long SPOOL_MEBIBYTES = 96;
    private static final long MYSQL_MEBIBYTES = 3 << 10;

    private final Optional<LimitedDisk> spoolDisk;
    private final Optional<LimitedDisk> mysqlDisk;
    private final Mysqld mysqld;
    private final LossyProxy proxy;
    private final List<Receiver> receivers;
    private final Ledger ledger;
    private final LogCheck check;
    private int active;

    /**
     * @param ownDisks whether spool and MySQL get disks that can be filled, where that is possible
     * @param oneSpool whether the receivers share a spool's folder, as two of one machine may; else as two machines
     */
    Stage(Path folder, boolean ownDisks, boolean oneSpool) throws IOException {
        Files.createDirectories(folder);
        spoolDisk = ownDisks ? disk(folder, "spool", SPOOL_MEBIBYTES) : Optional.empty();
        mysqlDisk = ownDisks ? disk(folder, "mysql", MYSQL_MEBIBYTES) : Optional.empty();
        mysqld = Mysqld.start(mysqlDisk.map(disk -> disk.resolve("data")).orElse(folder.resolve("mysqld")));
        proxy = new LossyProxy(mysqld.port(), Delivery.MARK);
        var url = mysqld.jdbcUrl("faults").replace(":" + mysqld.port() + "/", ":" + proxy.port() + "/");
        var database = Map.of(
                "SPRING_DATASOURCE_URL", url,
                "SPRING_DATASOURCE_USERNAME", mysqld.username(),
                "SPRING_DATASOURCE_PASSWORD", mysqld.password());
        var spools = spoolDisk.map(disk -> disk.resolve("")).orElse(folder);
        receivers = List.of(
                new Receiver("a", folder, spools.resolve("spool-a"), database),
                new Receiver("b", folder, spools.resolve(oneSpool ? "spool-a" : "spool-b"), database));
        ledger = new Ledger(folder.resolve("acknowledged.tsv"));
        check = new LogCheck(ledger);
    }

    private static Optional<LimitedDisk> disk(Path folder, String name, long mebibytes) {
        return LimitedDisk.mount(folder.resolve(name + ".img"), folder.resolve(name + "-disk"), mebibytes);
    }

    Mysqld mysqld() {
        return mysqld;
    }

    LossyProxy proxy() {
        return proxy;
    }

    /** The one that takes deliveries. */
    Receiver receiver() {
        return receivers.get(active);
    }

    /** The other one, of the same log. */
    Receiver standby() {
        return receivers.get(1 - active);
    }

    /** The standby is the one that takes deliveries from now on. */
    void swap() {
        active = 1 - active;
    }

    Optional<LimitedDisk> spoolDisk() {
        return spoolDisk;
    }

    Optional<LimitedDisk> mysqlDisk() {
        return mysqlDisk;
    }

    Ledger ledger() {
        return ledger;
    }

    LogCheck check() {
        return check;
    }

    Senders send(int perSecond, Random random) {
        var ports = receivers.stream().mapToInt(Receiver::port).toArray();
        // until the other one is started, the running one is the first
        if (active == 1) {
            ports = new int[] {ports[1], ports[0]};
        }
        return Senders.start(ledger, ports, SENDERS, perSecond, random.nextLong());
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(mysqld.jdbcUrl("faults"), mysqld.username(), mysqld.password());
    }

    void execute(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Reads the log until every acknowledged delivery is in it, and no longer than this.
     *
     * @return how long that took
     */
    Duration drain(Duration limit) throws SQLException {
        return readUntil(limit, () -> check.missing() == 0);
    }

    /** The same while new deliveries come: until those are in the log that the spool had acknowledged. */
    Duration drainSpool(Duration limit) throws SQLException {
        return readUntil(limit, () -> check.spooled() == 0);
    }

    private Duration readUntil(Duration limit, BooleanSupplier condition) throws SQLException {
        var start = System.nanoTime();
        try (var connection = connect()) {
            var deadline = start + limit.toNanos();
            do {
                sleep(20);
                check.advance(connection);
            } while (!condition.getAsBoolean() && System.nanoTime() < deadline);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Once all is drained: then nobody waits for what a spool still holds. */
    void endStandby() {
        standby().kill9();
    }

    /** Until so many more were acknowledged by this kind of reply. */
    boolean awaitMore(int more, Class<? extends Reply> kind, Duration limit) {
        var goal = ledger.count(kind) + more;
        return awaits(limit, () -> ledger.count(kind) >= goal);
    }

    static boolean awaits(Duration limit, BooleanSupplier condition) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            sleep(20);
        }
        return true;
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        receivers.forEach(Receiver::close);
        mysqld.close();
        ledger.close();
        try {
            proxy.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        spoolDisk.ifPresent(LimitedDisk::close);
        mysqlDisk.ifPresent(LimitedDisk::close);
    }
}
