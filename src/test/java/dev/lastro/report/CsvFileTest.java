package dev.lastro.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lastro.report.Column.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {

    private static final List<Column> COLUMNS = List.of(
            new Column("who", Kind.TEXT, "quem"),
            new Column("rows", Kind.NUMBER, "linhas"),
            new Column("paid", Kind.AMOUNT, "pago"));

    @TempDir
    private Path folder;

    @Test
    void quotesOnlyWhatNeedsThemAndEndsLinesWithCrLf() throws IOException {
        var written = write(
                new String[] {"plain text", "1", "10.00"},
                new String[] {"a,b", "-2", ""},
                new String[] {"say \"hi\"", "", "0.12345678"},
                new String[] {"two\nlines", "3", "-0.01"},
                new String[] {"a\rb", "", ""},
                new String[] {" São João; 😀 ", "0", "0.00"});

        assertThat(Files.readString(file())).isEqualTo("""
                        who,rows,paid\r
                        plain text,1,10.00\r
                        "a,b",-2,\r
                        "say ""hi""\",,0.12345678\r
                        "two
                        lines",3,-0.01\r
                        "a\rb",,\r
                         São João; 😀 ,0,0.00\r
                        """);
        assertThat(written.rows()).isEqualTo(6);
        assertThat(written.sums()).isEqualTo(Map.of("rows", "2", "paid", "10.11345678"));
        assertThat(written.files().getFirst().sha256()).isEqualTo(Digests.sha256(Files.readAllBytes(file())));
    }

    @Test
    void bothProfilesHoldTheSameRows() throws IOException {
        var written = write(new String[] {"a;b", "-2", "1000.50"}, new String[] {"007", "", "0.12345678"});

        assertThat(Files.readString(folder.resolve("pt-BR/algum.csv"))).isEqualTo("""
                        \uFEFFquem;linhas;pago\r
                        "a;b";-2;1000,50\r
                        '007;;0,12345678\r
                        """);
        assertThat(written.files())
                .extracting(Manifest.File::name)
                .containsExactly("machine/some.csv", "pt-BR/algum.csv");
        assertThat(written.files().getLast())
                .isEqualTo(new Manifest.File(
                        "pt-BR/algum.csv",
                        2,
                        Map.of("linhas", "-2", "pago", "1000.62345678"),
                        Digests.sha256(folder.resolve("pt-BR/algum.csv"))));
    }

    @Test
    void beginsWithTheHeaderAndNoByteOrderMark() throws IOException {
        var written = write();

        assertThat(Files.readAllBytes(file())).isEqualTo("who,rows,paid\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(written.rows()).isZero();
        assertThat(written.sums()).isEqualTo(Map.of("rows", "0", "paid", "0.00"));
    }

    @Test
    void anyTextComesBack() throws IOException {
        var random = new Random(7);
        var rows = new ArrayList<String[]>();
        for (var i = 0; i < 20_000; i++) {
            rows.add(new String[] {text(random), String.valueOf(random.nextInt()), text(random)});
        }
        // A kind of which nothing is made inert: its quotes are what is looked at.
        var texts = List.of(
                new Column("a", Kind.HASH, "a"), new Column("b", Kind.NUMBER, "b"), new Column("c", Kind.HASH, "c"));
        var file = folder.resolve("texts.csv");
        try (var csv = CsvFile.create(file, Profile.MACHINE, texts)) {
            for (var row : rows) {
                csv.write(row);
            }
            csv.finish();
        }

        var read = Rfc4180.parse(Files.readString(file));

        assertThat(read.getFirst()).containsExactly("a", "b", "c");
        assertThat(read.subList(1, read.size()))
                .isEqualTo(rows.stream().map(List::of).toList());
    }

    @Test
    void doesNotOverwrite() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "mine");

        assertThatThrownBy(() -> write()).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(Files.readString(file())).isEqualTo("mine");
    }

    /** Linux has a disk that is always full. */
    @Test
    void aFullDiskIsNoticedThoughOpenCsvSwallowsIt() throws IOException {
        assumeThat(Path.of("/dev/full")).isWritable();
        try (var full = new CsvFile(
                FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE), Profile.MACHINE, COLUMNS)) {
            full.write(new String[] {"a", "1", "1.00"});

            assertThatThrownBy(full::finish)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left on device");
        }
    }

    private static String text(Random random) {
        var alphabet = ",\"\r\n;'=\t aé€😀\uFEFF\u0000";
        return random.ints(random.nextInt(12), 0, alphabet.codePointCount(0, alphabet.length()))
                .mapToObj(i -> Character.toString(alphabet.codePointAt(alphabet.offsetByCodePoints(0, i))))
                .collect(Collectors.joining());
    }

    private Path file() {
        return folder.resolve("machine/some.csv");
    }

    private ReportFile.Written write(String[]... rows) throws IOException {
        for (var profile : Profile.values()) {
            Files.createDirectories(folder.resolve(profile.folder()));
        }
        try (var file = ReportFile.create(folder, Format.DEFAULT, new ReportFile.Names("some", "algum"), COLUMNS)) {
            for (var row : rows) {
                file.write(row);
            }
            return file.finish();
        }
    }
}
