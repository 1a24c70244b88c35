package dev.lastro.anchor;

import dev.lastro.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;

/** Checkpoints that look like those that are sealed; nobody here checks their signatures. */
final class Notes {

    private Notes() {}

    static Sealed sealed(String log, long number, Instant at) {
        var size = 100 * (number + 1);
        return new Sealed(log, number, size, at, note(log, size));
    }

    static byte[] note(String log, long size) {
        var root = Base64.getEncoder().encodeToString(root(size));
        return """
                lastro/%1$s
                %2$d
                %3$s

                — lastro/%1$s c2lnbmF0dXJl
                — lastro c2lnbmF0dXJl
                """.formatted(log, size, root).getBytes(StandardCharsets.UTF_8);
    }

    static void seal(TestDatabase database, Sealed checkpoint) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.prepareStatement("INSERT INTO checkpoint VALUES (?, ?, ?, ?, ?, ?)")) {
            statement.setString(1, checkpoint.log());
            statement.setLong(2, checkpoint.number());
            statement.setLong(3, checkpoint.size());
            statement.setBytes(4, root(checkpoint.size()));
            statement.setObject(5, LocalDateTime.ofInstant(checkpoint.sealedAt(), ZoneOffset.UTC));
            statement.setBytes(6, checkpoint.note());
            statement.executeUpdate();
        }
    }

    private static byte[] root(long size) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(Long.toString(size).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
