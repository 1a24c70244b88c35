package dev.lastro.report;

import dev.lastro.loan.ListedField;
import dev.lastro.report.Column.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
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

    private static final String MACHINE = "machine";
    private static final String STATEMENT = "statement";
    private static final String ROWS = "reconciliation";
    private static final String TOTALS = "totals";

    private static final List<Column> COLUMNS = List.of(
            new Column("business_date", Kind.DATE),
            new Column("provider", Kind.TEXT),
            new Column("kind", Kind.TEXT),
            new Column("key", Kind.TEXT),
            new Column("loan_id", Kind.TEXT),
            new Column("result", Kind.TEXT),
            new Column("field", Kind.TEXT),
            new Column("here", Kind.TEXT),
            new Column("there", Kind.TEXT),
            new Column("difference", Kind.TEXT),
            new Column("row", Kind.TEXT));

    private static final List<Column> TOTALS_COLUMNS = List.of(
            new Column("business_date", Kind.DATE),
            new Column("measure", Kind.TEXT),
            new Column("provider", Kind.TEXT),
            new Column("value", Kind.NUMBER));

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
        var place = request.place();
        var part = place.resolveSibling(".%s.part".formatted(place.getFileName()));
        try {
            if (!Files.isDirectory(place)) {
                Disk.deleteTree(part);
                try {
                    writeAll(request, provider, kind, comparison, part);
                    Disk.publish(part, place);
                } catch (IOException | RuntimeException e) {
                    discard(part, e);
                    throw e;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the report could not be written to %s, nothing is published: %s".formatted(place, e.getMessage()),
                    e);
        }
    }

    private static void discard(Path part, Exception because) {
        try {
            Disk.deleteTree(part);
        } catch (IOException | UncheckedIOException e) {
            because.addSuppressed(e);
        }
    }

    private static void writeAll(ReportRequest request, String provider, String kind, Comparison comparison, Path part)
            throws IOException {
        var machine = part.resolve(MACHINE);
        Disk.createFolders(machine);
        var files = new ArrayList<Manifest.File>();
        Compared compared;
        try (var file = CsvFile.create(machine.resolve(ROWS + ".csv"), COLUMNS)) {
            compared = comparison.run(row -> file.write(cells(request, provider, kind, row)));
            files.add(new Manifest.File("%s/%s.csv".formatted(MACHINE, ROWS), file.finish()));
        }
        try (var file = CsvFile.create(machine.resolve(TOTALS + ".csv"), TOTALS_COLUMNS)) {
            for (var each : compared.totals().entrySet()) {
                file.write(new String[] {request.businessDate().toString(), each.getKey(), provider, each.getValue()});
            }
            files.add(new Manifest.File("%s/%s.csv".formatted(MACHINE, TOTALS), file.finish()));
        }
        files.addAll(statement(part.resolve(STATEMENT), compared.bodies()));
        var manifest = manifest(request, provider, compared, files).bytes();
        Disk.write(part.resolve(Manifest.FILE), manifest);
        var note = request.key().sign(Manifest.SIGNER, new String(manifest, StandardCharsets.UTF_8));
        Disk.write(part.resolve(Manifest.SIGNATURE_FILE), note.signatureLines().getBytes(StandardCharsets.UTF_8));
        Disk.forceFolder(machine);
        Disk.forceFolder(part);
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
        return new String[] {
            request.businessDate().toString(),
            provider,
            kind,
            Cells.text(row.key()),
            Cells.text(row.loanId()),
            row.result(),
            row.field(),
            value(row.field(), row.here()),
            value(row.field(), row.there()),
            isAmount(row.field()) ? amount(row.difference()) : row.difference(),
            row.row() == 0 ? "" : Long.toString(row.row())
        };
    }

    private static String value(String field, String value) {
        return isAmount(field) ? amount(value) : Cells.text(value);
    }

    private static String amount(String value) {
        return value.isEmpty() ? "" : Cells.amount(new BigDecimal(value));
    }

    private static boolean isAmount(String field) {
        var known = FIELDS.get(field);
        return known != null && known.kind() == ListedField.Kind.AMOUNT;
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
