package dev.lastro.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One loan's evidence, and what is said of it once somebody had his hands on it. */
class PackIT {

    private static final String HOSTILE = "<script>alert(1)</script>\u202e\"'&";

    @TempDir
    private static Path folder;

    private static Commands lastro = Commands.bare();
    private static Path pack = Path.of("");
    private static Path publicKey = Path.of("");

    @BeforeAll
    static void packed() throws IOException {
        TestDatabase database = MySql.database();
        lastro = Commands.on(database, folder.resolve("reports"));
        publicKey = KeyFile.publicFile(folder.resolve("lastro.key"));
        var bodies = Files.createDirectory(folder.resolve("bodies"));
        Files.writeString(bodies.resolve("1"), event("evnt_1", "loan.created", "draft", HOSTILE));
        Files.writeString(
                bodies.resolve("2"), event("evnt_2", "loan.status_changed", "disbursed", "x".repeat(900_000)));
        Files.writeString(bodies.resolve("3"), event("evnt_2", "loan.status_changed", "canceled", "y"));
        Files.writeString(bodies.resolve("4"), event("evnt_1", "loan.created", "draft", HOSTILE));
        Files.writeString(
                bodies.resolve("5"),
                event("evnt_5", "loan.created", "draft", "z").replace("loan_a", "loan_b"));
        assertThat(said("run", "import", "--provider=base39", "--dir=" + bodies))
                .contains("appended: 5");
        said("run", "nightly", "--date=2026-11-21");
        pack = folder.resolve("pack.zip");
        assertThat(said("pack", "base39", "loan_a", "--to=" + pack)).contains("pack.zip: 4 deliveries");
    }

    private static String event(String id, String type, String status, String note) {
        return """
                {"id":"%s","eventType":"%s","data":{"id":"loan_a","status":"%s"},"note":"%s","createdAt":"2026-11-10T10:00:00Z"}""".formatted(id, type, status, note.replace("\"", "\\\""));
    }

    @Test
    void whatWasPackedIsVerifiedWithoutADatabase() throws IOException {
        var said = Commands.bare().run("verify", "pack", pack.toString(), "--key=" + publicKey);
        assertThat(said.exitCode()).as(said.out()).isZero();
        SecondVerifier.agrees(true, said.out().lines().toList(), "pack", pack, publicKey);
        assertThat(said.out())
                .contains("verified: checkpoint import/5, sealed at 20")
                .contains("verified: 4 of 4 deliveries, byte for byte as they were received and sealed")
                .contains("not verifiable: that these are all deliveries of loan loan_a of base39");

        var files = Zips.read(pack);
        assertThat(files.get("deliveries/import-0/body")).isEqualTo(Files.readAllBytes(folder.resolve("bodies/1")));
        assertThat(files.keySet())
                .contains(
                        "definitions/providers/base39.yaml",
                        "definitions/lifecycles/base39-loan.yaml",
                        "definitions/rates/iof.yaml",
                        "timeline.json",
                        "README.txt")
                .noneMatch(name -> name.contains("import-4") || name.contains("openco"));
        assertThat(text(files, "definitions/providers/base39.yaml")).doesNotContain("secret", "BASE39");
    }

    @Test
    void aStrangersTextIsNoMarkupOnThePage() throws IOException {
        assertThat(text(Zips.read(pack), "index.html"))
                .contains(
                        "Evidências do empréstimo loan_a (base39)", "&lt;script&gt;alert(1)", "\uFFFD", "repetição de")
                .doesNotContain("<script", "\u202e", "http://", "https://");
    }

    @Test
    void whatPeopleDecidedIsInItAndProved() throws IOException {
        var because = "agreed <b>on the phone</b>";
        said(
                "decide",
                "waive",
                "--loan=loan_b",
                "--code=OVERDUE_STEP",
                "--because=" + because,
                "--by=ana",
                "--count=1");
        said("decide", "approve", "--loan=loan_b", "--waiver-asked", "--by=bia", "--count=1");
        var all = lastro.run("decide", "comment", "--provider=base39", "--because=seen", "--by=ana", "--count=0");
        var count = all.err().replaceAll("(?s).*about ([0-9]+) findings.*", "$1");
        said("decide", "comment", "--provider=base39", "--because=seen", "--by=ana", "--count=" + count);
        said("run", "seal");
        var decided = folder.resolve("decided.zip");

        assertThat(said("pack", "base39", "loan_b", "--to=" + decided)).contains("decided.zip: 3 deliveries");

        var files = Zips.read(decided);
        assertThat(text(files, "deliveries/decisions-0/body")).contains("finding.waived/1", "loan_b");
        assertThat(text(files, "deliveries/decisions-1/body")).contains("finding.waiver-approved/1", "decisions/0");
        assertThat(files.keySet())
                .contains("deliveries/decisions-1/inclusion.tlog-proof", "checkpoints/decisions")
                .as("it names loan_a too")
                .noneMatch(name -> name.contains("decisions-2"));
        assertThat(text(files, "index.html"))
                .contains("dispensada / waived<br><code>decisions/1</code>", "agreed &lt;b&gt;on the phone")
                .containsSubsequence(
                        ">ana<br>digitado por / entered by ",
                        "pede dispensa / asks for a waiver",
                        "OVERDUE_STEP <code>",
                        "selada / sealed<br><code>deliveries/decisions-0/",
                        ">bia<br>",
                        "aprova a dispensa / approves the waiver",
                        "(decisions/0)",
                        "comenta / comments",
                        "<code>decisions/2</code><br>trata também de outros empréstimos")
                .doesNotContain("loan_a");
        var said = Commands.bare().run("verify", "pack", decided.toString(), "--key=" + publicKey);
        assertThat(said.out())
                .contains("verified: 3 of 3 deliveries", "verified: checkpoint decisions/3, sealed at 20");
        SecondVerifier.agrees(true, said.out().lines().toList(), "pack", decided, publicKey);

        list(files, "deliveries/decisions-0/body", changed(bytes(files, "deliveries/decisions-0/body")));
        assertThat(verdict(Zips.write(folder.resolve("forged.zip"), files)))
                .contains("broken: decisions/0: its salt and body are not those of its entry");
    }

