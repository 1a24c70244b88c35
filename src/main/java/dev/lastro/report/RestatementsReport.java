package dev.lastro.report;

import dev.lastro.report.Column.Kind;
import dev.lastro.report.Hindsight.Retold;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * {@code restatements}: the cells of earlier nights' {@code disbursements}, {@code findings} and {@code loans} that what came
 * tonight makes different, by loan, restated date, report, key and column. A row that was not there, or is not there any
 * more, has all its cells but those of its key.
 *
 * <p>Not restated: {@code loans.duplicates}, which tells of arrival itself, and {@code findings.suggested_action}, which is
 * advice. What people decided of findings is told by the decisions.
 */
final class RestatementsReport {

    static final ReportFile.Names NAMES = new ReportFile.Names("restatements", "reapresentacoes");

    static final List<Column> COLUMNS = List.of(
            new Column("business_date", Kind.DATE, "data_base"),
            new Column("restated_date", Kind.DATE, "data_reapresentada"),
            new Column("report", Kind.TEXT, null, false),
            new Column("report_pt", Kind.TEXT, "relatorio", true),
            new Column("key", Kind.TEXT, "chave"),
            new Column("column", Kind.TEXT, null, false),
            new Column("column_pt", Kind.TEXT, "coluna", true),
            new Column("was", Kind.WRITTEN, null, false),
            new Column("was_pt", Kind.WRITTEN, "antes", true),
            new Column("is", Kind.WRITTEN, null, false),
            new Column("is_pt", Kind.WRITTEN, "agora", true),
            new Column("because", Kind.TEXT, "motivo"));

    private final LocalDate date;
    private final Map<String, Report> reports = new TreeMap<>();

    /** @param reports whose cells are told of, and others */
    RestatementsReport(LocalDate date, List<Report> reports) {
        this.date = date;
        reports.forEach(report -> this.reports.put(report.names().machine(), report));
    }

    /** @param progress is told how many rows of this file are written so far */
    void write(Hindsight hindsight, ReportFile file, LongConsumer progress) {
        try (var writer = new RowWriter(file, progress)) {
            hindsight.retold(retold -> write(retold, writer));
            writer.finish();
        }
    }

    private void write(Retold retold, RowWriter writer) {
        var was = new RetoldCells(retold.was(), retold.date());
        var is = new RetoldCells(retold.is(), retold.date());
        var key = Cells.text(retold.provider() + "/" + retold.loanId());
        write(retold, "disbursements", key, was.disbursement(), is.disbursement(), writer);
        var before = was.findings();
        var now = is.findings();
        var ids = new TreeSet<>(before.keySet());
        ids.addAll(now.keySet());
        for (var id : ids) {
            write(retold, "findings", id, before.getOrDefault(id, Map.of()), now.getOrDefault(id, Map.of()), writer);
        }
        write(retold, "loans", key, was.loan(), is.loan(), writer);
    }

    private void write(
            Retold retold,
            String report,
            String key,
            Map<String, String> was,
            Map<String, String> is,
            RowWriter writer) {
        var of = Objects.requireNonNull(reports.get(report), report);
        var names = new TreeSet<>(was.keySet());
        names.addAll(is.keySet());
        for (var name : names) {
            var before = was.getOrDefault(name, "");
            var now = is.getOrDefault(name, "");
            if (!before.equals(now)) {
                var column = of.column(name);
                writer.add(new String[] {
                    date.toString(),
                    retold.date().toString(),
                    report,
                    of.names().portuguese(),
                    key,
                    name,
                    Objects.requireNonNullElse(column.portuguese(), name),
                    before,
                    PtBr.cell(before, column.kind()),
                    now,
                    PtBr.cell(now, column.kind()),
                    retold.because()
                });
            }
        }
    }
}
