package dev.lastro.report;

import dev.lastro.report.ReportFile.Written;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Writes one night's reports: complete in its place, or not there at all. */
public final class ReportFolder {

    private final DataSource dataSource;
    private final List<Report> reports = Report.all();

    public ReportFolder(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * A folder that is there already is complete and is left as it is.
     *
     * @param progress is told how many rows are written so far
     * @throws java.io.UncheckedIOException if anything cannot be written: nothing is published
     * @throws org.springframework.dao.DataAccessException if anything cannot be read: nothing is published
     * @throws UnbalancedException if the classes do not add up to the deliveries, or the findings do not tie to the night
     *     before: nothing is published
     */
    public Published write(ReportRequest request, Trail trail, Hindsight hindsight, LongConsumer progress) {
        var place = request.place();
        WholeFolder.write(place, "the reports", part -> writeAll(request, trail, hindsight, part, progress));
        try {
            return published(place);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read: %s".formatted(place, e.getMessage()), e);
        }
    }

    private void writeAll(ReportRequest request, Trail trail, Hindsight hindsight, Path part, LongConsumer progress)
            throws IOException {
        for (var folder : ReportFile.folders(part, request.formats())) {
            Disk.createFolders(folder);
        }
        try (var connection = snapshot()) {
            var jdbc = streaming(connection);
            var totals = new TotalsQuery(jdbc, trail, request.side()).run(request.logSizes());
            var files = new TreeMap<String, Written>();
            var rowsBefore = 0L;
            for (var report : reports) {
                var written = writeOne(report, request, part, jdbc, rowsBefore, progress);
                files.put(written.name(), written);
                rowsBefore += written.rows();
            }
            var payments = writePayments(request, trail, part, jdbc, rowsBefore, progress);
            files.put(payments.name(), payments);
            rowsBefore += payments.rows();
            compare(totals, files);
            var changes = new ChangeReports(request, hindsight, reports, part);
            var movement = new RollForward(hindsight.opening());
            var tally = new FindingsTally(request.businessDate());
            var moved = changes.movement(movement, tally, jdbc);
            files.putAll(moved.files());
            var window = new NightWindow();
            var events = writeEvents(
                    request,
                    trail,
                    part,
                    row -> {
                        window.add(row);
                        hindsight.saw(row);
                    },
                    rowsBefore,
                    progress);
            files.put(EventsReport.NAMES.machine(), events);
            var rowsUntilThen = rowsBefore + events.rows();
            files.put(
                    RestatementsReport.NAMES.machine(),
                    changes.restatements(moved.kept(), rows -> progress.accept(rowsUntilThen + rows)));
            files.put(ControlTotals.NAMES.machine(), writeTotals(request, totals, part));
            var listed = new ArrayList<Manifest.File>();
            files.values().forEach(written -> listed.addAll(written.files()));
            listed.addAll(Messages.write(request, jdbc, part));
            listed.sort(Comparator.comparing(Manifest.File::name));
            var facts = new NightQuery(jdbc, request.side()).run(request.businessDate(), tally);
            var date = request.businessDate();
            var movements = new NightMovement(movement.counts(date), movement.amounts(date));
            listed.add(writePage(new NightPage(Manifest.of(request, totals, listed), facts, window, movements), part));
            Manifest.of(request, totals, listed).write(part, request.key());
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("the reports' connection to the database failed", e);
        }
        for (var folder : ReportFile.folders(part, request.formats())) {
            Disk.forceFolder(folder);
        }
    }

    private static Written writeOne(
            Report report,
            ReportRequest request,
            Path folder,
            NamedParameterJdbcTemplate jdbc,
            long rowsBefore,
            LongConsumer progress)
            throws IOException {
        try (var file = ReportFile.create(folder, request.formats(), report.names(), report.columns())) {
            new ReportQuery(jdbc)
                    .run(
                            report,
                            request.side(),
                            Parameters.of(report, request),
                            file,
                            rows -> progress.accept(rowsBefore + rows));
            progress.accept(rowsBefore + file.rows());
            return file.finish();
        }
    }

    private static Written writePayments(
            ReportRequest request,
            Trail trail,
            Path folder,
            NamedParameterJdbcTemplate jdbc,
            long rowsBefore,
            LongConsumer progress)
            throws IOException {
        try (var file = ReportFile.create(folder, request.formats(), PaymentsReport.NAMES, PaymentsReport.COLUMNS)) {
            new PaymentsReport(request, trail).write(jdbc, file, rows -> progress.accept(rowsBefore + rows));
            progress.accept(rowsBefore + file.rows());
            return file.finish();
        }
    }

    private static Written writeEvents(
            ReportRequest request,
            Trail trail,
            Path folder,
            Consumer<Trail.Row> also,
            long rowsBefore,
            LongConsumer progress)
            throws IOException {
        try (var file = ReportFile.create(folder, request.formats(), EventsReport.NAMES, EventsReport.COLUMNS)) {
            EventsReport.write(request, trail, file, also, rows -> progress.accept(rowsBefore + rows));
            progress.accept(rowsBefore + file.rows());
            return file.finish();
        }
    }

    private static Manifest.File writePage(NightPage page, Path folder) throws IOException {
        var bytes = page.html().getBytes(StandardCharsets.UTF_8);
        Disk.write(folder.resolve(NightPage.FILE), bytes);
        return Manifest.File.ofNoRows(NightPage.FILE, Digests.sha256(bytes));
    }

    private static Written writeTotals(ReportRequest request, ControlTotals totals, Path folder) throws IOException {
        try (var file = ReportFile.create(folder, request.formats(), ControlTotals.NAMES, ControlTotals.COLUMNS)) {
            for (var each : totals.values().entrySet()) {
                var key = each.getKey();
                file.write(
                        new String[] {request.businessDate().toString(), key.measure(), key.provider(), each.getValue()
                        });
            }
            return file.finish();
        }
    }

    /** Counted by the database, and counted while writing: a file that lost a row or a payment is not published. */
    private static void compare(ControlTotals totals, Map<String, Written> files) {
        for (var measure : List.of(ControlTotals.LOANS, ControlTotals.FINDINGS)) {
            var written = files.get(measure);
            if (written != null && written.rows() != totals.count(measure)) {
                throw new UnbalancedException("%s: %d in the database, %d rows in the file"
                        .formatted(measure, totals.count(measure), written.rows()));
            }
        }
        var paid = totals.sum("paid_amount");
        var told = files.get(PaymentsReport.NAMES.machine());
        if (told != null && paid.compareTo(new BigDecimal(told.sums().get("paid_amount"))) != 0) {
            throw new UnbalancedException("payments: the loans were paid %s, the rows of the file are %s"
                    .formatted(paid.toPlainString(), told.sums().get("paid_amount")));
        }
    }

    /** All files tell of one moment. */
    private Connection snapshot() throws SQLException {
        var connection = dataSource.getConnection();
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        return connection;
    }

    /** What stands in the derived tables of a side, for a night that did not keep it itself. */
    public Kept kept(String side, LocalDate date) {
        var aging = RestatementsReport.aging(reports);
        try (var connection = snapshot()) {
            var standing = new StandingQuery(streaming(connection), side);
            return new Kept(standing.closing(), standing.around(aging, date));
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("the reports' connection to the database failed", e);
        }
    }

    /** The driver's default holds the whole result in memory; this reads row by row. */
    private static NamedParameterJdbcTemplate streaming(Connection connection) {
        var template = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        template.setFetchSize(Integer.MIN_VALUE);
        return new NamedParameterJdbcTemplate(template);
    }

    /** Whether a folder that is complete has the files of all these formats. */
    public static boolean isWrittenAs(Set<Format> formats, Path place) {
        return ReportFile.folders(place, formats).stream().allMatch(Files::isDirectory);
    }

    static Published published(Path place) throws IOException {
        var file = place.resolve(Manifest.FILE);
        var totals = new TreeMap<String, String>(Comparator.comparing(ControlTotals.Key::of));
        Manifest.read(file).controlTotals().values().forEach((key, value) -> totals.put(key.toString(), value));
        return new Published(place, Digests.sha256(Files.readAllBytes(file)), totals);
    }

    /**
     * @param folder {@code <date>/r<revision>}
     * @param manifestSha256 lower-case hex
     * @param totals the control totals in the order in which they are shown, {@code measure|provider} to value
     */
    public record Published(Path folder, String manifestSha256, SortedMap<String, String> totals) {}
}
