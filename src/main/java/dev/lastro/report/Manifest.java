package dev.lastro.report;

import dev.lastro.proof.LogKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a folder is made of and what is in it (spec section 8). Nothing here may differ between two runs over the same
 * inputs: no time of the run, no id of it, no host. Sums and totals are texts, so that no reader makes doubles of them.
 *
 * @param manifest name and version of this format
 * @param checkpoints what the run covers, as it was sealed
 * @param previousFolder {@code <date>/r<revision>} of the previous business date, where there is one
 * @param previousManifest lower-case hex SHA-256 of that night's manifest
 * @param definitions lower-case hex SHA-256 by file
 * @param equations deliveries = the classes, for each provider and for ALL
 * @param totals the control totals by measure, then provider
 */
record Manifest(
        String manifest,
        LocalDate businessDate,
        int revision,
        List<Checkpoint> checkpoints,
        @Nullable String previousFolder,
        @Nullable String previousManifest,
        Program program,
        SortedMap<String, String> definitions,
        SortedMap<String, String> parameters,
        SortedMap<String, String> equations,
        SortedMap<String, SortedMap<String, String>> totals,
        List<File> files) {

    static final String FILE = "manifest.json";

    /**
     * The signature lines of the signed note (c2sp.org/signed-note) whose text is the manifest: so the manifest stays JSON,
     * and {@code cat manifest.json; echo; cat manifest.json.sig} is a note that any tool verifies.
     */
    static final String SIGNATURE_FILE = "manifest.json.sig";

    /** As what the log's key signs manifests. */
    static final String SIGNER = "lastro/reports";

    static final String FORMAT = "lastro-manifest/1";

    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .defaultPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(INDENTER).withArrayIndenter(INDENTER))
            .build();

    /**
     * @param size deliveries of the log that the run covers
     * @param note the signed note (c2sp.org/tlog-checkpoint); null: this size was never sealed
     */
    record Checkpoint(String log, long size, @Nullable String note) {}

    record Program(String name, String version) {
        /** Where the classes are not in a jar there is no version to tell. */
        static Program running() {
            var version = Manifest.class.getPackage().getImplementationVersion();
            return new Program("lastro", version == null ? "development" : version);
        }
    }

    /**
     * @param name below the folder: {@code machine/loans.csv}
     * @param rows without the header; 0, without sums, where the file has none to count
     * @param sums of each number and amount column by its header, exact decimals
     * @param sha256 lower-case hex
     */
    record File(String name, long rows, Map<String, String> sums, String sha256) {
        static File ofNoRows(String name, String sha256) {
            return new File(name, 0, Map.of(), sha256);
        }
    }

    static Manifest of(ReportRequest request, ControlTotals totals, List<File> files) {
        var checkpoints = new ArrayList<Checkpoint>();
        request.logSizes()
                .forEach((log, size) -> checkpoints.add(
                        new Checkpoint(log, size, request.checkpoints().get(log))));
        var previous = request.previous();
        var byMeasure = new TreeMap<String, SortedMap<String, String>>();
        totals.values()
                .forEach((key, value) -> byMeasure
                        .computeIfAbsent(key.measure(), measure -> new TreeMap<>())
                        .put(key.provider(), value));
        return new Manifest(
                FORMAT,
                request.businessDate(),
                request.revision(),
                checkpoints,
                previous == null ? null : previous.folder(),
                previous == null ? null : previous.manifestSha256(),
                Program.running(),
                request.definitions(),
                new TreeMap<>(request.parameters()),
                totals.equations(),
                byMeasure,
                files);
    }

    /** And its signature, both forced to the disk. */
    void write(Path folder, LogKey key) throws IOException {
        var bytes = bytes();
        Disk.write(folder.resolve(FILE), bytes);
        var note = key.sign(SIGNER, new String(bytes, StandardCharsets.UTF_8));
        Disk.write(folder.resolve(SIGNATURE_FILE), note.signatureLines().getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static Manifest read(Path file) throws IOException {
        try {
            var manifest = JSON.readValue(Files.readAllBytes(file), Manifest.class);
            if (!FORMAT.equals(manifest.manifest())) {
                throw new IOException(
                        "%s is of format '%s': %s can be read here".formatted(file, manifest.manifest(), FORMAT));
            }
            return manifest;
        } catch (JacksonException e) {
            throw new IOException(file + " is not a manifest: " + e.getOriginalMessage(), e);
        }
    }

    ControlTotals controlTotals() {
        var builder = new TreeMap<ControlTotals.Key, String>();
        totals.forEach((measure, byProvider) ->
                byProvider.forEach((provider, value) -> builder.put(new ControlTotals.Key(measure, provider), value)));
        return new ControlTotals(builder);
    }
}
