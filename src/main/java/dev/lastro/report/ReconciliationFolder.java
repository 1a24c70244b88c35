package dev.lastro.report;

import dev.lastro.loan.ListedField;
import dev.lastro.report.Column.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The report of one comparison with a provider's list, complete in its place or not there at all: every row, the totals, and
 * the bodies that are appended to the log once the folder is there.
 */
public final class ReconciliationFolder {

    private static final String STATEMENT = "statement";
    static final ReportFile.Names ROWS = new ReportFile.Names("reconciliation", "conciliacao");

    static final List<Column> COLUMNS = List.of(
            new Column("business_date", Kind.DATE, "data_base"),
            new Column("provider", Kind.TEXT, "provedor"),
            new Column("kind", Kind.WORD, "tipo"),
            new Column("key", Kind.TEXT, "chave"),
            new Column("loan_id", Kind.TEXT, "id_emprestimo"),
            new Column("result", Kind.WORD, "resultado"),
            new Column("field", Kind.WORD, "campo"),
            new Column("here", Kind.WRITTEN, null, false),
            new Column("here_pt", Kind.WRITTEN, "aqui", true),
            new Column("there", Kind.WRITTEN, null, false),
            new Column("there_pt", Kind.WRITTEN, "no_provedor", true),
            new Column("difference", Kind.WRITTEN, null, false),
            new Column("difference_pt", Kind.WRITTEN, "diferenca", true),
            new Column("row", Kind.NUMBER, "linha"));

    static final List<Column> TOTALS_COLUMNS = List.of(
            new Column("business_date", Kind.DATE, "data_base"),
            new Column("measure", Kind.WORD, "medida"),
            new Column("provider", Kind.TEXT, "provedor"),
            new Column("value", Kind.NUMBER, "valor"));

    private static final Map<String, ListedField> FIELDS =
            Arrays.stream(ListedField.values()).collect(Collectors.toMap(ListedField::column, field -> field));

    private ReconciliationFolder() {}

    /**
     * One line.
     *
     * @param row of the list; 0: it does not have it
     */
    public record Row(
            String key,
            String loanId,
            String result,
            String field,
            String here,
            String there,
            String difference,
            long row) {}

    /** Takes the lines in their order. */
    @FunctionalInterface
    public interface Sink {
        void add(Row row) throws IOException;
    }

    /**
     * @param equations what adds up to what, by name
     * @param bodies to be appended, in order
     */
    public record Compared(
            SequencedMap<String, String> totals, SequencedMap<String, String> equations, List<byte[]> bodies) {}

    /** Compares, and tells every line on the way. */
    @FunctionalInterface
    public interface Comparison {
        Compared run(Sink sink) throws IOException;
    }

    /**
     * @param bodies the files whose bytes are to be appended, in order
     * @param totals what adds up to what, by name
     */
    public record Published(Path folder, String manifestSha256, List<Path> bodies, SortedMap<String, String> totals) {}

    /**
     * A folder that is there already is complete and is left as it is.
     *
     * @param request of a night whose business date is the list's day; its side is nobody's
     * @throws UncheckedIOException if anything cannot be written: nothing is published
     */
    public static void write(ReportRequest request, String provider, String kind, Comparison comparison) {
        WholeFolder.write(request.place(), "the report", part -> writeAll(request, provider, kind, comparison, part));
    }

    private static void writeAll(ReportRequest request, String provider, String kind, Comparison comparison, Path part)
            throws IOException {
        for (var folder : ReportFile.folders(part, request.formats())) {
            Disk.createFolders(folder);
        }
        var files = new ArrayList<Manifest.File>();
        Compared compared;
        try (var file = ReportFile.create(part, request.formats(), ROWS, COLUMNS)) {
            compared = comparison.run(row -> file.write(cells(request, provider, kind, row)));
            files.addAll(file.finish().files());
        }
        try (var file = ReportFile.create(part, request.formats(), ControlTotals.NAMES, TOTALS_COLUMNS)) {
            for (var each : compared.totals().entrySet()) {
                file.write(new String[] {request.businessDate().toString(), each.getKey(), provider, each.getValue()});
            }
            files.addAll(file.finish().files());
        }
        files.addAll(statement(part.resolve(STATEMENT), compared.bodies()));
        manifest(request, provider, compared, files).write(part, request.key());
        for (var folder : ReportFile.folders(part, request.formats())) {
            Disk.forceFolder(folder);
        }
    }

