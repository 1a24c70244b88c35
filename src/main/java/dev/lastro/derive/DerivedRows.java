package dev.lastro.derive;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.Finding;
import dev.lastro.loan.LoanState;
import dev.lastro.loan.Place;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
            "story", List.of("provider", "loan_id", "events", "duplicates", "conflicts", "deliveries"), (row, out) -> {
                out.text(row.loan().provider());
                out.text(row.loan().loanId());
                out.number(row.events());
                out.number(row.duplicates());
                out.number(row.conflicts());
                out.bytes(row.deliveries());
            });

    /** @param erasedBy the act that erased the loan; null: it is as its events tell */
    record LoanRow(LoanState state, @Nullable Place erasedBy) {

        /** null: no run had reported it. */
        static @Nullable LoanRow of(ErasedLoans.ErasedLoan erased) {
            return erased.state() == null ? null : new LoanRow(erased.state(), erased.place());
        }
    }

    static final Table<LoanRow> LOAN = new Table<>(
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
                    "overdue_amount",
                    "outstanding_amount",
                    "first_event_at",
                    "last_event_at",
                    "events",
                    "duplicates",
                    "provisional",
                    "next_look_at",
                    "set_by",
                    "erased_by"),
            DerivedRows::write);

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
                    "until_at",
                    "due_at",
                    "since",
                    "evidence",
                    "suggested_action",
                    "suggested_action_pt"),
            DerivedRows::write);

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
            (row, out) -> {
                out.text(row.place().log());
                out.number(row.place().position());
                out.time(row.receivedAt());
                out.text(row.provider());
                out.text(row.deliveryClass().name());
                out.text(row.reason());
                out.text(row.eventId());
                out.text(row.type());
                out.text(row.status());
                out.text(row.loanId());
                out.time(row.occurredAt());
                out.bytes(HEX.parseHex(row.bodySha256()));
                out.bytes(HEX.parseHex(row.entryBodySha256()));
            });

    record BlockOfClasses(String log, long block, byte[] classes) {}

    static final Table<BlockOfClasses> DELIVERY_CLASS =
            new Table<>("delivery_class", List.of("log_name", "block", "classes"), (row, out) -> {
                out.text(row.log());
                out.number(row.block());
                out.bytes(row.classes());
            });

    record BlockOfIdentities(long firstHash, int number, byte[] entries) {}

    static final Table<BlockOfIdentities> IDENTITY_BLOCK =
            new Table<>("identity_block", List.of("first_hash", "number", "entries"), (row, out) -> {
                out.number(row.firstHash());
                out.number(row.number());
                out.bytes(row.entries());
            });

    private DerivedRows() {}

    @FunctionalInterface
    interface Writer<T> {
        void write(T row, Fields out) throws SQLException;
    }

    record Table<T>(String name, List<String> columns, Writer<T> writer) {

        /** {@code INSERT INTO loan (…) VALUES (?, …), (?, …)}. */
        String insert(Side side, int rows, TableRows.Present as) {
            var row = "(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
            var insert = "INSERT INTO %s (%s) VALUES %s"
                    .formatted(
                            side.table(name),
                            String.join(", ", columns),
                            String.join(", ", Collections.nCopies(rows, row)));
            return as == TableRows.Present.FAILS ? insert : insert + " AS new ON DUPLICATE KEY UPDATE " + allNew();
        }

        /** The key too: it is the same. */
        private String allNew() {
            return columns.stream().map("%s = new.%1$s"::formatted).collect(Collectors.joining(", "));
        }
    }

    private static void write(LoanRow row, Fields out) throws SQLException {
        var loan = row.state();
        var setBy = new TreeMap<String, String>();
        loan.setBy().forEach((column, place) -> setBy.put(column, place.toString()));
        out.text(loan.provider());
        out.text(loan.loanId());
        out.text(loan.lifecycle());
        out.text(loan.state());
        out.number(loan.inferred() ? 1 : 0);
        out.text(loan.contractNumber());
        out.text(loan.externalId());
        out.time(loan.createdAt());
        out.time(loan.signedAt());
        out.time(loan.disbursedAt());
        out.time(loan.closedAt());
        out.amount(loan.contractedAmount());
        out.amount(loan.disbursedAmount());
        out.amount(loan.iofAmount());
        out.amount(loan.feesAmount());
        out.amount(loan.paidAmount());
        out.count(loan.installments());
        out.number(loan.installmentsPaid());
        out.date(loan.overdueSince());
        out.amount(loan.overdueAmount());
        out.amount(loan.outstandingAmount());
        out.time(loan.firstEventAt());
        out.time(loan.lastEventAt());
        out.number(loan.events());
        out.number(loan.duplicates());
        out.number(loan.provisional() ? 1 : 0);
        out.time(loan.nextLookAt());
        out.bytes(JSON.writeValueAsBytes(setBy));
        out.text(row.erasedBy() == null ? null : row.erasedBy().toString());
    }

    private static void write(Finding finding, Fields out) throws SQLException {
        out.text(finding.provider());
        out.text(finding.loanId());
        out.text(finding.id());
        out.text(finding.code().name());
        out.text(finding.severity().name().toLowerCase(Locale.ROOT)); // as spec section 6 writes it
        out.text(finding.expected() == null ? null : finding.expected().name());
        out.text(finding.after() == null ? null : finding.after().name());
        out.time(finding.afterAt());
        out.time(finding.until());
        out.time(finding.dueAt());
        out.date(finding.since());
        out.text(String.join(" ", finding.evidence()));
        out.text(finding.suggestedAction().en());
        out.text(finding.suggestedAction().pt());
    }
}
