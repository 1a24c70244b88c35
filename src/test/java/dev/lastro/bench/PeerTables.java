package dev.lastro.bench;

import dev.lastro.provider.Definitions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** What somebody who did this with SQL would keep in tables beside it: the vocabularies, and the lifecycles. */
final class PeerTables {

    /** Types that end with {@code %}, and statuses that are absent, stand for any. Whatever has no rule is no event. */
    private static final String RULES = """
            base39 loan.created % CREATED
            base39 loan.status_changed draft UNDER_REVIEW
            base39 loan.status_changed open UNDER_REVIEW
            base39 loan.status_changed pending UNDER_REVIEW
            base39 loan.status_changed disbursing DISBURSEMENT_REQUESTED
            base39 loan.status_changed disbursed DISBURSED
            base39 loan.status_changed repaid SETTLED
            base39 loan.status_changed canceled CANCELED
            base39 loan.status_changed void CANCELED
            base39 loan.status_changed expired EXPIRED
            base39 loan.installment.paid % INSTALLMENT_PAID
            base39 installment.paid % INSTALLMENT_PAID
            openco application.status_change APPLICATION_CREATED CREATED
            openco application.status_change APPLICATION_APPROVED APPROVED
            openco application.status_change APPLICATION_COMPLETED SIGNATURE_REQUESTED
            openco application.status_change CONTRACT_SIGNED SIGNED
            openco application.status_change APPROVED UNDER_REVIEW
            openco application.status_change SUBMITTED_TO_FI DISBURSEMENT_REQUESTED
            openco application.status_change FUNDED DISBURSED
            openco application.status_change FUNDING_FAILED DISBURSEMENT_FAILED
            openco application.status_change APPLICATION_DECLINED DECLINED
            openco application.status_change DECLINED DECLINED
            openco application.status_change CANCELLED CANCELED
            openco installment.status_change PAID INSTALLMENT_PAID
            openco installment.status_change PAID_EARLY INSTALLMENT_PAID
            openco installment.status_change PAID_OVERDUE INSTALLMENT_PAID
            openco installment.status_change PAID_PARTIAL_OVERDUE INSTALLMENT_PAID
            openco installment.status_change OVERDUE_GRACE INSTALLMENT_OVERDUE
            openco installment.status_change OVERDUE_PENALTY INSTALLMENT_OVERDUE
            openco refund.status_change COMPLETED REFUNDED
            """;

    private static final String MISSED_OF = "(provider, state, event, missing)";

    private PeerTables() {}

    /** @param isMySql with collations and keys for its joins */
    static void create(Connection connection, boolean isMySql) throws SQLException {
        var text = isMySql ? "VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin" : "VARCHAR";
        var moves = Moves.of(Definitions.load(null));
        try (var statement = connection.createStatement()) {
            for (var table : List.of("peer_rule", "peer_step", "peer_missed")) {
                statement.execute("DROP TABLE IF EXISTS " + table);
            }
            statement.execute(
                    "CREATE TABLE peer_rule (provider %1$s, type %1$s, status %1$s, event %1$s)".formatted(text));
            statement.execute(
                    "CREATE TABLE peer_step (provider %1$s, event %1$s, rank_of INT, state %1$s)".formatted(text));
            statement.execute(
                    "CREATE TABLE peer_missed (provider %1$s, state %1$s, event %1$s, missing BIGINT)".formatted(text));
            statement.execute("INSERT INTO peer_rule VALUES "
                    + RULES.lines()
                            .map(line -> "('" + line.replace(" ", "', '") + "')")
                            .collect(Collectors.joining(", ")));
            statement.execute("INSERT INTO peer_step VALUES "
                    + moves.leads().stream()
                            .map(each -> "('%s', '%s', %d, '%s')"
                                    .formatted(each.provider(), each.event(), each.rank(), each.to()))
                            .collect(Collectors.joining(", ")));
            statement.execute("INSERT INTO peer_missed " + MISSED_OF + " VALUES "
                    + moves.missed().stream()
                            .map(each -> "('%s', '%s', '%s', %d)"
                                    .formatted(each.provider(), each.from(), each.event(), each.ranks()))
                            .collect(Collectors.joining(", ")));
            if (isMySql) {
                statement.execute("ALTER TABLE peer_rule ADD PRIMARY KEY (provider, type, status)");
                statement.execute("ALTER TABLE peer_step ADD PRIMARY KEY (provider, event)");
                statement.execute("ALTER TABLE peer_missed ADD PRIMARY KEY (provider, state, event)");
            }
        }
    }
}
