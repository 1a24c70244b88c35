package dev.lastro.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.EventType;
import dev.lastro.loan.Payment;
import dev.lastro.proof.LogKey;
import dev.lastro.report.ReportRequest.Previous;
import dev.lastro.testing.MySql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;

class ReportFolderIT {

    private static final Derived DERIVED = new Derived(MySql.database());
    private static final Trail TRAIL = new TableTrail(DERIVED.jdbc());

    @TempDir
    private Path reports;

    @BeforeAll
    static void fill() {
        DERIVED.run(new ClassPathResource("reports/rows.sql"));
    }

    @Test
    void theFilesAreTheseBytes() throws IOException {
        var told = new ArrayList<Long>();

        var published = folder().write(request(1), TRAIL, new TwoNights(), told::add);

        assertThat(published.folder()).isEqualTo(reports.resolve("2026-11-21/r1"));
        assertThat(files(published.folder()))
                .containsExactly(
                        "machine/aging.csv",
                        "machine/disbursements.csv",
                        "machine/events.csv",
                        "machine/findings.csv",
                        "machine/loans.csv",
                        "machine/payments.csv",
                        "machine/quarantine.csv",
                        "machine/resolved.csv",
                        "machine/restatements.csv",
                        "machine/rollforward.csv",
                        "machine/rollforward_amounts.csv",
                        "machine/totals.csv",
                        "manifest.json",
                        "manifest.json.sig",
                        "messages/base39.en.txt",
                        "messages/base39.pt-BR.txt",
                        "pt-BR/desembolsos.csv",
                        "pt-BR/inadimplencia.csv",
                        "pt-BR/movimento_pendencias.csv",
                        "pt-BR/movimento_pendencias_valores.csv",
                        "pt-BR/pagamentos.csv",
                        "pt-BR/pendencias.csv",
                        "pt-BR/posicao_emprestimos.csv",
                        "pt-BR/quarentena.csv",
                        "pt-BR/reapresentacoes.csv",
                        "pt-BR/resolvidas.csv",
                        "pt-BR/resumo.csv",
                        "pt-BR/trilha_eventos.csv",
                        "report.html");
        for (var name : files(published.folder())) {
            if (name.equals(Manifest.SIGNATURE_FILE)) {
                continue;
            }
            Golden.check(
                    name.replace('/', '-'),
                    Files.readAllBytes(published.folder().resolve(name)));
        }
        assertThat(published.manifestSha256())
                .isEqualTo(Digests.sha256(Files.readAllBytes(published.folder().resolve("manifest.json"))));
        assertThat(published.totals())
                .containsEntry("deliveries|base39", "3")
                .containsEntry("loans.SETTLED|openco", "1")
                .containsEntry("paid_amount|openco", "-0.30");
        assertThat(told).isSorted().endsWith(5L + 3 + 3 + 2 + 2 + 3 + 10);
        assertThat(siblings()).containsExactly("r1");
    }

    /** Another reader than the writer, and the contract's sums: what the files say of themselves is true. */
    @Test
    void theManifestTellsWhatIsInTheFiles() throws IOException {
        var published = folder().write(request(1), TRAIL, new TwoNights(), rows -> {});

        for (var file :
                Manifest.read(published.folder().resolve("manifest.json")).files()) {
            var bytes = Files.readAllBytes(published.folder().resolve(file.name()));
            assertThat(Digests.sha256(bytes)).isEqualTo(file.sha256());
            if (!file.name().endsWith(".csv")) {
                assertThat(file.sums()).isEmpty();
                continue;
            }
            var isMachine = file.name().startsWith("machine/");
            var text = new String(bytes, StandardCharsets.UTF_8);
            assertThat(text.startsWith("\uFEFF")).isEqualTo(!isMachine);
            var rows = Rfc4180.parse(isMachine ? text : text.substring(1), isMachine ? ',' : ';');
            assertThat(rows.size() - 1L).as(file.name()).isEqualTo(file.rows());
            file.sums().forEach((column, sum) -> {
                var index = rows.getFirst().indexOf(column);
                assertThat(rows.stream()
                                .skip(1)
                                .map(row -> row.get(index))
                                .filter(cell -> !cell.isEmpty())
                                .map(cell -> new BigDecimal(cell.replace(',', '.')))
                                .reduce(BigDecimal.ZERO, BigDecimal::add))
                        .as("%s of %s", column, file.name())
                        .isEqualByComparingTo(sum);
            });
        }
    }

