package dev.lastro.bench;

import com.mysql.cj.jdbc.JdbcStatement;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writes deliveries into {@code webhook_log} as the receiver stores them, by LOAD DATA on two connections. It is no part of
 * what is measured, so the binary log is left out.
 */
final class LogLoader implements History.Sink, AutoCloseable {

    private static final int CHUNK_BYTES = 24 << 20;
    private static final int CONNECTIONS = 2;

    private static final String SQL = "LOAD DATA LOCAL INFILE 'stream' INTO TABLE webhook_log CHARACTER SET binary"
            + " FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n'"
            + " (log_name, position, received_at, provider, remote_address, headers, salt, body)";

    private static final byte[] LOG = "main\t".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_HEADERS = "\"]]\t".getBytes(StandardCharsets.US_ASCII);

    private final BenchDatabase database;
    private final ExecutorService executor = Executors.newFixedThreadPool(CONNECTIONS);
    private final BlockingQueue<Future<?>> loading = new ArrayBlockingQueue<>(CONNECTIONS);
    private Bytes rows = new Bytes();
    private long bodyBytes;

    LogLoader(BenchDatabase database) {
        this.database = database;
    }

    /** Of all bodies so far. */
    long bodyBytes() {
        return bodyBytes;
    }

    @Override
    public void take(long position, long receivedMicros, Lender lender, Bytes body) {
        bodyBytes += body.length();
        rows.add(LOG).number(position).add('\t');
        rows.time(Math.floorDiv(receivedMicros, 1000), ' ')
                .digits(Math.floorMod(receivedMicros, 1000), 3)
                .add('\t');
        rows.add(lender.providerBytes).add('\t').add(lender.address).add('\t');
        rows.add(lender.headers).number(body.length()).add(END_OF_HEADERS);
        var salt = new SplittableRandom(position);
        escaped(salt.nextLong());
        escaped(salt.nextLong());
        rows.add('\t');
        for (var i = 0; i < body.length(); i++) {
            escaped(body.array()[i]);
        }
        rows.add('\n');
        if (rows.length() > CHUNK_BYTES) {
            send();
        }
    }

    private void escaped(long eight) {
        for (var shift = 56; shift >= 0; shift -= 8) {
            escaped((byte) (eight >>> shift));
        }
    }

    private void escaped(byte octet) {
        switch (octet) {
            case 0 -> rows.add('\\').add('0');
            case '\t' -> rows.add('\\').add('t');
            case '\n' -> rows.add('\\').add('n');
            case '\\' -> rows.add('\\').add('\\');
            default -> rows.add(octet);
        }
    }

    private void send() {
        var full = rows;
        rows = new Bytes(CHUNK_BYTES + (64 << 10));
        if (loading.remainingCapacity() == 0) {
            await(loading.remove());
        }
        loading.add(executor.submit(() -> {
            load(full);
            return null;
        }));
    }

    private void load(Bytes full) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("SET SESSION sql_log_bin = 0");
            statement
                    .unwrap(JdbcStatement.class)
                    .setLocalInfileInputStream(new ByteArrayInputStream(full.array(), 0, full.length()));
            statement.executeUpdate(SQL);
            if (statement.getWarnings() != null) {
                throw new IllegalStateException(statement.getWarnings());
            }
        }
    }

    /** All that was taken is in the table. */
    void flush() {
        if (rows.length() > 0) {
            send();
        }
        while (!loading.isEmpty()) {
            await(loading.remove());
        }
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
