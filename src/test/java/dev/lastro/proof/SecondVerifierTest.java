package dev.lastro.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lastro.testing.SecondVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verifier in Python, which shares no code with this one, agrees with it. */
class SecondVerifierTest {

    private static final int MUTATIONS = 120;

    @TempDir
    private Path folder;

    private final LogKey key = LogKey.generate();
    private Path publicKey = Path.of("");

    @BeforeEach
    void thereIsOne() throws IOException {
        assumeTrue(SecondVerifier.isThere(), "skipped: there is no python3");
        publicKey = Files.writeString(folder.resolve("key.pub"), key.publicPem());
    }

    @Test
    void onEveryVector() {
        var said = SecondVerifier.run("vectors", "src/test/resources/proof/vectors.json");
        assertThat(said.lines()).singleElement().asString().matches("verified: (\\d+) of \\1 vectors");
        assertThat(said.exitCode()).isZero();
    }

    @Test
    void onKeysOfAnyForm() throws IOException {
        var note = checkpoint(5, new byte[32]);
        var file = Files.write(folder.resolve("note"), note);
        for (var form : List.of(
                publicKey.toString(), key.trusted().verifierKeys("lastro/main").getFirst())) {
            assertThat(SecondVerifier.run("checkpoint", file.toString(), "--key", form)
                            .lines())
                    .containsExactly("verified: lastro/main, 5 deliveries, root "
                            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, sealed at 2026-11-23T10:00:00Z");
        }
        assertThat(SecondVerifier.run("checkpoint", file.toString()).exitCode()).isEqualTo(64);
        assertThat(SecondVerifier.run("checkpoint", file.toString(), "--key=nonsense")
                        .exitCode())
                .isEqualTo(64);
    }

    @Test
    void onProofsOfEverySize() throws Exception {
        var leaves = new ArrayList<byte[]>();
        var edges = new ArrayList<byte[]>();
        var edge = new RightEdge();
        for (var i = 0; i < 12; i++) {
            var entry = ("entry " + i).getBytes(StandardCharsets.UTF_8);
            leaves.add(entry);
            edge.append(new TreeHash().leaf(entry));
            edges.add(edge.root());
        }
        Nodes nodes = (level, index) -> node(leaves, level, index);
        var tree = new Tree(nodes);
        for (var size : List.of(1, 7, 12)) {
            var sealed = checkpoint(size, edges.get(size - 1));
            for (var index = 0; index < size; index += 3) {
                var proof = new InclusionProof(index, tree.inclusion(index, size), sealed).encode();
                var proofFile = Files.write(folder.resolve("proof"), proof);
                var entry = Files.write(folder.resolve("entry"), leaves.get(index));
                assertThat(says("inclusion", entry, proofFile)).startsWith("verified: in lastro/main");
                Files.write(entry, leaves.get((index + 1) % 12));
                assertThat(says("inclusion", entry, proofFile)).startsWith("broken: the entry is not leaf " + index);
            }
            for (var old = 1; old <= size; old += 2) {
                var kept = Files.write(folder.resolve("kept"), checkpoint(old, edges.get(old - 1)));
                var proof = new ConsistencyProof(old, tree.consistency(old, size), sealed).encode();
                var proofFile = Files.write(folder.resolve("proof"), proof);
                assertThat(says("consistency", kept, proofFile)).startsWith("verified: begins with " + old);
                Files.write(kept, checkpoint(old, new byte[32]));
                assertThat(says("consistency", kept, proofFile)).startsWith("broken: the tree of lastro/main");
            }
        }
    }

    /** Any byte of a note changed, doubled or taken away. */
    @Test
    void onWhateverIsDoneToANote() throws IOException {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var note = checkpoint(1_234, new byte[32]);
        for (var i = 0; i < MUTATIONS; i++) {
            var mutated = mutated(note, random);
            var file = Files.write(folder.resolve("note"), mutated);
            assertThat(says("checkpoint", file))
                    .as("seed %d, mutation %d:%n%s", seed, i, new String(mutated, StandardCharsets.UTF_8))
                    .isEqualTo(own(mutated));
        }
    }

    private String own(byte[] note) {
        try {
            var sealed = key.trusted().checkpoint(note);
            return "verified: %s, %d deliveries, root %s, sealed at %s"
                    .formatted(
                            sealed.checkpoint().origin(),
                            sealed.checkpoint().size(),
                            sealed.checkpoint().text().lines().toList().get(2),
                            sealed.sealedAt());
        } catch (BadProofException e) {
            return "broken: " + e.getMessage();
        }
    }

    private static byte[] mutated(byte[] note, Random random) {
        var at = random.nextInt(note.length);
        var text = new ArrayList<Byte>();
        for (var each : note) {
            text.add(each);
        }
        switch (random.nextInt(4)) {
            case 0 -> text.set(at, (byte) (text.get(at) ^ (1 << random.nextInt(8))));
            case 1 -> text.add(at, text.get(random.nextInt(note.length)));
            case 2 -> text.remove(at);
            default -> text.subList(at, note.length).clear();
        }
        var bytes = new byte[text.size()];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = text.get(i);
        }
        return bytes;
    }

    private String says(String command, Path... files) {
        var arguments = new ArrayList<>(List.of(command));
        for (var each : files) {
            arguments.add(each.toString());
        }
        arguments.add("--key=" + publicKey);
        var said = String.join(
                "\n", SecondVerifier.run(arguments.toArray(String[]::new)).lines());
        for (var each : files) {
            said = said.replace("broken: %s: ".formatted(each), "broken: ");
        }
        return said;
    }

    private byte[] checkpoint(long size, byte[] root) {
        return key.sign(Checkpoint.of("main", size, root), Instant.parse("2026-11-23T10:00:00Z"))
                .encode();
    }

    private static byte[] node(List<byte[]> leaves, int level, long index) {
        var hash = new TreeHash();
        return level == 0
                ? hash.leaf(leaves.get((int) index))
                : hash.node(node(leaves, level - 1, 2 * index), node(leaves, level - 1, 2 * index + 1));
    }
}
