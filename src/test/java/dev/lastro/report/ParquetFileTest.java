package dev.lastro.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lastro.report.Column.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetFileTest {

    private static final List<Column> COLUMNS = List.of(
            new Column("who", Kind.TEXT, "quem"),
            new Column("said", Kind.FREE_TEXT, "disse"),
            new Column("said_pt", Kind.FREE_TEXT, "disse_pt", true),
            new Column("severity", Kind.WORD, "severidade"),
            new Column("day", Kind.DATE, "dia"),
            new Column("at", Kind.INSTANT, "em"),
            new Column("done", Kind.BOOLEAN, "feito"),
            new Column("rows", Kind.NUMBER, "linhas"),
            new Column("paid", Kind.AMOUNT, "pago"),
            new Column("sha256", Kind.HASH, "sha256"),
            new Column("was", Kind.WRITTEN, null, false));

    private static final String GREATEST = "9".repeat(30) + "." + "9".repeat(8);

    @TempDir
    private Path folder;

    @Test
    void everyKindHasItsTypeAndComesBack() throws Exception {
        var rows = List.of(
                row("loan_1", "=1+1", "high", "2026-11-21", "2026-11-21T03:00:00.123456Z", "true", "-7", "1234.56"),
                row("-5", "say \"hi\",\r\n😀", "", "1969-12-31", "1969-12-31T23:59:59.999999Z", "false", "0", "-0.01"),
                row("", "", "", "", "", "", "", ""),
                row("\t", " ", "info", "9999-12-31", "2026-11-21T03:00:00.120Z", "true", "" + Long.MIN_VALUE, GREATEST),
                row("00123", "'=1", "", "0001-01-01", "2026-11-21T03:00:00Z", "", "1", "-" + GREATEST),
                row("x", "", "", "", "0001-01-01T00:00:00Z", "", "" + Long.MAX_VALUE, "0.00000001"));

        write(rows);

        try (var reader = new ParquetReader()) {
            assertThat(reader.types(file()).toString())
                    .isEqualTo("{who=VARCHAR, said=VARCHAR, severity=VARCHAR, day=DATE, at=TIMESTAMP WITH TIME ZONE,"
                            + " done=BOOLEAN, rows=BIGINT, paid=DECIMAL(38,8), sha256=VARCHAR, was=VARCHAR}");
            assertThat(reader.rows(file())).isEqualTo(machine(rows));
        }
    }

    @Test
    void aReportWithoutRowsIsAFileWithItsColumns() throws Exception {
        write(List.of());

        try (var reader = new ParquetReader()) {
            assertThat(reader.types(file())).hasSize(10);
            assertThat(reader.rows(file())).isEmpty();
        }
    }

    /** Several groups, pages and dictionaries that overflow; once more, the same bytes. */
    @Test
    void manyRowsComeBackInTheirOrderFromTheSameBytes() throws Exception {
        var rows = random(400_000);

        var sha256 = write(rows);
        var again = ParquetFile.create(folder.resolve("again.parquet"), "some", COLUMNS);
        try (again) {
            for (var row : rows) {
                again.write(row);
            }
            assertThat(again.finish()).isEqualTo(sha256);
        }

        assertThat(folder.resolve("again.parquet")).hasSameBinaryContentAs(file());
        assertThat(Digests.sha256(file())).isEqualTo(sha256);
        try (var reader = new ParquetReader()) {
            assertThat(reader.groups(file())).isGreaterThan(1);
            assertThat(reader.rows(file()).equals(machine(rows))).isTrue();
        }
    }

    @Test
    void theDigitsOfAnInstantAreItsMicroseconds() {
        var random = new Random(3);
        for (var i = 0; i < 10_000; i++) {
            var micros = random.nextLong(-62_135_596_800_000_000L, 253_402_300_800_000_000L);
            micros -= i % 3 == 0 ? micros % 1_000 : i % 3 == 1 ? micros % 1_000_000 : 0;
            var instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
            assertThat(ParquetValues.micros(Cells.instant(instant)))
                    .as("%s", instant)
                    .isEqualTo(micros);
        }
        assertThat(ParquetValues.micros("+10000-01-01T00:00:00Z")).isEqualTo(253_402_300_800_000_000L);
    }

    @Test
    void anAmountThatDoesNotFitIsNamedRatherThanRounded() throws IOException {
        for (var amount : List.of("0.000000001", "1" + GREATEST)) {
            Files.deleteIfExists(file());
            assertThatThrownBy(() -> write(List.<String[]>of(row("", "", "", "", "", "", "", amount))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("paid of some: '%s' does not fit".formatted(amount));
        }
    }

    @Test
    void doesNotOverwrite() throws IOException {
        Files.writeString(file(), "mine");

        assertThatThrownBy(() -> write(List.of())).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(Files.readString(file())).isEqualTo("mine");
    }

    @Test
    void aFullDiskIsNoticed() throws IOException {
        assumeThat(Path.of("/dev/full")).isWritable();
        var full = new ParquetFile(FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE), "some", COLUMNS);
        full.write(row("a", "", "", "", "", "", "1", "1.00"));

        assertThatThrownBy(full::finish)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left on device");
        full.close();
    }

    /** It is one of a report's files: the manifest says of it what it says of the machine's. */
    @Test
    void itsRowsAndSumsAreThoseOfTheMachines() throws IOException {
        var formats = Format.of("parquet");
        for (var each : ReportFile.folders(folder, formats)) {
            Files.createDirectories(each);
        }
        ReportFile.Written written;
        try (var file = ReportFile.create(folder, formats, new ReportFile.Names("some", "algum"), COLUMNS)) {
            file.write(row("a", "", "", "", "", "", "-2", "10.10"));
            file.write(row("b", "", "", "", "", "", "3", ""));
            written = file.finish();
        }

        assertThat(written.files())
                .extracting(Manifest.File::name)
                .containsExactly("machine/some.csv", "pt-BR/algum.csv", "parquet/some.parquet");
        assertThat(written.files().getLast())
                .isEqualTo(new Manifest.File(
                        "parquet/some.parquet",
                        2,
                        Map.of("rows", "1", "paid", "10.10"),
                        Digests.sha256(folder.resolve("parquet/some.parquet"))));
    }

    private static String[] row(
            String who, String said, String word, String day, String at, String done, String rows, String paid) {
        return new String[] {who, said, "só em português", word, day, at, done, rows, paid, "", ""};
    }

    private static List<String[]> random(int count) {
        var random = new Random(11);
        var rows = new ArrayList<String[]>();
        var hash = new byte[32];
        for (var i = 0; i < count; i++) {
            random.nextBytes(hash);
            rows.add(new String[] {
                "loan_" + i,
                random.nextInt(4) == 0 ? "" : "word " + random.nextInt(100_000),
                "",
                random.nextBoolean() ? "high" : "info",
                LocalDate.ofEpochDay(random.nextInt(30_000)).toString(),
                Cells.instant(Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1_000L)),
                random.nextInt(3) == 0 ? "" : String.valueOf(random.nextBoolean()),
                String.valueOf(random.nextLong()),
                random.nextInt(5) == 0
                        ? ""
                        : Cells.amount(new BigDecimal(new BigInteger(random.nextInt(1, 90), random), 8)
                                .multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1))),
                HexFormat.of().formatHex(hash),
                ""
            });
        }
        return rows;
    }

    /** The cells of the columns that the machine profile has. */
    private static List<List<String>> machine(List<String[]> rows) {
        return rows.stream()
                .map(row -> {
                    var cells = new ArrayList<>(Arrays.asList(row));
                    cells.remove(2);
                    return List.copyOf(cells);
                })
                .toList();
    }

    private Path file() {
        return folder.resolve("some.parquet");
    }

    private String write(List<String[]> rows) throws IOException {
        try (var file = ParquetFile.create(file(), "some", COLUMNS)) {
            for (var row : rows) {
                file.write(row);
            }
            return file.finish();
        }
    }
}
