package dev.lastro.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lastro.log.LeafReader;
import dev.lastro.proof.KeyFile;
import dev.lastro.proof.LogKey;
import dev.lastro.testing.MySql;
import dev.lastro.testing.SecondVerifier;
import dev.lastro.testing.TestDatabase;
import dev.lastro.testing.Zips;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Two programs that share no code, {@code lastro verify} and {@code verify.py}, say the same of what was published and of what
 * somebody did to it: the same lines, the same exit code.
 */
class SecondVerifierIT {

    @TempDir
    private static Path folder;

    private static Commands lastro = Commands.bare();
    private static String key = "";
    private static TestDatabase database = MySql.database();

    @FunctionalInterface
    private interface Mutation<T> {
        void on(T what) throws IOException;
    }

    @BeforeAll
    static void threeNightsAndTwoPacks() throws IOException {
        assumeTrue(SecondVerifier.isThere(), "skipped: there is no python3");
        database = MySql.database();
        lastro = Commands.on(database, folder.resolve("reports"));
        key = "--key=" + KeyFile.publicFile(folder.resolve("lastro.key"));
        receive("loan_a", 3);
        said("run", "nightly", "--date=2026-11-19");
        receive("loan_b", 2);
        said("run", "nightly", "--date=2026-11-20");
        receive("loan_c", 300);
        said("run", "nightly", "--date=2026-11-21");
        said("pack", "base39", "loan_a", "--to=" + folder.resolve("whole.zip"));
        receive("loan_a", 1);
        said("run", "rebuild");
        said("pack", "base39", "loan_a", "--to=" + folder.resolve("young.zip"));
    }

    private static void receive(String loan, int events) throws IOException {
        var lines = IntStream.range(0, events)
                .mapToObj(each -> """
                        {"id":"%s_%d","eventType":"loan.created","data":{"id":"%1$s","status":"draft"},"note":"é","createdAt":"2026-11-10T10:00:00Z"}""".formatted(loan, each))
                .toList();
        var file = Files.write(Files.createTempFile(folder, loan, ".ndjson"), lines);
        assertThat(said("run", "import", "--provider=base39", "--file=" + file)).contains("appended: " + events);
    }

