package dev.lastro.derive;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.Finding;
import dev.lastro.loan.LoanState;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** How rows of the derived tables are written: their columns, and what stands in them. */
final class DerivedRows {

    private static final HexFormat HEX = HexFormat.of();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A story that is encoded already, so that who writes need not encode. */
    record StoryRow(LoanKey loan, int events, int duplicates, int conflicts, byte[] deliveries) {

        static StoryRow of(Story story, StoryCodec codec) {
            return new StoryRow(
                    story.loan(),
                    story.count(DeliveryClass.EVENT),
                    story.count(DeliveryClass.DUPLICATE),
                    story.count(DeliveryClass.CONFLICT),
                    codec.encode(story));
        }
    }

    static final Table<StoryRow> STORY = new Table<>(
            "story",
            List.of("provider", "loan_id", "events", "duplicates", "conflicts", "deliveries"),
            (statement, first, row) -> {
                var index = first;
                statement.setString(index++, row.loan().provider());
                statement.setString(index++, row.loan().loanId());
                statement.setInt(index++, row.events());
                statement.setInt(index++, row.duplicates());
                statement.setInt(index++, row.conflicts());
                statement.setBytes(index, row.deliveries());
            });

    static final Table<LoanState> LOAN = new Table<>(
            "loan",
            List.of(
                    "provider",
                    "loan_id",
                    "lifecycle",
                    "state",
                    "inferred",
                    "contract_number",
                    "external_id",
                    "created_at",
                    "signed_at",
                    "disbursed_at",
                    "closed_at",
                    "contracted_amount",
                    "disbursed_amount",
                    "iof_amount",
                    "fees_amount",
                    "paid_amount",
                    "installments",
                    "installments_paid",
                    "overdue_since",
                    "first_event_at",
                    "last_event_at",
                    "events",
                    "duplicates",
                    "provisional",
                    "next_look_at",
                    "set_by"),
            DerivedRows::bind);

    static final Table<Finding> FINDING = new Table<>(
            "finding",
            List.of(
                    "provider",
                    "loan_id",
                    "finding_id",
                    "code",
                    "severity",
                    "expected_event",
                    "after_event",
                    "after_event_at",
                    "due_at",
                    "since",
                    "evidence",
                    "suggested_action"),
            DerivedRows::bind);

    static final Table<Unclear> UNCLEAR = new Table<>(
            "unclear",
            List.of(
                    "log_name",
                    "position",
                    "received_at",
                    "provider",
                    "class",
                    "reason",
                    "event_id",
                    "type",
                    "status",
                    "loan_id",
                    "occurred_at",
                    "body_sha256",
                    "entry_body_sha256"),
            (statement, first, row) -> {
                var index = first;
                statement.setString(index++, row.place().log());
                statement.setLong(index++, row.place().position());
                statement.setObject(index++, SqlTime.to(row.receivedAt()));
                statement.setString(index++, row.provider());
                statement.setString(index++, row.deliveryClass().name());
                statement.setString(index++, row.reason());
                statement.setString(index++, row.eventId());
                statement.setString(index++, row.type());
                statement.setString(index++, row.status());
                statement.setString(index++, row.loanId());
                statement.setObject(index++, SqlTime.to(row.occurredAt()));
                statement.setBytes(index++, HEX.parseHex(row.bodySha256()));
                statement.setBytes(index, HEX.parseHex(row.entryBodySha256()));
            });

    record BlockOfClasses(String log, long block, byte[] classes) {}

    static final Table<BlockOfClasses> DELIVERY_CLASS =
            new Table<>("delivery_class", List.of("log_name", "block", "classes"), (statement, first, row) -> {
                statement.setString(first, row.log());
                statement.setLong(first + 1, row.block());
                statement.setBytes(first + 2, row.classes());
            });

    record BlockOfIdentities(long firstHash, int number, byte[] entries) {}

    static final Table<BlockOfIdentities> IDENTITY_BLOCK =
            new Table<>("identity_block", List.of("first_hash", "number", "entries"), (statement, first, row) -> {
                statement.setLong(first, row.firstHash());
                statement.setInt(first + 1, row.number());
                statement.setBytes(first + 2, row.entries());
            });

    private DerivedRows() {}

    @FunctionalInterface
    interface Binder<T> {
        /** @param first the index of the row's first parameter */
        void bind(PreparedStatement statement, int first, T row) throws SQLException;
    }

    record Table<T>(String name, List<String> columns, Binder<T> binder) {

        /** {@code INSERT INTO loan (…) VALUES (?, …), (?, …)}. */
        String insert(Side side, int rows) {
            var row = "(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
            return "INSERT INTO %s (%s) VALUES %s"
                    .formatted(
                            side.table(name),
                            String.join(", ", columns),
                            String.join(", ", Collections.nCopies(rows, row)));
        }
    }

    private static void bind(PreparedStatement statement, int first, LoanState loan) throws SQLException {
        var setBy = new TreeMap<String, String>();
        loan.setBy().forEach((column, place) -> setBy.put(column, place.toString()));
        var index = first;
        statement.setString(index++, loan.provider());
        statement.setString(index++, loan.loanId());
        statement.setString(index++, loan.lifecycle());
        statement.setString(index++, loan.state());
        statement.setBoolean(index++, loan.inferred());
        statement.setString(index++, loan.contractNumber());
        statement.setString(index++, loan.externalId());
        statement.setObject(index++, SqlTime.to(loan.createdAt()));
        statement.setObject(index++, SqlTime.to(loan.signedAt()));
        statement.setObject(index++, SqlTime.to(loan.disbursedAt()));
        statement.setObject(index++, SqlTime.to(loan.closedAt()));
        statement.setBigDecimal(index++, loan.contractedAmount());
        statement.setBigDecimal(index++, loan.disbursedAmount());
        statement.setBigDecimal(index++, loan.iofAmount());
        statement.setBigDecimal(index++, loan.feesAmount());
        statement.setBigDecimal(index++, loan.paidAmount());
        statement.setObject(index++, loan.installments());
        statement.setInt(index++, loan.installmentsPaid());
        statement.setObject(index++, loan.overdueSince());
        statement.setObject(index++, SqlTime.to(loan.firstEventAt()));
        statement.setObject(index++, SqlTime.to(loan.lastEventAt()));
        statement.setInt(index++, loan.events());
        statement.setInt(index++, loan.duplicates());
        statement.setBoolean(index++, loan.provisional());
        statement.setObject(index++, SqlTime.to(loan.nextLookAt()));
        statement.setBytes(index, JSON.writeValueAsBytes(setBy));
    }

    private static void bind(PreparedStatement statement, int first, Finding finding) throws SQLException {
        var index = first;
        statement.setString(index++, finding.provider());
        statement.setString(index++, finding.loanId());
        statement.setString(index++, finding.id());
        statement.setString(index++, finding.code().name());
        statement.setString(index++, finding.severity().name().toLowerCase(Locale.ROOT)); // as spec section 6 writes it
        statement.setString(
                index++, finding.expected() == null ? null : finding.expected().name());
        statement.setString(
                index++, finding.after() == null ? null : finding.after().name());
        statement.setObject(index++, SqlTime.to(finding.afterAt()));
        statement.setObject(index++, SqlTime.to(finding.dueAt()));
        statement.setObject(index++, finding.since());
        statement.setString(index++, String.join(" ", finding.evidence()));
        statement.setString(index, finding.suggestedAction());
    }
}