    /** By a reader that shares no code with the writer. */
    @Test
    void askedForAsParquetTheSameRowsAreThereTyped() throws Exception {
        var csv = folder().write(request(1), TRAIL, new TwoNights(), rows -> {}).folder();
        var both =
                folder().write(parquet(2), TRAIL, new TwoNights(), rows -> {}).folder();
        var again =
                folder().write(parquet(3), TRAIL, new TwoNights(), rows -> {}).folder();

        var added = new ArrayList<>(files(both));
        added.removeAll(files(csv));
        assertThat(added)
                .containsExactlyElementsOf(EveryReport.all().stream()
                        .map(report -> report.names().parquet())
                        .sorted()
                        .toList());
        for (var name : files(csv)) {
            if (name.endsWith(".csv") || name.endsWith(".txt")) {
                assertThat(both.resolve(name)).hasSameBinaryContentAs(csv.resolve(name));
            }
        }
        var listed = Manifest.read(both.resolve(Manifest.FILE)).files().stream()
                .collect(Collectors.toMap(Manifest.File::name, file -> file));
        try (var reader = new ParquetReader()) {
            for (var report : EveryReport.all()) {
                var file = both.resolve(report.names().parquet());
                var machine = Rfc4180.parse(
                        Files.readString(both.resolve(report.names().file(Profile.MACHINE))));
                assertThat(again.resolve(report.names().parquet())).hasSameBinaryContentAs(file);
                assertThat(reader.types(file).sequencedKeySet()).containsExactlyElementsOf(machine.getFirst());
                var rows = reader.rows(file);
                assertThat(rows).as(report.name()).hasSize(machine.size() - 1);
                for (var row = 0; row < rows.size(); row++) {
                    for (var i = 0; i < machine.getFirst().size(); i++) {
                        var shown = machine.get(row + 1).get(i);
                        assertThat(rows.get(row).get(i))
                                .as(
                                        "%s, row %d, %s",
                                        report.name(), row, machine.getFirst().get(i))
                                .isEqualTo(
                                        shown.matches("(?s)'[=+@\\t\\r-].*")
                                                ? shown.substring(1)
                                                : withCents(report, i, shown));
                    }
                }
                var says = Objects.requireNonNull(listed.get(report.names().parquet()));
                var machineSays =
                        Objects.requireNonNull(listed.get(report.names().file(Profile.MACHINE)));
                assertThat(says)
                        .isEqualTo(new Manifest.File(
                                says.name(), machineSays.rows(), machineSays.sums(), Digests.sha256(file)));
            }
        }
    }

    /** The totals' counts stand beside amounts, so they are decimals. */
    private static String withCents(Report report, int column, String cell) {
        return report.name().equals("totals") && column == 3 && !cell.contains(".") ? cell + ".00" : cell;
    }