    @Test
    void checkpointsAndProofs() throws Exception {
        var older =
                write("older", lastro.run("proof", "checkpoint", "import", "5").bytes());
        var newer = write("newer", lastro.run("proof", "checkpoint", "import").bytes());
        assertThat(second("checkpoint", older))
                .startsWith("verified: lastro/import, 5 deliveries, root ")
                .contains(", sealed at 20");

        var consistency = write(
                "consistency", lastro.run("proof", "consistency", "import", "5").bytes());
        assertThat(second("consistency", older, newer, consistency))
                .startsWith("verified: begins with 5 deliveries: lastro/import, 305 deliveries, root ");
        assertThat(brokenSecond("consistency", newer, newer, consistency)).contains("does not begin with the one with");
        assertThat(brokenSecond("consistency", older, older, consistency))
                .contains("consistency leads to lastro/import, 305 deliveries");

        var reader = new LeafReader(
                new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password()),
                "webhook_log");
        var entry = write("entry", reader.entry("import", 2).orElseThrow());
        var inclusion =
                write("inclusion", lastro.run("proof", "inclusion", "import/2").bytes());
        assertThat(second("inclusion", entry, inclusion))
                .startsWith("verified: in lastro/import, 305 deliveries, root ");
        var other = write("other", reader.entry("import", 3).orElseThrow());
        assertThat(brokenSecond("inclusion", other, inclusion)).contains("inclusion: the entry is not leaf 2");
        assertThat(brokenSecond("inclusion", inclusion, inclusion)).contains("inclusion: the entry is not leaf 2");
    }

    @Test
    void whatIsTypedWrong() throws IOException {
        var whole = folder.resolve("whole.zip").toString();
        for (var arguments : List.of(
                List.of(),
                List.of("nonsense"),
                List.of("report"),
                List.of("report", folder.toString()),
                List.of("report", whole, key),
                List.of("pack", folder.resolve("nope").toString(), key),
                List.of("pack", folder.toString(), key),
                List.of("pack", whole, "--key=nope"),
                List.of("pack", whole, "--key=" + write("empty.pub", new byte[0])))) {
            var said = SecondVerifier.run(arguments.toArray(String[]::new));
            assertThat(said.exitCode()).as("%s: %s", arguments, said.lines()).isEqualTo(64);
            assertThat(said.lines()).isNotEmpty().noneMatch(line -> line.startsWith("broken"));
        }
    }

    @Test
    void aReportThatIsWhole() throws IOException {
        assertThat(report(reports -> {}))
                .contains(
                        "verified: the manifest of 2026-11-21/r1",
                        "verified: checkpoint import/305",
                        "verified: the chain of 2 nights before it");
        assertThat(report(reports -> delete(reports.resolve("2026-11-20"))))
                .contains("not verifiable: the chain beyond 2026-11-21/r1: 2026-11-20/r1 is not here");
        assertThat(report(reports -> Files.createDirectory(reports.resolve("2026-11-21/r1/empty"))))
                .doesNotContain("broken");
        var alone = folder.resolve("alone");
        copy(folder.resolve("reports/2026-11-21/r1"), alone);
        assertThat(both("report", alone.toString(), key)).contains("not verifiable: the chain beyond");
        assertThat(second("report", alone, Path.of("--previous=" + folder.resolve("reports/2026-11-20/r1"))))
                .contains("verified: the chain of 2 nights before it");
        assertThat(brokenSecond("report", alone, Path.of("--previous=" + folder.resolve("reports/2026-11-19/r1"))))
                .contains("broken: the chain: 2026-11-21/r1 goes on from a manifest");
    }

    @Test
    void whateverIsDoneToAReport() throws IOException {
        for (var name : List.of("machine/loans.csv", "machine/events.csv", "machine/totals.csv", "report.html")) {
            brokenReport(name + " was changed: its SHA-256", night -> change(night.resolve(name)));
            brokenReport(name + " is missing", night -> Files.delete(night.resolve(name)));
            brokenReport(
                    name + " was changed: it is " + name + " of 2026-11-20/r1",
                    night -> replace(night.resolve("../../2026-11-20/r1/" + name), night.resolve(name)));
        }
        brokenReport("extra is not of this night", night -> Files.writeString(night.resolve("extra"), "x"));
        brokenReport("a/b is not of", night -> {
            Files.createDirectory(night.resolve("a"));
            Files.createSymbolicLink(night.resolve("a/b"), night.resolve("machine"));
        });
        brokenReport("manifest.json is missing", night -> Files.delete(night.resolve("manifest.json")));
        brokenReport("manifest.json.sig is missing", night -> Files.delete(night.resolve("manifest.json.sig")));
        brokenReport("does not fit the text", night -> change(night.resolve("manifest.json")));
        for (var signature : List.of("", "x", "\n", "— a b c\n", "— lastro/reports AAAA\n")) {
            brokenReport("manifest.json: ", night -> Files.writeString(night.resolve("manifest.json.sig"), signature));
        }
        brokenReport("do not end with a line feed", night -> edit(night.resolve("manifest.json.sig"), "\n", ""));
        brokenReport("no control characters", night -> edit(night.resolve("manifest.json.sig"), "\n", "\r\n"));
        brokenReport("is the folder of 2026-11-20/r1", night -> {
            for (var name : List.of("manifest.json", "manifest.json.sig")) {
                replace(night.resolve("../../2026-11-20/r1").resolve(name), night.resolve(name));
            }
        });
        brokenReport(
                "the chain: 2026-11-20/r1 goes on",
                night -> change(night.resolve("../../2026-11-19/r1/manifest.json")));
        brokenReport(
                "2026-11-20/r1/manifest.json.sig is missing",
                night -> Files.delete(night.resolve("../../2026-11-20/r1/manifest.json.sig")));
        brokenReport("totals.csv was changed: its SHA-256", night -> {
            Files.writeString(night.resolve("../../2026-11-20/r1/manifest.json"), "{");
            change(night.resolve("machine/totals.csv"));
        });
        var stranger = write("stranger.pub", LogKey.generate().publicPem().getBytes(StandardCharsets.UTF_8));
        var said = both("report", folder.resolve("reports/2026-11-21/r1").toString(), "--key=" + stranger);
        assertThat(said).contains("no signature of lastro/reports by a key that is trusted");
    }

    /** What only the one who has the key can do. */
    @Test
    void whatIsSignedIsNotBelievedForThat() throws IOException {
        brokenReport("covers 305 deliveries", night -> sign(night, "\"size\" : 305", "\"size\" : 306"));
        brokenReport("the checkpoint of import/305: ", night -> sign(night, "lastro/import", "lastro/main"));
        assertThat(report(
                        reports -> sign(reports.resolve("2026-11-21/r1"), "\"note\" : \"[^\"]+\"", "\"note\" : null")))
                .contains("not verifiable: import/305 was not sealed at this size");
        brokenReport("../../x is missing", night -> sign(night, "machine/loans.csv", "../../x"));
        for (var wrong : List.of("lastro-manifest/1 lastro-manifest/2", "\"revision\" \"manifest\"", "\\{ []")) {
            var words = wrong.split(" ", -1);
            var reports = Files.createTempDirectory(folder, "copy");
            copy(folder.resolve("reports"), reports);
            var night = reports.resolve("2026-11-21/r1");
            sign(night, words[0], words[1]);
            var first = Commands.bare().run("verify", "report", night.toString(), key);
            assertThat(first.exitCode()).isEqualTo(1);
            assertThat(first.out()).as("%s: no verdict", wrong).isEmpty();
            var second = SecondVerifier.run("report", night.toString(), key);
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.lines()).singleElement().asString().contains("manifest.json is");
        }
    }

    @Test
    void packsThatAreWhole() throws IOException {
        assertThat(both("pack", folder.resolve("whole.zip").toString(), key))
                .contains("verified: 3 of 3 deliveries", "not verifiable: that these are all deliveries of loan loan_a")
                .doesNotContain("broken");
        assertThat(both("pack", folder.resolve("young.zip").toString(), key))
                .contains("verified: 3 of 4 deliveries", "import/305: no checkpoint covered it")
                .doesNotContain("broken");
        assertThat(pack(files -> {
                    for (var name : List.of("headers", "salt", "body")) {
                        files.remove("deliveries/import-1/" + name);
                        edit(files, "\"deliveries/import-1/%s\" : \"[0-9a-f]+\",".formatted(name), "");
                    }
                    edit(files, "(?s)(\"position\" : 1,.*?\"erased\" : )false", "$1true");
                }))
                .contains(
                        "verified: 2 of 3",
                        "not verifiable: import/1: the pack says that its content was erased by law")
                .doesNotContain("broken");
    }

    @Test
    void whateverIsDoneToAPack() throws IOException {
        var delivery = "deliveries/import-0/";
        for (var name : List.of("entry", "headers", "salt", "body", "inclusion.tlog-proof")) {
            var file = delivery + name;
            brokenPack(file + " was changed", files -> files.put(file, changed(bytes(files, file))));
            brokenPack("import/0: ", files -> list(files, file, changed(bytes(files, file))));
            brokenPack("import/0: ", files -> list(files, file, new byte[0]));
            brokenPack(file + " is missing", files -> files.remove(file));
            brokenPack("import/0: ", files -> list(files, file, bytes(files, file.replace("import-0", "import-1"))));
            brokenPack("import/0: has no " + file, files -> {
                files.remove(file);
                edit(files, "\"%s\" : \"[0-9a-f]+\",".formatted(file), "");
            });
        }
        for (var name : List.of("checkpoints/import", "timeline.json", "index.html", "pack.json")) {
            brokenPack("", files -> files.remove(name));
            brokenPack("", files -> files.put(name, new byte[3]));
            brokenPack("", files -> files.put(name, changed(bytes(files, name))));
        }
        brokenPack("checkpoints/import: ", files -> list(files, "checkpoints/import", new byte[9]));
        for (var name : List.of("extra", "../evil", "/evil", "a\\evil", "c:evil", "a//b", "a/./b", "a\u0085b", "a/")) {
            brokenPack(name, files -> files.put(name, new byte[0]));
        }
        for (var edit : List.of(
                "lastro-pack/1 | lastro-pack/9",
                "\"position\" : 1, | \"position\" : 0,",
                "\"position\" : 1, | \"position\" : 7,",
                "\"position\" : 1, | \"position\" : -1,",
                "\"position\" : 1, | \"position\" : 1.0,",
                "\"position\" : 1, | \"position\" : \"1\",",
                "\"position\" : 1, | \"position\" : null,",
                "\"position\" : 1, | ",
                "\"size\" : 305 | \"size\" : 306",
                "\"size\" : 305 | \"size\" : \"305\"",
                "\"received_at\" : \"20 | \"received_at\" : \"21",
                "\"received_at\" : \"20 | \"received_at\" : \"",
                "\"provider\" : \"base39\" | \"provider\" : \"openco\"",
                "\"provider\" : \"base39\",(\\s+\"received) | \"provider\" : \"openco\",$1",
                "\"provider\" : \"base39\" | \"provider\" : 5",
                "\"loan_id\" : \"loan_a\" | \"loan_id\" : true",
                "\"loan_id\" : \"loan_a\" | \"loan_id\" : \"loan_a\", \"loan_id\" : \"loan_b\"",
                "\"log\" : \"import\" | \"log\" : \"main\"",
                "\"file\" : \"checkpoints/import\" | \"file\" : \"nowhere\"",
                "\"file\" : \"checkpoints/import\" | \"file\" : \"README.txt\"",
                "\"sealed\" : true | \"sealed\" : false",
                "\"sealed\" : true | \"sealed\" : \"true\"",
                "\"sealed\" : true | \"sealed\" : 1",
                "\"erased\" : false | \"erased\" : true",
                "^\\{ | \\{ \"more\" : \\[1, \\{\\}\\],",
                "^\\{ | \\{ \"more\" : NaN,",
                "^\\{ | \uFEFF{",
                "\\}\\s*$ | } {}",
                "^ | \\[")) {
            var words = edit.split(" \\| ", -1);
            assertThat(pack(files -> edit(files, words[0], words[1]))).as(edit).isNotEmpty();
        }
    }

    @Test
    void whatIsNoZipOrATrap() throws IOException {
        var whole = Files.readAllBytes(folder.resolve("whole.zip"));
        for (var bytes : List.of(
                new byte[0],
                "no zip".getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(whole, whole.length - 100),
                Arrays.copyOfRange(whole, 100, whole.length),
                Arrays.copyOf(whole, whole.length / 2))) {
            assertThat(both("pack", write("torn.zip", bytes).toString(), key)).contains("is no whole zip file");
        }
        var twice = Zips.withNameTwice(
                folder.resolve("whole.zip"), folder.resolve("twice.zip"), "README.txt", "timeline.json");
        assertThat(both("pack", twice.toString(), key)).contains("timeline.json is in it twice");
        var bomb = new TreeMap<>(Zips.read(folder.resolve("whole.zip")));
        bomb.put("bomb", new byte[65 << 20]);
        assertThat(both("pack", Zips.write(folder.resolve("bomb.zip"), bomb).toString(), key))
                .contains("more than is read here");
    }

    /**
     * Whatever byte it is: the two may tell its place otherwise, but not whether something is broken. A zip's own bookkeeping
     * (the version of the format, the length of a comment) is minded by one library and not by the other: where one will not
     * open it, the other has to find all of its content whole.
     */
    @Test
    void anyByteOfAPackChanged() throws IOException {
        var whole = Files.readAllBytes(folder.resolve("whole.zip"));
        var random = new Random(39);
        for (var round = 0; round < 60; round++) {
            var bytes = whole.clone();
            var at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            var file = write("mutated.zip", bytes).toString();
            var first = Commands.bare().run("verify", "pack", file, key);
            var second = SecondVerifier.run("pack", file, key);
            if (second.exitCode() != first.exitCode()) {
                assertThat(List.of(first.out(), String.join("\n", second.lines())))
                        .as("byte %d", at)
                        .allMatch(each -> each.contains("is no whole zip file") || each.contains("verified: 3 of 3 "));
            }
        }
    }

    private static void brokenReport(String expected, Mutation<Path> mutation) throws IOException {
        assertThat(report(reports -> mutation.on(reports.resolve("2026-11-21/r1"))))
                .contains("broken: ")
                .contains(expected);
    }

    /** What both say of the last night once something was done to a copy of all of them. */
    private static String report(Mutation<Path> mutation) throws IOException {
        var reports = Files.createTempDirectory(folder, "copy");
        copy(folder.resolve("reports"), reports);
        mutation.on(reports);
        return both("report", reports.resolve("2026-11-21/r1").toString(), key);
    }

    private static void brokenPack(String expected, Mutation<SortedMap<String, byte[]>> mutation) throws IOException {
        assertThat(pack(mutation)).contains("broken: ").contains(expected);
    }

    private static String pack(Mutation<SortedMap<String, byte[]>> mutation) throws IOException {
        var files = Zips.read(folder.resolve("whole.zip"));
        mutation.on(files);
        return both("pack", Zips.write(folder.resolve("mutated.zip"), files).toString(), key);
    }

    /** What the first says, once the second has said it too. */
    private static String both(String... arguments) {
        var command = new String[arguments.length + 1];
        command[0] = "verify";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        var first = Commands.bare().run(command);
        var second = SecondVerifier.run(arguments);
        assertThat(second.lines().stream().map(SecondVerifierIT::sameWords))
                .containsExactlyElementsOf(
                        first.out().lines().map(SecondVerifierIT::sameWords).toList());
        assertThat(second.exitCode()).isEqualTo(first.exitCode());
        return first.out();
    }

    /** Why a zip or JSON cannot be read their libraries tell, each in its words. */
    private static String sameWords(String line) {
        return line.replaceFirst("(is no whole zip file|pack.json cannot be read): .*", "$1");
    }

    private static String second(String command, Path... operands) {
        var said = secondSaid(command, operands);
        assertThat(said.exitCode()).as(said.toString()).isZero();
        return String.join("\n", said.lines());
    }

    private static String brokenSecond(String command, Path... operands) {
        var said = secondSaid(command, operands);
        assertThat(said.exitCode()).as(said.toString()).isEqualTo(1);
        assertThat(said.lines().getFirst()).startsWith("broken: ");
        return said.lines().getFirst();
    }

    private static SecondVerifier.Said secondSaid(String command, Path... operands) {
        return SecondVerifier.run(
                Stream.of(Stream.of(command), Arrays.stream(operands).map(Path::toString), Stream.of(key))
                        .flatMap(each -> each)
                        .toArray(String[]::new));
    }

    private static Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] changed(byte[] bytes) {
        var changed = bytes.clone();
        changed[changed.length / 2] ^= 1;
        return changed;
    }

    private static void change(Path file) throws IOException {
        Files.write(file, changed(Files.readAllBytes(file)));
    }

    private static void replace(Path by, Path file) throws IOException {
        Files.copy(by, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void edit(Path file, String text, String by) throws IOException {
        Files.writeString(file, Files.readString(file).replace(text, by));
    }

    private static void edit(SortedMap<String, byte[]> files, String pattern, String by) {
        var before = new String(bytes(files, "pack.json"), StandardCharsets.UTF_8);
        var after = before.replaceFirst(pattern, by);
        assertThat(after).as(pattern).isNotEqualTo(before);
        files.put("pack.json", after.getBytes(StandardCharsets.UTF_8));
    }

    /** As somebody does it who knows the format. */
    private static void list(SortedMap<String, byte[]> files, String name, byte[] bytes) {
        files.put(name, bytes);
        edit(files, "\"%s\" : \"[0-9a-f]+\"".formatted(name), "\"%s\" : \"%s\"".formatted(name, Zips.sha256(bytes)));
    }

    private static void sign(Path night, String pattern, String by) throws IOException {
        var manifest = night.resolve("manifest.json");
        var text = Files.readString(manifest).replaceFirst(pattern, by);
        assertThat(text).isNotEqualTo(Files.readString(manifest));
        Files.writeString(manifest, text);
        Files.writeString(
                night.resolve("manifest.json.sig"),
                KeyFile.read(folder.resolve("lastro.key"))
                        .sign("lastro/reports", text)
                        .signatureLines());
    }

    private static byte[] bytes(SortedMap<String, byte[]> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    private static void delete(Path tree) throws IOException {
        try (var all = Files.walk(tree)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (var each : all.toList()) {
                var target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        }
    }

    private static String said(String... command) {
        var said = lastro.run(command);
        assertThat(said.exitCode()).as(said.out() + said.err()).isZero();
        return said.out();
    }
}
