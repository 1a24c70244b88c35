package dev.lastro.report;

import dev.lastro.loan.Place;
import dev.lastro.report.Aging.Bucket;
import dev.lastro.report.Column.Kind;
import dev.lastro.report.Hindsight.Retold;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * {@code restatements}: the cells of earlier nights' {@code aging}, {@code disbursements}, {@code findings}, {@code loans} and
 * {@code payments} that what came tonight makes different, by loan, restated date, report, key and column; those of {@code
 * aging} come last, as they are of all loans. A row that was not there, or is not there any more, has all its cells but those
 * of its key.
 *
 * <p>{@code was} is what that date's last revision says, also where nights in between have told of the cell already: the last
 * of them counts. So a cell that is again what was published has a row in which both are equal.
 *
 * <p>Not restated: {@code loans.duplicates}, which tells of arrival itself, and {@code findings.suggested_action}, which is
 * advice.
 */
final class RestatementsReport {

    static final String AGING = "aging";

    /** Deliveries that are named for one cell; how many more there are comes last. A bucket of aging may have thousands. */
    private static final int BECAUSE_MAX = 100;

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
        reports.forEach(report -> this.reports.put(report.name(), report));
        this.reports.put(
                PaymentsReport.NAMES.machine(), new Report(PaymentsReport.NAMES, false, PaymentsReport.COLUMNS, ""));
    }

    static Report aging(List<Report> reports) {
        return reports.stream()
                .filter(report -> report.name().equals(AGING))
                .findFirst()
                .orElseThrow();
    }

    /**
     * @param progress is told how many rows of this file are written so far
     * @return aging of the earlier dates, as it is known tonight
     */
    SortedMap<LocalDate, Aging> write(Hindsight hindsight, ReportFile file, LongConsumer progress) {
        var moved = new TreeMap<LocalDate, MovedAging>();
        hindsight.aging().forEach((earlier, ages) -> moved.put(earlier, new MovedAging(ages)));
        try (var writer = new RowWriter(file, progress)) {
            hindsight.retold(retold -> {
                Objects.requireNonNull(moved.get(retold.date())).add(retold);
                new Rows(retold.date(), writer).write(retold);
            });
            moved.forEach((earlier, aging) -> aging.write(new Rows(earlier, writer)));
            writer.finish();
        }
        var known = new TreeMap<LocalDate, Aging>();
        moved.forEach((earlier, aging) -> known.put(earlier, aging.is));
        return known;
    }

    /** Of one date: moved by one loan after the other. */
    private static final class MovedAging {

        private final Hindsight.Ages ages;
        private final Map<Bucket, SortedSet<Place>> because = new EnumMap<>(Bucket.class);
        private Aging is;

        MovedAging(Hindsight.Ages ages) {
            this.ages = ages;
            this.is = ages.before();
        }

        void add(Retold retold) {
            var by = Aging.of(retold.is().loan(), retold.date())
                    .minus(Aging.of(retold.before().loan(), retold.date()));
            by.rows().forEach((bucket, row) -> {
                if (!row.isNothing()) {
                    because.computeIfAbsent(bucket, each -> new TreeSet<>()).addAll(retold.because());
                }
            });
            is = is.plus(by);
        }

        void write(Rows rows) {
            because.forEach((bucket, places) -> rows.write(
                    AGING,
                    bucket.label,
                    new Cell3(ages.was().cells(bucket), ages.before().cells(bucket), is.cells(bucket)),
                    column -> places));
        }
    }

    /** One row of a report by column, as it was published, as the night before knew it, as it is. */
    private record Cell3(Map<String, String> was, Map<String, String> before, Map<String, String> is) {

        SortedSet<String> columns() {
            var columns = new TreeSet<>(before.keySet());
            columns.addAll(is.keySet());
            columns.removeIf(column -> cell(before, column).equals(cell(is, column)));
            return columns;
        }

        static String cell(Map<String, String> row, String column) {
            return row.getOrDefault(column, "");
        }
    }

    /** What is restated of one date. */
    private final class Rows {

        private final LocalDate restated;
        private final RowWriter writer;

        Rows(LocalDate restated, RowWriter writer) {
            this.restated = restated;
            this.writer = writer;
        }

        void write(Retold retold) {
            var was = new RetoldCells(retold.was(), restated);
            var before = new RetoldCells(retold.before(), restated);
            var is = new RetoldCells(retold.is(), restated);
            var loan = Cells.text(retold.provider() + "/" + retold.loanId());
            var both = new TreeSet<>(retold.because());
            both.addAll(retold.decided());
            write(
                    "disbursements",
                    loan,
                    new Cell3(was.disbursement(), before.disbursement(), is.disbursement()),
                    column -> retold.because());
            write(
                    "findings",
                    was.findings(),
                    before.findings(),
                    is.findings(),
                    (cells, column) ->
                            // A row that comes or goes does so by a delivery, whatever was decided.
                            column.equals("status")
                                            && !cells.before().isEmpty()
                                            && !cells.is().isEmpty()
                                    ? retold.decided()
                                    : retold.because());
            write(
                    "loans",
                    loan,
                    new Cell3(was.loan(), before.loan(), is.loan()),
                    column -> column.equals("open_findings") ? both : retold.because());
            write("payments", was.payments(), before.payments(), is.payments(), (cells, column) -> retold.because());
        }

        private void write(
                String report,
                Map<String, Map<String, String>> was,
                Map<String, Map<String, String>> before,
                Map<String, Map<String, String>> is,
                BiFunction<Cell3, String, SortedSet<Place>> because) {
            var keys = new TreeSet<>(before.keySet());
            keys.addAll(is.keySet());
            for (var key : keys) {
                var cells = new Cell3(
                        was.getOrDefault(key, Map.of()),
                        before.getOrDefault(key, Map.of()),
                        is.getOrDefault(key, Map.of()));
                write(report, key, cells, column -> because.apply(cells, column));
            }
        }

        void write(String report, String key, Cell3 cells, Function<String, SortedSet<Place>> because) {
            var of = Objects.requireNonNull(reports.get(report), report);
            for (var name : cells.columns()) {
                var places = because.apply(name);
                // None: what is published knows as much.
                if (!places.isEmpty()) {
                    write(of, key, of.column(name), cells, places);
                }
            }
        }

        private void write(Report report, String key, Column column, Cell3 cells, SortedSet<Place> because) {
            var was = Cell3.cell(cells.was(), column.name());
            var is = Cell3.cell(cells.is(), column.name());
            writer.add(new String[] {
                date.toString(),
                restated.toString(),
                report.name(),
                report.names().portuguese(),
                key,
                column.name(),
                Objects.requireNonNullElse(column.portuguese(), column.name()),
                was,
                PtBr.cell(was, column.kind()),
                is,
                PtBr.cell(is, column.kind()),
                text(because)
            });
        }
    }

    /** {@code main/1 main/2}, or with how many more there are: {@code main/1 … main/100 +17}. */
    private static String text(SortedSet<Place> because) {
        var named = because.stream().limit(BECAUSE_MAX).map(Place::toString).collect(Collectors.joining(" "));
        return because.size() <= BECAUSE_MAX ? named : named + " +" + (because.size() - BECAUSE_MAX);
    }
}