    @Test
    void whatIsPublishedIsLeftAlone() throws IOException {
        var first = folder().write(request(1), TRAIL, new TwoNights(), rows -> {});
        var loans = first.folder().resolve("machine/loans.csv");
        Files.setLastModifiedTime(loans, FileTime.fromMillis(0));

        var again = folder().write(request(1), TRAIL, new TwoNights(), rows -> {});
        var revised = folder().write(request(2), TRAIL, new TwoNights(), rows -> {});

        assertThat(again).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(loans).toMillis()).isZero();
        assertThat(revised.folder().resolve("machine/loans.csv")).hasSameBinaryContentAs(loans);
        assertThat(siblings()).containsExactly("r1", "r2");
    }

    @Test
    void whatAKilledRunLeftIsRemovedFirst() throws IOException {
        var left = reports.resolve("2026-11-21/.r1.part/machine/loans.csv");
        Files.createDirectories(left.getParent());
        Files.writeString(left, "half a li");

        var published = folder().write(request(1), TRAIL, new TwoNights(), rows -> {});

        assertThat(published.folder().resolve("machine/loans.csv")).content().endsWith("\r\n");
        assertThat(siblings()).containsExactly("r1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-21", "2026-11-21/r1"})
    void aFileInTheWayPublishesNothingAndIsNamed(String inTheWay) throws IOException {
        var file = reports.resolve(inTheWay);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "mine");

        assertThatThrownBy(() -> folder().write(request(1), TRAIL, new TwoNights(), rows -> {}))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("nothing is published");
        assertThat(file).content().isEqualTo("mine");
    }

    @Test
    void aFailureInTheMiddlePublishesNothing() throws IOException {
        var request = request(1);
        assertThatThrownBy(() -> folder().write(request, TRAIL, new TwoNights(), rows -> {
                    throw new UncheckedIOException(new IOException("No space left on device"));
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(reports.resolve("2026-11-21/r1").toString())
                .hasMessageContaining("No space left on device");

        assertThat(siblings()).isEmpty();
    }

    @Test
    void aFolderThatLostItsManifestIsNotTakenForComplete() throws IOException {
        var place = reports.resolve("2026-11-21/r1");
        Files.createDirectories(place);

        assertThatThrownBy(() -> folder().write(request(1), TRAIL, new TwoNights(), rows -> {}))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(place.resolve("manifest.json").toString());
    }

    @Test
    void aDeliveryWithoutAClassPublishesNothing() throws IOException {
        var derived = new Derived(MySql.database());
        derived.jdbc()
                .sql("INSERT INTO counted (log_name, provider, deliveries) VALUES ('main', 'base39', 2)")
                .update();
        var request = new ReportRequest(
                reports.resolve("2026-11-21/r1"),
                Format.DEFAULT,
                "",
                LocalDate.parse("2026-11-21"),
                1,
                new TreeMap<>(Map.of("main", 2L)),
                new TreeMap<>(),
                null,
                new TreeMap<>(),
                Map.of(),
                new TreeMap<>(),
                KEY);

        assertThatThrownBy(() ->
                        new ReportFolder(derived.dataSource()).write(request, NOTHING, new TwoNights(), rows -> {}))
                .isInstanceOf(UnbalancedException.class)
                .hasMessageContaining("base39: deliveries 2 = EVENT 0 + ");
        assertThat(siblings()).isEmpty();
    }

    @Test
    void aPaymentThatIsNotToldPublishesNothing() throws IOException {
        var forgetful = new Trail() {
            @Override
            public void read(String log, long from, long to, Consumer<Row> rows) {
                TRAIL.read(log, from, to, rows);
            }

            @Override
            public Map<String, Map<DeliveryClass, Long>> classes(String log, long size) {
                return TRAIL.classes(log, size);
            }

            @Override
            public List<Payment> payments(String provider, String loanId, byte[] deliveries, Instant cutOff) {
                return TRAIL.payments(provider, loanId, deliveries, cutOff).subList(0, 2);
            }
        };

        assertThatThrownBy(() -> folder().write(request(1), forgetful, new TwoNights(), rows -> {}))
                .isInstanceOf(UnbalancedException.class)
                .hasMessage("payments: the loans were paid -0.30, the rows of the file are 0.20");
        assertThat(siblings()).isEmpty();
    }

    @Test
    void aMissingTablePublishesNothing() throws IOException {
        var derived = new Derived(MySql.database());
        derived.jdbc().sql("DROP TABLE finding").update();
        var request = new ReportRequest(
                reports.resolve("2026-11-21/r1"),
                Format.DEFAULT,
                "",
                LocalDate.parse("2026-11-21"),
                1,
                new TreeMap<>(),
                new TreeMap<>(),
                null,
                new TreeMap<>(),
                Map.of(),
                new TreeMap<>(),
                KEY);

        assertThatThrownBy(() ->
                        new ReportFolder(derived.dataSource()).write(request, NOTHING, new TwoNights(), rows -> {}))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("finding");
        assertThat(siblings()).isEmpty();
    }

    private static final LogKey KEY = LogKey.generate();

    private static final Trail NOTHING = new Trail() {
        @Override
        public void read(String log, long from, long to, Consumer<Row> rows) {}

        @Override
        public Map<String, Map<DeliveryClass, Long>> classes(String log, long size) {
            return Map.of();
        }

        @Override
        public List<Payment> payments(String provider, String loanId, byte[] deliveries, Instant cutOff) {
            return List.of();
        }
    };

    private static ReportFolder folder() {
        return new ReportFolder(DERIVED.dataSource());
    }

    private ReportRequest request(int revision) {
        return request(revision, Format.DEFAULT);
    }

    private ReportRequest parquet(int revision) {
        return request(revision, Format.of("parquet"));
    }

    private ReportRequest request(int revision, Set<Format> formats) {
        return new ReportRequest(
                reports.resolve("2026-11-21/r" + revision),
                formats,
                "",
                LocalDate.parse("2026-11-21"),
                revision,
                new TreeMap<>(Map.of("main", 6L, "import", 1L)),
                new TreeMap<>(Map.of("main", "a signed note\n")),
                new Previous("2026-11-20/r1", "00ff".repeat(16), new TreeMap<>(Map.of("main", 2L))),
                new TreeMap<>(Map.of("providers/base39.yaml", "11ee".repeat(16))),
                Map.of("date", "2026-11-21"),
                new TreeMap<>(Map.of(
                        "base39",
                        new Resend(
                                "https://api.example.com/resend?dataId={loan-id}&eventType={type}&createdAtStart={from}&createdAtEnd={to}",
                                Map.of(EventType.DISBURSEMENT_REQUESTED, List.of("loan.status_changed"))))),
                KEY);
    }

    private List<String> siblings() throws IOException {
        var folder = reports.resolve("2026-11-21");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var entries = Files.list(folder)) {
            return entries.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> files(Path folder) throws IOException {
        try (var tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .collect(Collectors.toList());
        }
    }
}