    @Test
    void whatIsNotSealedOrNotThereIsSaid() throws IOException {
        var extra = Files.writeString(
                folder.resolve("extra"),
                event("evnt_6", "loan.created", "draft", "z").replace("loan_a", "loan_c"));
        said("run", "import", "--provider=base39", "--file=" + extra);
        said("run", "rebuild");
        var young = folder.resolve("young.zip");
        var packed = lastro.run("pack", "base39", "loan_c", "--to=" + young);
        assertThat(packed.err()).contains("not sealed yet, so nothing proves them: import/5; `run seal`");
        assertThat(verdict(young))
                .as("nothing is broken, and nothing is proved")
                .contains("not verifiable: import/5: no checkpoint covered it when the pack was made")
                .doesNotContain("broken:")
                .doesNotContain("\nverified:");

        assertThat(lastro.run("pack", "base39", "loan_x", "--to=" + folder.resolve("x.zip"))
                        .err())
                .contains("no loan loan_x of base39");
        assertThat(lastro.run("pack", "nobody", "loan_a").exitCode()).isEqualTo(64);
        var twice = lastro.run("pack", "base39", "loan_a", "--to=" + pack);
        assertThat(twice.err()).contains("pack.zip is there already");
        assertThat(twice.exitCode()).isEqualTo(64);
    }

