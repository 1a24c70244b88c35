package dev.lastro.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * The loans by the SQL that one would write in MySQL instead: JSON_TABLE parses a body once, window functions find the first
 * of each identity and the state before. Events go to a narrow table first, because MySQL sorts whole rows.
 */
@SuppressWarnings("InlineFormatString") // long, and to be read by itself
final class PlainSql implements AutoCloseable {

    private static final String EVENTS = """
            CREATE TABLE peer_event AS
            SELECT provider, loan_id, event, occurred_at, identity FROM (
              SELECT m.provider, m.loan_id, m.event, m.occurred_at, m.identity,
                ROW_NUMBER() OVER (PARTITION BY m.provider, m.identity ORDER BY m.occurred_at, m.position) AS sight
              FROM (
                SELECT l.provider, l.position, r.event,
                  NULLIF(IF(COALESCE(j.type, j.event_type) IN ('loan.installment.paid', 'installment.paid'),
                    COALESCE(j.object_loan, j.data_loan), COALESCE(j.object_id, j.data_id, j.application)), '') AS loan_id,
                  CAST(REPLACE(COALESCE(j.created_at, j.object_updated_at, j.data_updated_at, j.object_created_at,
                    j.data_created_at, j.timestamp), 'Z', '+00:00') AS DATETIME(6)) AS occurred_at,
                  IF(l.provider = 'openco', UNHEX(SHA2(l.body, 256)), CAST(j.id AS BINARY)) AS identity
                FROM webhook_log l,
                  JSON_TABLE(CONVERT(l.body USING utf8mb4), '$' COLUMNS (
                    id VARCHAR(255) PATH '$.id',
                    type VARCHAR(64) COLLATE utf8mb4_0900_bin PATH '$.type',
                    event_type VARCHAR(64) COLLATE utf8mb4_0900_bin PATH '$.eventType',
                    event VARCHAR(64) COLLATE utf8mb4_0900_bin PATH '$.event',
                    object_status VARCHAR(64) COLLATE utf8mb4_0900_bin PATH '$.data.object.status',
                    data_status VARCHAR(64) COLLATE utf8mb4_0900_bin PATH '$.data.status',
                    new_status VARCHAR(64) COLLATE utf8mb4_0900_bin PATH '$.new_status',
                    object_loan VARCHAR(64) COLLATE utf8mb4_0900_bin PATH '$.data.object.loan',
                    data_loan VARCHAR(64) COLLATE utf8mb4_0900_bin PATH '$.data.loan',
                    object_id VARCHAR(64) COLLATE utf8mb4_0900_bin PATH '$.data.object.id',
                    data_id VARCHAR(64) COLLATE utf8mb4_0900_bin PATH '$.data.id',
                    application VARCHAR(64) COLLATE utf8mb4_0900_bin PATH '$.application_uuid',
                    created_at VARCHAR(40) PATH '$.createdAt',
                    object_updated_at VARCHAR(40) PATH '$.data.object.updatedAt',
                    data_updated_at VARCHAR(40) PATH '$.data.updatedAt',
                    object_created_at VARCHAR(40) PATH '$.data.object.createdAt',
                    data_created_at VARCHAR(40) PATH '$.data.createdAt',
                    timestamp VARCHAR(40) PATH '$.timestamp')) j
                  JOIN peer_rule r
                WHERE r.provider = l.provider AND r.type = COALESCE(j.type, j.event_type, j.event)
                  AND r.status IN (COALESCE(j.object_status, j.data_status, j.new_status), '%')) m
              WHERE m.loan_id IS NOT NULL) n
            WHERE sight = 1""";

    private static final String LOANS = """
            CREATE TABLE peer_loan (PRIMARY KEY (provider, loan_id)) AS
            SELECT w.provider, w.loan_id, MAX(IF(w.after IS NULL, w.state, NULL)) AS state, COUNT(*) AS events,
              CAST(BIT_OR(COALESCE(x.missing, 0)) AS SIGNED) AS missing
            FROM (
              SELECT e.provider, e.loan_id, e.event, p.state,
                LAG(p.state, 1, 'NONE') OVER course AS before_it, LEAD(p.state) OVER course AS after
              FROM peer_event e JOIN peer_step p ON p.provider = e.provider AND p.event = e.event
              WHERE e.occurred_at < '%s'
              WINDOW course AS (PARTITION BY e.provider, e.loan_id ORDER BY e.occurred_at, p.rank_of, e.identity)) w
            LEFT JOIN peer_missed x ON x.provider = w.provider AND x.state = w.before_it AND x.event = w.event
            GROUP BY w.provider, w.loan_id""";

    private final Connection connection;

    PlainSql(BenchDatabase database) throws SQLException {
        connection = database.connect();
        PeerTables.create(connection, true);
    }

    /** Its table of loans; again from the beginning each time. */
    void run(Instant cutOff) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var table : List.of("peer_event", "peer_loan")) {
                statement.execute("DROP TABLE IF EXISTS " + table);
            }
            statement.execute(EVENTS);
            statement.execute(LOANS.formatted(cutOff.toString().replace("Z", "").replace('T', ' ')));
        }
    }

    Comparison.Rows loans() throws SQLException {
        return new Comparison.Rows(
                connection,
                "SELECT provider, loan_id, state, events, missing FROM peer_loan ORDER BY provider, loan_id");
    }

    /** Lastro's own tables in the same words. */
    Comparison.Rows lastro() throws SQLException {
        return new Comparison.Rows(connection, """
                SELECT l.provider, l.loan_id, l.state, l.events, COALESCE(f.missing, 0)
                FROM loan l LEFT JOIN (
                  SELECT f.provider, f.loan_id, CAST(BIT_OR(1 << p.rank_of) AS SIGNED) AS missing
                  FROM finding f JOIN peer_step p ON p.provider = f.provider AND p.event = f.expected_event
                  WHERE f.code = 'MISSING_STEP' GROUP BY f.provider, f.loan_id) f
                  ON f.provider = l.provider AND f.loan_id = l.loan_id
                WHERE l.events > 0 ORDER BY l.provider, l.loan_id""");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
