package dev.lastro.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;

/**
 * The loans by DuckDB, from the deliveries as a file: only the fields that count are read, the first of each identity is found
 * by a GROUP BY, missing steps by the state before. Open Co's deliveries it tells apart by their signature, which is less work
 * than a hash of the body. Two threads, as many as there are processors.
 */
@SuppressWarnings("InlineFormatString") // long, and to be read by itself
final class DuckDb implements AutoCloseable {

    private static final String LOANS = """
            CREATE TABLE loans AS
            WITH mapped AS (
              SELECT provider, coalesce(body.type, body.eventType, body.event) AS type,
                coalesce(body.data.object.status, body.data.status, body.new_status) AS status,
                nullif(CASE WHEN coalesce(body.type, body.eventType) IN ('loan.installment.paid', 'installment.paid')
                  THEN coalesce(body.data.object.loan, body.data.loan)
                  ELSE coalesce(body.data.object.id, body.data.id, body.application_uuid) END, '') AS loan_id,
                coalesce(body.createdAt, body.data.object.updatedAt, body.data.updatedAt, body.data.object.createdAt,
                  body.data.createdAt, body.timestamp)::TIMESTAMPTZ AS occurred_at,
                coalesce(body.id, body.signature) AS identity
              FROM read_json('%s', format = 'newline_delimited', columns = {provider: 'VARCHAR', body: 'STRUCT(
                id VARCHAR, type VARCHAR, eventType VARCHAR, createdAt VARCHAR, data STRUCT(
                  id VARCHAR, status VARCHAR, loan VARCHAR, createdAt VARCHAR, updatedAt VARCHAR, object STRUCT(
                    id VARCHAR, status VARCHAR, loan VARCHAR, createdAt VARCHAR, updatedAt VARCHAR)),
                event VARCHAR, application_uuid VARCHAR, new_status VARCHAR, timestamp VARCHAR, signature VARCHAR)'})),
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