    @Test
    void aStrangersKeyProvesNothing() throws IOException {
        var stranger = Files.writeString(
                folder.resolve("stranger.pub"), LogKey.generate().publicPem());
        var said = Commands.bare().run("verify", "pack", pack.toString(), "--key=" + stranger);
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out()).contains("broken: checkpoints/import: ").doesNotContain("byte for byte");
        SecondVerifier.agrees(false, said.out().lines().toList(), "pack", pack, stranger);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "body | changed | broken: deliveries/import-0/body was changed",
                "body | changed and listed | broken: import/0: its salt and body are not those of its entry",
                "salt | changed and listed | broken: import/0: its salt and body are not those of its entry",
                "headers | changed and listed | broken: import/0: its headers are not those of its entry",
                "entry | changed and listed | broken: import/0: ",
                "body | missing | broken: deliveries/import-0/body is missing",
                "body | missing and unlisted | broken: import/0: has no deliveries/import-0/body",
                "entry | of another | broken: import/0: its entry is that of import/1",
                "inclusion.tlog-proof | of another | broken: import/0: its proof is that of import/1",
                "inclusion.tlog-proof | changed and listed | broken: import/0: ",
            })
    void whateverIsDoneToADelivery(String what) throws IOException {
        var parts = what.split(" \\| ", -1);
        var name = "deliveries/import-0/" + parts[0];
        assertThat(broken(files -> {
                    switch (parts[1]) {
                        case "changed" -> files.put(name, changed(bytes(files, name)));
                        case "changed and listed" -> list(files, name, changed(bytes(files, name)));
                        case "missing" -> files.remove(name);
                        case "missing and unlisted" -> {
                            files.remove(name);
                            replace(files, "pack.json", "\"%s\" : \"[0-9a-f]+\",".formatted(name), "");
                        }
                        case "of another" -> list(files, name, bytes(files, name.replace("import-0", "import-1")));
                        default -> throw new IllegalArgumentException(what);
                    }
                }))
                .contains(parts[2])
                .doesNotContain("4 of 4");
    }

    @Test
    void whateverIsDoneToTheRest() throws IOException {
        assertThat(broken(files -> files.put("extra", new byte[1]))).contains("broken: extra does not belong to it");
        assertThat(broken(files -> files.put("../evil", new byte[1]))).contains("../evil is no name of a file");
        assertThat(broken(files -> files.put("/evil", new byte[1]))).contains("/evil is no name of a file");
        assertThat(broken(files -> files.put("a\\evil", new byte[1]))).contains("a\\evil is no name of a file");
        assertThat(broken(files -> files.remove("pack.json"))).contains("pack.json is missing");
        assertThat(broken(files -> files.put("pack.json", new byte[3]))).contains("pack.json cannot be read");
        assertThat(broken(files -> replace(files, "pack.json", "lastro-pack/1", "lastro-pack/9")))
                .contains("is of format 'lastro-pack/9'");
        assertThat(broken(files -> files.put("timeline.json", new byte[3]))).contains("timeline.json was changed");
        assertThat(broken(files -> files.remove("checkpoints/import")))
                .contains("checkpoints/import is missing")
                .contains("leads to another checkpoint");
        assertThat(broken(files -> list(files, "checkpoints/import", changed(bytes(files, "checkpoints/import")))))
                .contains("broken: checkpoints/import");
        assertThat(broken(files -> replace(files, "pack.json", "\"position\" : 1,", "\"position\" : 0,")))
                .contains("import/0: is listed twice");
        assertThat(broken(files -> replace(files, "pack.json", "\"size\" : 5", "\"size\" : 6")))
                .contains("covers 5 deliveries, not 6");
        assertThat(broken(files -> replace(files, "pack.json", "\"received_at\" : \"20", "\"received_at\" : \"21")))
                .contains("its entry tells another time of receipt");
        assertThat(broken(files -> replace(
                        files,
                        "pack.json",
                        "\"provider\" : \"base39\",\\s+\"received",
                        "\"provider\" : \"openco\",\"received")))
                .contains("its entry is one of base39");
    }

    /** Whoever has a genuine checkpoint has not proved what lies beside it. */
    @Test
    void aPackOfNothingProvesNothing() throws IOException {
        var files = new TreeMap<>(Zips.read(pack));
        files.keySet().removeIf(name -> name.startsWith("deliveries/"));
        replace(files, "pack.json", "(?s)\"deliveries\" : \\[.*?\\} \\]", "\"deliveries\" : []");
        replace(files, "pack.json", "(?s)\"deliveries/.*(?=\"index.html)", "");
        var said = verdict(Zips.write(folder.resolve("nothing.zip"), files));
        assertThat(said).doesNotContain("broken:").doesNotContain("\nverified:");
    }

    @Test
    void whatIsNoZipOrATrap() throws IOException {
        var whole = Files.readAllBytes(pack);
        var torn = Files.write(folder.resolve("torn.zip"), Arrays.copyOf(whole, whole.length - 100));
        assertThat(verdict(torn)).contains("is no whole zip file");
        var twice = Zips.withNameTwice(pack, folder.resolve("twice.zip"), "README.txt", "timeline.json");
        assertThat(verdict(twice)).contains("timeline.json is in it twice");
        var bomb = Zips.write(folder.resolve("bomb.zip"), Map.of("bomb", new byte[65 << 20]));
        assertThat(Files.size(bomb)).isLessThan(1 << 20);
        assertThat(verdict(bomb)).contains("more than is read here");
        assertThat(lastro.run("verify", "pack", folder.resolve("nope.zip").toString())
                        .exitCode())
                .isEqualTo(64);
    }

    private static byte[] changed(byte[] bytes) {
        var changed = bytes.clone();
        changed[changed.length / 2] ^= 1;
        return changed;
    }

    /** As somebody does it who knows the format. */
    private static void list(Map<String, byte[]> files, String name, byte[] bytes) {
        files.put(name, bytes);
        replace(
                files,
                "pack.json",
                "\"%s\" : \"[0-9a-f]+\"".formatted(name),
                "\"%s\" : \"%s\"".formatted(name, Zips.sha256(bytes)));
    }

    private static void replace(Map<String, byte[]> files, String name, String pattern, String by) {
        var before = text(files, name);
        var after = before.replaceFirst(pattern, by);
        assertThat(after).isNotEqualTo(before);
        files.put(name, after.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(Map<String, byte[]> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(bytes(files, name), StandardCharsets.UTF_8);
    }

    private static String broken(Consumer<Map<String, byte[]>> mutation) throws IOException {
        var files = new TreeMap<>(Zips.read(pack));
        mutation.accept(files);
        return verdict(Zips.write(folder.resolve("mutated.zip"), files));
    }

    private static String verdict(Path file) {
        var said = Commands.bare().run("verify", "pack", file.toString(), "--key=" + publicKey);
        assertThat(said.exitCode()).as(said.out()).isEqualTo(1);
        SecondVerifier.agrees(false, said.out().lines().toList(), "pack", file, publicKey);
        return said.out();
    }

    private static String said(String... command) {
        var said = lastro.run(command);
        assertThat(said.exitCode()).as(said.out() + said.err()).isZero();
        return said.out();
    }
}
