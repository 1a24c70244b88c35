package dev.lastro.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is written, read as the standards say: the same vectors that the second verifier reads. */
class VectorsTest {

    private static final Vectors VECTORS = Vectors.read();

    /** What holds if it throws nothing; anything thrown but {@link BadProofException} fails the test. */
    private interface Attempt<T> {
        void on(T vector) throws BadProofException;
    }

    @TestFactory
    Stream<DynamicTest> ed25519() {
        return each(VECTORS.ed25519(), Vectors.SignatureCase::desc, Vectors.SignatureCase::ok, vector -> {
            var hex = HexFormat.of();
            var key = Ed25519.publicKey(hex.parseHex(vector.key()));
            require(Ed25519.verifies(key, hex.parseHex(vector.message()), hex.parseHex(vector.signature())));
        });
    }

    @TestFactory
    Stream<DynamicTest> keys() {
        return each(VECTORS.keys(), Vectors.KeyCase::desc, Vectors.KeyCase::ok, vector -> keys(vector.key()));
    }

    @TestFactory
    Stream<DynamicTest> notes() {
        return each(
                VECTORS.notes(),
                Vectors.NoteCase::desc,
                Vectors.NoteCase::ok,
                vector -> keys(vector.key()).verify(Note.decode(utf8(vector.note())), vector.name()));
    }

    @TestFactory
    Stream<DynamicTest> checkpoints() {
        return each(
                VECTORS.checkpoints(),
                Vectors.CheckpointCase::desc,
                Vectors.CheckpointCase::ok,
                vector -> keys(vector.key()).checkpoint(utf8(vector.note()), vector.origin()));
    }

    @TestFactory
    Stream<DynamicTest> inclusionFiles() {
        return each(
                VECTORS.inclusionFiles(),
                Vectors.InclusionFile::desc,
                Vectors.InclusionFile::ok,
                vector -> InclusionProof.decode(utf8(vector.proof()))
                        .verify(utf8(vector.entry()), vector.origin(), keys(vector.key())));
    }

    @TestFactory
    Stream<DynamicTest> consistencyFiles() {
        return each(
                VECTORS.consistencyFiles(),
                Vectors.ConsistencyFile::desc,
                Vectors.ConsistencyFile::ok,
                vector -> ConsistencyProof.decode(utf8(vector.proof()))
                        .verify(Checkpoint.ofText(vector.older()), keys(vector.key())));
    }

    private static <T> Stream<DynamicTest> each(
            List<T> vectors, Function<T, String> desc, Function<T, Boolean> ok, Attempt<T> attempt) {
        assertThat(vectors).isNotEmpty();
        return vectors.stream()
                .map(vector -> DynamicTest.dynamicTest(desc.apply(vector), () -> {
                    var thrown = failure(attempt, vector);
                    assertThat(thrown == null).as(String.valueOf(thrown)).isEqualTo(ok.apply(vector));
                }));
    }

    private static <T> @Nullable BadProofException failure(Attempt<T> attempt, T vector) {
        try {
            attempt.on(vector);
            return null;
        } catch (BadProofException e) {
            return e;
        }
    }

    private static TrustedKeys keys(String text) throws BadProofException {
        return TrustedKeys.parse(List.of(text));
    }

    private static void require(boolean holds) throws BadProofException {
        if (!holds) {
            throw new BadProofException("the signature does not fit the text");
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
