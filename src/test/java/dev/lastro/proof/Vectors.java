package dev.lastro.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** {@code proof/vectors.json}: published facts, which the second verifier reads too. */
record Vectors(
        List<String> leaves,
        List<String> roots,
        List<Inclusion> inclusion,
        List<Consistency> consistency,
        List<SignatureCase> ed25519,
        List<KeyCase> keys,
        List<NoteCase> notes,
        List<CheckpointCase> checkpoints,
        List<InclusionFile> inclusionFiles,
        List<ConsistencyFile> consistencyFiles) {

    record Inclusion(String desc, long index, long size, String root, String leaf, List<String> proof, boolean ok) {}

    record Consistency(
            String desc,
            long first,
            long second,
            String firstRoot,
            String secondRoot,
            List<String> proof,
            boolean ok) {}

    /** In hex. */
    record SignatureCase(String desc, String key, String message, String signature, boolean ok) {}

    record KeyCase(String desc, String key, boolean ok) {}

    record NoteCase(String desc, String name, String key, String note, boolean ok) {}

    record CheckpointCase(String desc, String key, String origin, String note, boolean ok) {}

    record InclusionFile(String desc, String key, String origin, String entry, String proof, boolean ok) {}

    record ConsistencyFile(String desc, String key, String older, String proof, boolean ok) {}

    static Vectors read() {
        try (var file = Objects.requireNonNull(Vectors.class.getResourceAsStream("/proof/vectors.json"))) {
            return JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build()
                    .readValue(file, Vectors.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] base64(String text) {
        return Base64.getDecoder().decode(text);
    }

    static List<byte[]> hashes(List<String> proof) {
        return proof.stream().map(Vectors::base64).toList();
    }
}
