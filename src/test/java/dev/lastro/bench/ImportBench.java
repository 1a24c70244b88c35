package dev.lastro.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** {@code run import} of a file against one connection that inserts the same bodies, 1,000 rows a statement. */
final class ImportBench {

    private static final int ROWS = 1000;
    private static final byte[] HEADERS = """
            [["Lastro-Import","2026-11-20"],["Lastro-Import-File","bodies.ndjson"],["Lastro-Import-Line","1234567"]]""".getBytes(StandardCharsets.US_ASCII);

    private final BenchDatabase database;
    private final Path folder;

    ImportBench(BenchDatabase database, Path folder) {
        this.database = database;
        this.folder = folder;
    }

    /** Base39's bodies, one a line; how many. */
    long write(Path file, long deliveries, int seed) throws IOException {
        var bodies = new long[1];
        try (var out = new Ndjson(file, true)) {
            new History(seed, 2 * deliveries, Bench.LAST_DAY, 100).all((position, received, lender, body) -> {
                if (lender == Lender.BASE39) {
                    out.take(position, received, lender, body);
                    bodies[0]++;
                }
            });
        }
        return bodies[0];
    }

    LastroCommand.Ran lastro(Path file, String heap, @Nullable ResidentLastro resident) throws Exception {
        return new LastroCommand(database, folder, Bench.JAR, heap, resident)
                .run("run", "import", "--provider=base39", "--file=" + file);
    }

    /** Into a table like the log. */
    void insert(Path file) throws SQLException, IOException {
        var values = String.join(", ", Collections.nCopies(ROWS, "('import', ?, ?, 'base39', '127.0.0.1', ?, ?, ?)"));
        var random = new Random(1);
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var reader = Files.newBufferedReader(file)) {
            statement.execute("DROP TABLE IF EXISTS import_copy");
            statement.execute("CREATE TABLE import_copy LIKE webhook_log");
            var rows = 0L;
            try (var insert = connection.prepareStatement("INSERT INTO import_copy"
                    + " (log_name, position, received_at, provider, remote_address, headers, salt, body) VALUES "
                    + values)) {
                while (bind(insert, reader, rows, random)) {
                    insert.executeUpdate();
                    rows += ROWS;
                }
            }
            // what is left is less than one statement of all of them
            statement.execute("DROP TABLE import_copy");
        }
    }

    private static boolean bind(PreparedStatement insert, BufferedReader reader, long first, Random random)
            throws SQLException, IOException {
        var column = 1;
        for (var row = 0; row < ROWS; row++) {
            var body = reader.readLine();
            if (body == null) {
                return false;
            }
            var salt = new byte[16];
            random.nextBytes(salt);
            insert.setLong(column++, first + row);
            insert.setObject(column++, LocalDateTime.now(ZoneOffset.UTC));
            insert.setBytes(column++, HEADERS);
            insert.setBytes(column++, salt);
            insert.setBytes(column++, body.getBytes(StandardCharsets.UTF_8));
        }
        return true;
    }
}
