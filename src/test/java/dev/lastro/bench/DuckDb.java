package dev.lastro.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;

/**
 * The loans by DuckDB, from the deliveries as a file: all fields of a body by one look at it, the first of each identity by
 * a GROUP BY, missing steps by the state before. Two threads, as many as there are processors.
 */
@SuppressWarnings("InlineFormatString") // long, and to be read by itself
final class DuckDb implements AutoCloseable {

    private static final String LOANS = """
            CREATE TABLE loans AS
            WITH delivery AS (
              SELECT provider, body, json_extract_string(body, [
                '$.type', '$.eventType', '$.event', '$.data.object.status', '$.data.status', '$.new_status',
                '$.data.object.loan', '$.data.loan', '$.data.object.id', '$.data.id', '$.application_uuid',
                '$.createdAt', '$.data.object.updatedAt', '$.data.updatedAt', '$.data.object.createdAt', '$.data.createdAt',
                '$.timestamp', '$.id']) f
              FROM read_json('%s', format = 'newline_delimited', columns = {provider: 'VARCHAR', body: 'JSON'})),
            mapped AS (
              SELECT provider, coalesce(f[1], f[2], f[3]) AS type, coalesce(f[4], f[5], f[6]) AS status,
                nullif(CASE WHEN coalesce(f[1], f[2]) IN ('loan.installment.paid', 'installment.paid')
                  THEN coalesce(f[7], f[8]) ELSE coalesce(f[9], f[10], f[11]) END, '') AS loan_id,
                coalesce(f[12], f[13], f[14], f[15], f[16], f[17])::TIMESTAMPTZ AS occurred_at,
                CASE provider WHEN 'openco' THEN sha256(body::VARCHAR) ELSE f[18] END AS identity
              FROM delivery),
            seen AS (
              SELECT m.provider, m.identity, min(occurred_at) AS occurred_at, arg_min(loan_id, occurred_at) AS loan_id,
                arg_min(r.event, occurred_at) AS event
              FROM mapped m JOIN peer_rule r ON r.provider = m.provider AND r.type = m.type AND r.status IN (m.status, '%%')
              WHERE loan_id IS NOT NULL
              GROUP BY m.provider, m.identity),
            walked AS (
              SELECT s.provider, loan_id, s.event, state, occurred_at, rank_of, identity,
                lag(state, 1, 'NONE') OVER course AS before, lead(state) OVER course IS NULL AS is_last
              FROM seen s JOIN peer_step p ON p.provider = s.provider AND p.event = s.event
              WHERE occurred_at < TIMESTAMPTZ '%s'
              WINDOW course AS (PARTITION BY s.provider, loan_id ORDER BY occurred_at, rank_of, identity))
            SELECT w.provider, loan_id, max(w.state) FILTER (is_last) AS state, count(*) AS events, bit_or(missing) AS missing
            FROM walked w
            LEFT JOIN peer_missed x ON x.provider = w.provider AND x.state = w.before AND x.event = w.event
            GROUP BY w.provider, loan_id""";

    private final Connection connection;

    DuckDb(Path folder) throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("peer.duckdb"));
        try (var statement = connection.createStatement()) {
            statement.execute("SET threads = 2");
            statement.execute("SET memory_limit = '4GB'");
            statement.execute("SET temp_directory = '" + folder.resolve("duckdb.tmp") + "'");
        }
        PeerTables.create(connection, false);
    }

    /** Its table of loans; again from the beginning each time. */
    void run(Path ndjson, Instant cutOff) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS loans");
            statement.execute(LOANS.formatted(ndjson, cutOff));
            statement.execute("CHECKPOINT");
        }
    }

    Comparison.Rows loans() throws SQLException {
        return new Comparison.Rows(
                connection, "SELECT provider, loan_id, state, events, missing FROM loans ORDER BY provider, loan_id");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
