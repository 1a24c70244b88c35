package dev.lastro.derive;

import dev.lastro.loan.FindingKey;
import dev.lastro.loan.FindingStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes to findings what was decided of them. A finding that is folded anew is OPEN at first, so this comes after
 * everything that makes findings, and looks at all that were ever decided of: few, and each one step down the key.
 */
@Component
class FindingStatuses {

    private static final int FINDINGS_A_STATEMENT = 500;

    private final DecisionLog decisions;
    private final JdbcClient jdbc;

    FindingStatuses(DecisionLog decisions, JdbcClient jdbc) {
        this.decisions = decisions;
        this.jdbc = jdbc;
    }

    /** Inside the caller's transaction. */
    void write(Side side, Map<String, Long> prefix) {
        var byStatus = new EnumMap<FindingStatus, List<FindingKey>>(FindingStatus.class);
        decisions
                .standings(prefix)
                .all()
                .forEach((finding, standing) -> byStatus.computeIfAbsent(standing.status(), status -> new ArrayList<>())
                        .add(finding));
        for (var each : byStatus.entrySet()) {
            var findings = each.getValue();
            for (var from = 0; from < findings.size(); from += FINDINGS_A_STATEMENT) {
                write(
                        side,
                        each.getKey(),
                        findings.subList(from, Math.min(from + FINDINGS_A_STATEMENT, findings.size())));
            }
        }
    }

    private void write(Side side, FindingStatus status, List<FindingKey> findings) {
        var parameters = new ArrayList<Object>();
        parameters.add(status.name());
        for (var finding : findings) {
            parameters.addAll(List.of(finding.provider(), finding.loanId(), finding.id()));
        }
        parameters.add(status.name());
        jdbc.sql("UPDATE %s SET status = ? WHERE (provider, loan_id, finding_id) IN ((?, ?, ?)%s) AND status <> ?"
                        .formatted(side.table("finding"), ", (?, ?, ?)".repeat(findings.size() - 1)))
                .params(parameters)
                .update();
    }
}
