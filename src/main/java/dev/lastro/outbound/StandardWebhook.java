package dev.lastro.outbound;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs bytes as <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 * Webhooks</a> has it.
 */
public final class StandardWebhook {

    public static final String SECRET_PREFIX = "whsec_";

    private final SecretKeySpec key;

    /** @param secret one that {@link #isSecret} */
    public StandardWebhook(String secret) {
        this.key =
                new SecretKeySpec(Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length())), "HmacSHA256");
    }

    /** Whether it is {@code whsec_} and 24 to 64 bytes in base64. */
    public static boolean isSecret(@Nullable String secret) {
        if (secret == null || !secret.startsWith(SECRET_PREFIX)) {
            return false;
        }
        try {
            var bytes = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length())).length;
            return bytes >= 24 && bytes <= 64;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * @param id the same whenever the same thing is sent, so that a receiver can drop what it has
     * @param now the receiver refuses what is minutes off
     */
    public Map<String, String> headers(String id, Instant now, String contentType, byte[] body) {
        var timestamp = Long.toString(now.getEpochSecond());
        return Map.of(
                "content-type",
                contentType,
                "webhook-id",
                id,
                "webhook-timestamp",
                timestamp,
                "webhook-signature",
                "v1," + signature(id, timestamp, body));
    }

    private String signature(String id, String timestamp, byte[] body) {
        try {
            var mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
