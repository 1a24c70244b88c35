package dev.lastro.job;

import dev.lastro.loan.Finding;
import dev.lastro.loan.Findings;
import java.time.Instant;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The findings of no loan: what a provider says and its definition does not know. Few, so all are made anew. */
@Component
class UnknownTypes {

    private static final String UNKNOWN = """
            SELECT d.provider, d.type, COALESCE(d.status, '') AS status,
                COALESCE(d.event_id, LOWER(HEX(d.body_sha256))) AS identity, d.occurred_at
            FROM unknown_delivery u JOIN delivery d ON d.log_name = u.log_name AND d.position = u.position
            """;

    private final JdbcTemplate streaming;
    private final JdbcClient jdbc;
    private final Loans loans;

    UnknownTypes(DataSource dataSource, JdbcClient jdbc, Loans loans) {
        this.streaming = new JdbcTemplate(dataSource);
        this.streaming.setFetchSize(Integer.MIN_VALUE); // row by row: a renamed status may have come a million times
        this.jdbc = jdbc;
        this.loans = loans;
    }

    /**
     * Inside the caller's transaction. The cut-off chooses among events; what could not be made one counts whenever it says
     * that it occurred.
     */
    void replace() {
        // By the text that the finding's id is made of: two words that make one text are one finding.
        var groups = new TreeMap<LoanKey, Group>();
        streaming.query(UNKNOWN, row -> {
            var type = row.getString("type");
            var status = row.getString("status");
            groups.computeIfAbsent(new LoanKey(row.getString("provider"), type + "|" + status), key -> new Group())
                    .add(type, status, row.getString("identity"), SqlTime.find(row, "occurred_at"));
        });
        jdbc.sql("DELETE FROM finding WHERE loan_id = ''").update();
        loans.insertFindings(groups.entrySet().stream()
                .map(entry -> entry.getValue().finding(entry.getKey().provider()))
                .toList());
    }

    /** All deliveries of one (type, status), without holding them. */
    private static final class Group {

        private final TreeMap<String, String> words = new TreeMap<>();
        private final TreeSet<String> identities = new TreeSet<>();
        private @Nullable Instant earliest;

        void add(String type, String status, String identity, @Nullable Instant occurredAt) {
            words.put(type, status);
            identities.add(identity);
            if (identities.size() > Findings.UNKNOWN_TYPE_EVIDENCE_MAX) {
                identities.pollLast();
            }
            if (occurredAt != null && (earliest == null || occurredAt.isBefore(earliest))) {
                earliest = occurredAt;
            }
        }

        Finding finding(String provider) {
            var word = words.firstEntry();
            return Findings.unknownType(provider, word.getKey(), word.getValue(), identities, earliest);
        }
    }
}
