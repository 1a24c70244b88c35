package dev.lastro.anchor;

import dev.lastro.outbound.StandardWebhook;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;

/**
 * {@code lastro.anchors.*}: an anchor is there if it is configured.
 *
 * @param file null: none; the same for the others
 */
@ConfigurationProperties("lastro.anchors")
record AnchorProperties(
        @Nullable File file,
        @Nullable Webhook webhook,
        @Nullable S3 s3,
        @Nullable Rfc3161 rfc3161) {

    /** @param path appended to, made with its folder */
    record File(@Nullable Path path, @DefaultValue("0s") Duration every) {
        File {
            demand(path == null ? null : path.toString(), "file.path");
        }
    }

    /**
     * @param secret as Standard Webhooks has it: {@code whsec_} and 24 to 64 bytes in base64
     * @param timeout of one request, from connecting to the answer's end; likewise below
     */
    record Webhook(
            @Nullable URI url,
            @Nullable String secret,
            @DefaultValue("0s") Duration every,
            @DefaultValue("10s") Duration timeout) {
        Webhook {
            demandHttp(url, "webhook.url");
            demand(secret, "webhook.secret");
            if (!StandardWebhook.isSecret(secret)) {
                // not the secret itself
                throw new IllegalArgumentException("lastro.anchors.webhook.secret: must be "
                        + StandardWebhook.SECRET_PREFIX + " and 24 to 64 bytes in base64");
            }
        }

        @Override
        public String toString() {
            return "Webhook[url=%s, every=%s]".formatted(url, every);
        }
    }

    /**
     * @param prefix before {@code <log>/<size>.note}; ends with {@code /} whether or not it was given so
     * @param endpoint of a server that is not Amazon's; null: Amazon's of the region
     * @param accessKeyId null: as all of Amazon's tools find it (environment, profile, the machine's role)
     * @param mode COMPLIANCE: nobody ends the lock before its time. GOVERNANCE: who has the right to may
     */
    record S3(
            @Nullable String bucket,
            @DefaultValue("lastro") String prefix,
            @Nullable URI endpoint,
            @DefaultValue("us-east-1") String region,
            @Nullable String accessKeyId,
            @Nullable String secretAccessKey,
            @DefaultValue("COMPLIANCE") ObjectLockMode mode,
            @DefaultValue("3650") int retainDays,
            @DefaultValue("0s") Duration every,
            @DefaultValue("10s") Duration timeout) {
        S3 {
            demand(bucket, "s3.bucket");
            if (endpoint != null) {
                demandHttp(endpoint, "s3.endpoint");
            }
            if ((accessKeyId == null) != (secretAccessKey == null)) {
                throw new IllegalArgumentException(
                        "lastro.anchors.s3: access-key-id and secret-access-key are given together, or neither");
            }
            if (mode == ObjectLockMode.UNKNOWN_TO_SDK_VERSION) {
                throw new IllegalArgumentException("lastro.anchors.s3.mode: must be COMPLIANCE or GOVERNANCE");
            }
            if (retainDays < 1) {
                throw new IllegalArgumentException("lastro.anchors.s3.retain-days: " + retainDays + " is no lock");
            }
            prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
        }

        @Override
        public String toString() {
            return "S3[bucket=%s, prefix=%s, endpoint=%s]".formatted(bucket, prefix, endpoint);
        }
    }

    /** @param caFile whom the authority's certificate must lead to, PEM; null: its signature is checked, not who it is */
    record Rfc3161(
            @Nullable URI url,
            @Nullable Path caFile,
            @DefaultValue("1h") Duration every,
            @DefaultValue("15s") Duration timeout) {
        Rfc3161 {
            demandHttp(url, "rfc3161.url");
        }
    }

    private static void demand(@Nullable String value, String property) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("lastro.anchors." + property + ": missing");
        }
    }

    private static void demandHttp(@Nullable URI url, String property) {
        demand(url == null ? null : url.toString(), property);
        if (url != null
                && (url.getHost() == null
                        || !("https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme())))) {
            throw new IllegalArgumentException("lastro.anchors." + property + ": no http or https address: " + url);
        }
    }
}
