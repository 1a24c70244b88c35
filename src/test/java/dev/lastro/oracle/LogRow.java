package dev.lastro.oracle;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** One row of webhook_log, as any auditor can read it, and what spec section 3 makes of it. */
@SuppressWarnings("ArrayRecordComponent") // bytes are what this is about; nothing compares two of them
public record LogRow(
        String log,
        long position,
        Instant receivedAt,
        String provider,
        String remoteAddress,
        byte[] headers,
        byte[] salt,
        byte[] body) {

    /** All rows, by log and position. The connection's session must be in UTC, or the driver's must be. */
    public static List<LogRow> readAll(Connection connection) throws SQLException {
        var rows = new ArrayList<LogRow>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT log_name, position, received_at, provider, remote_address,"
                        + " headers, salt, body FROM webhook_log ORDER BY log_name, position")) {
            while (row.next()) {
                rows.add(new LogRow(
                        row.getString(1),
                        row.getLong(2),
                        row.getObject(3, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                        row.getString(4),
                        row.getString(5),
                        row.getBytes(6),
                        row.getBytes(7),
                        row.getBytes(8)));
            }
        }
        return rows;
    }

    public Arrived arrived() {
        return new Arrived(log, position, receivedAt, provider, body);
    }

    /** Hex of SHA-256(salt || body). */
    public String saltedHash() {
        return Reader.hash(joined(salt, body));
    }

    /** Hex of RFC 6962's leaf over the entry. */
    public String leafHash() {
        String entry = """
                lastro-entry/1
                log: %s
                position: %d
                received-at: %d
                provider: %s
                remote-address: %s
                headers-sha256: %s
                body-sha256: %s
                """.formatted(
                        log,
                        position,
                        receivedAt.getEpochSecond() * 1_000_000 + receivedAt.getNano() / 1_000,
                        provider,
                        remoteAddress,
                        Reader.hash(headers),
                        saltedHash());
        return Reader.hash(joined(new byte[] {0}, entry.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }
}
