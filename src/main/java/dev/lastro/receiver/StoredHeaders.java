package dev.lastro.receiver;

import dev.lastro.provider.RequestHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** The JSON text under which header lines are stored: {@code [["Content-Type","application/json"],…]}, in their order. */
final class StoredHeaders {

    private static final JsonMapper JSON = new JsonMapper();

    private StoredHeaders() {}

    /**
     * @param secret lower-case names of the headers that carry credentials; of those only
     *     {@code sha256:<hex of the value's bytes>} is stored
     */
    static byte[] encode(RequestHeaders headers, Set<String> secret) {
        return JSON.writeValueAsBytes(headers.lines().stream()
                .map(line -> List.of(line.name(), isSecret(line.name(), secret) ? digest(line.value()) : line.value()))
                .toList());
    }

    private static boolean isSecret(String name, Set<String> secret) {
        return secret.contains(name.toLowerCase(Locale.ROOT));
    }

    private static String digest(String value) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return "sha256:" + HexFormat.of().formatHex(sha256.digest(value.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
