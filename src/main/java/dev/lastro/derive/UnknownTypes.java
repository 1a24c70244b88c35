package dev.lastro.derive;

import dev.lastro.loan.Finding;
import dev.lastro.loan.FindingCode;
import dev.lastro.loan.Findings;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The findings of no loan: what a provider says and its definition does not know. Few, so all are made anew. */
@Component
class UnknownTypes implements Survey {

    private static final String UNKNOWN = """
            SELECT provider, type, COALESCE(status, '') AS status,
                COALESCE(event_id, LOWER(HEX(body_sha256))) AS identity, occurred_at
            FROM {unclear} WHERE class = 'UNKNOWN'
            """;

    private final JdbcTemplate streaming;

    UnknownTypes(DataSource dataSource) {
        this.streaming = new JdbcTemplate(dataSource);
        this.streaming.setFetchSize(Integer.MIN_VALUE); // row by row: a renamed status may have come a million times
    }

    @Override
    public Set<FindingCode> codes() {
        return Set.of(FindingCode.UNKNOWN_TYPE);
    }

    /**
     * One for each provider, type and status. The cut-off chooses among events; what could not be made one counts whenever
     * it says that it occurred.
     */
    @Override
    public List<Finding> find(Asked asked) {
        // By the text that the finding's id is made of: two words that make one text are one finding.
        var groups = new TreeMap<LoanKey, Group>();
        streaming.query(UNKNOWN.replace("{unclear}", asked.side().table("unclear")), row -> {
            var type = row.getString("type");
            var status = row.getString("status");
            groups.computeIfAbsent(new LoanKey(row.getString("provider"), type + "|" + status), key -> new Group())
                    .add(type, status, row.getString("identity"), SqlTime.find(row, "occurred_at"));
        });
        return groups.entrySet().stream()
                .map(entry -> entry.getValue().finding(entry.getKey().provider()))
                .toList();
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
