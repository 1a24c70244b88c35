package dev.lastro.report;

import dev.lastro.loan.BusinessDates;
import dev.lastro.loan.Payment;
import dev.lastro.report.Column.Kind;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * {@code payments}: each payment that counts, by provider, loan and instalment; those without a number come last. There is no
 * row of a payment anywhere: they are told by the loans' stories, read in the order of the key.
 */
final class PaymentsReport {

    static final ReportFile.Names NAMES = new ReportFile.Names("payments", "pagamentos");

    static final List<Column> COLUMNS = List.of(
            new Column("business_date", Kind.DATE, "data_base"),
            new Column("provider", Kind.TEXT, "provedor"),
            new Column("loan_id", Kind.TEXT, "id_emprestimo"),
            new Column("contract_number", Kind.TEXT, "contrato"),
            new Column("installment_number", Kind.NUMBER, "parcela"),
            new Column("due_date", Kind.DATE, "vencimento"),
            new Column("paid_at", Kind.INSTANT, "pago_em"),
            new Column("due_amount", Kind.AMOUNT, "valor_devido"),
            new Column("paid_amount", Kind.AMOUNT, "valor_pago"),
            new Column("difference", Kind.AMOUNT, "diferenca"),
            new Column("event_id", Kind.TEXT, "id_evento"));

    /** What there is to read of a loan that nobody paid is left where it is. */
    private static final String LOANS = """
            SELECT l.provider, l.loan_id, l.contract_number, l.paid_amount, l.erased_by IS NOT NULL, s.deliveries
            FROM loan{side} l FORCE INDEX (PRIMARY)
                     LEFT JOIN story{side} s ON s.provider = l.provider AND s.loan_id = l.loan_id
            WHERE l.installments_paid > 0
              AND l.events > 0
            ORDER BY l.provider, l.loan_id
            """;

    /** Loans that are told together, on all cores. */
    private static final int BATCH = 1_000;

    private final ReportRequest request;
    private final Trail trail;
    private final Instant cutOff;

    PaymentsReport(ReportRequest request, Trail trail) {
        this.request = request;
        this.trail = trail;
        this.cutOff = BusinessDates.cutOff(request.businessDate());
    }

    /** @param progress is told how many rows of this file are written so far */
    void write(NamedParameterJdbcTemplate jdbc, ReportFile file, LongConsumer progress) {
        try (var writer = new RowWriter(file, progress)) {
            jdbc.query(LOANS.replace("{side}", request.side()), (ResultSet rows) -> copy(rows, writer));
            writer.finish();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Loan(
            String provider,
            String loanId,
            @Nullable String contractNumber,
            BigDecimal paidAmount,
            boolean isErased,
            byte @Nullable [] deliveries) {}

    private long copy(ResultSet rows, RowWriter writer) throws SQLException {
        var count = 0L;
        var loans = new ArrayList<Loan>(BATCH);
        while (rows.next()) {
            loans.add(new Loan(
                    rows.getString(1),
                    rows.getString(2),
                    rows.getString(3),
                    rows.getBigDecimal(4),
                    rows.getBoolean(5),
                    rows.getBytes(6)));
            count++;
            if (loans.size() == BATCH) {
                write(loans, writer);
                loans.clear();
            }
        }
        write(loans, writer);
        return count;
    }

    private void write(List<Loan> loans, RowWriter writer) {
        loans.parallelStream().map(this::rows).toList().forEach(rows -> rows.forEach(writer::add));
    }

    private List<String[]> rows(Loan loan) {
        return payments(loan).stream().map(payment -> cells(loan, payment)).toList();
    }

    private List<Payment> payments(Loan loan) {
        if (loan.isErased()) {
            // What is left of all its payments is their sum.
            return List.of(new Payment(null, null, null, null, loan.paidAmount(), null));
        }
        if (loan.deliveries() == null) {
            throw new IllegalStateException(
                    "loan %s of %s has payments and no story: run rebuild".formatted(loan.loanId(), loan.provider()));
        }
        return trail.payments(loan.provider(), loan.loanId(), loan.deliveries(), cutOff);
    }

    private String[] cells(Loan loan, Payment payment) {
        var cells = cells(loan.contractNumber(), payment);
        cells.put("business_date", request.businessDate().toString());
        cells.put("provider", Cells.text(loan.provider()));
        cells.put("loan_id", Cells.text(loan.loanId()));
        return COLUMNS.stream().map(column -> cells.get(column.name())).toArray(String[]::new);
    }

    /** By column, but for the date and the loan; they are the caller's. */
    static Map<String, String> cells(@Nullable String contractNumber, Payment payment) {
        var due = payment.dueAmount();
        var paid = payment.paidAmount();
        var number = payment.installmentNumber();
        var cells = new HashMap<String, String>();
        cells.put("contract_number", Cells.text(contractNumber));
        cells.put("installment_number", number == null ? "" : number.toString());
        cells.put("due_date", payment.dueDate() == null ? "" : payment.dueDate().toString());
        cells.put("paid_at", Cells.instant(payment.paidAt()));
        cells.put("due_amount", due == null ? "" : Cells.amount(due));
        cells.put("paid_amount", paid == null ? "" : Cells.amount(paid));
        cells.put("difference", due == null || paid == null ? "" : Cells.amount(paid.subtract(due)));
        cells.put("event_id", Cells.text(payment.identity()));
        return cells;
    }
}