    private static List<Manifest.File> statement(Path folder, List<byte[]> bodies) throws IOException {
        Disk.createFolders(folder);
        var files = new ArrayList<Manifest.File>();
        for (var body : bodies) {
            // Their names are in the order of the parts.
            var name = "part-%05d.json".formatted(files.size() + 1);
            Disk.write(folder.resolve(name), body);
            files.add(new Manifest.File(
                    "%s/%s".formatted(STATEMENT, name), 1, new LinkedHashMap<>(), Digests.sha256(body)));
        }
        Disk.forceFolder(folder);
        return files;
    }

    private static String[] cells(ReportRequest request, String provider, String kind, Row row) {
        var field = row.field();
        return new String[] {
            request.businessDate().toString(),
            provider,
            kind,
            Cells.text(row.key()),
            Cells.text(row.loanId()),
            row.result(),
            field,
            value(field, row.here()),
            portuguese(field, row.here()),
            value(field, row.there()),
            portuguese(field, row.there()),
            value(field, row.difference()),
            // Of days it is how many.
            PtBr.cell(value(field, row.difference()), kindOf(field) == Kind.DATE ? Kind.NUMBER : kindOf(field)),
            row.row() == 0 ? "" : Long.toString(row.row())
        };
    }

    private static String portuguese(String field, String value) {
        var known = FIELDS.get(field);
        var cell = value(field, value);
        // One word of the list can stand for several states.
        var read = known != null && known.kind() == ListedField.Kind.STATES ? cell.replace("|", " ou ") : cell;
        return PtBr.cell(read, kindOf(field));
    }

    private static String value(String field, String value) {
        return switch (kindOf(field)) {
            case AMOUNT -> value.isEmpty() ? "" : Cells.amount(new BigDecimal(value));
            case NUMBER -> value;
            default -> Cells.text(value);
        };
    }

    private static Kind kindOf(String field) {
        var known = FIELDS.get(field);
        return known == null
                ? Kind.NUMBER // how many rows say something of it
                : switch (known.kind()) {
                    case AMOUNT -> Kind.AMOUNT;
                    case COUNT -> Kind.NUMBER;
                    case DAY -> Kind.DATE;
                    case STATES, TEXT -> Kind.TEXT;
                };
    }

    private static Manifest manifest(
            ReportRequest request, String provider, Compared compared, List<Manifest.File> files) {
        var checkpoints = new ArrayList<Manifest.Checkpoint>();
        request.logSizes()
                .forEach((log, size) -> checkpoints.add(
                        new Manifest.Checkpoint(log, size, request.checkpoints().get(log))));
        var totals = new TreeMap<String, SortedMap<String, String>>();
        compared.totals().forEach((measure, value) -> totals.put(measure, new TreeMap<>(Map.of(provider, value))));
        return new Manifest(
                Manifest.FORMAT,
                request.businessDate(),
                request.revision(),
                checkpoints,
                null,
                null,
                Manifest.Program.running(),
                request.definitions(),
                new TreeMap<>(request.parameters()),
                new TreeMap<>(compared.equations()),
                totals,
                files);
    }

    /** @throws UncheckedIOException if it is not there, or cannot be read */
    public static Published published(Path place) {
        var file = place.resolve(Manifest.FILE);
        try (var bodies = Files.list(place.resolve(STATEMENT))) {
            return new Published(
                    place,
                    Digests.sha256(Files.readAllBytes(file)),
                    bodies.sorted().toList(),
                    Manifest.read(file).equations());
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read: %s".formatted(place, e.getMessage()), e);
        }
    }
}
