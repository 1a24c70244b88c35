package dev.lastro.anchor;

import dev.lastro.outbound.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockRetention;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Puts each note into a bucket as {@code <prefix>/<log>/<20-digit size>.note}, under a retention lock: until that ends
 * nobody removes it, in mode COMPLIANCE not even the bucket's owner. A note that is put again is a further version, and
 * so is another note of the same size; neither takes anything away from the first.
 */
final class S3Anchor implements Anchor {

    private final S3Client client;
    private final AnchorProperties.S3 properties;
    private final InstantSource clock;

    S3Anchor(S3Client client, AnchorProperties.S3 properties, InstantSource clock) {
        this.client = client;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public Duration every() {
        return properties.every();
    }

    @Override
    public byte[] publish(Sealed checkpoint) throws IOException {
        var key =
                properties.prefix() + String.format(Locale.ROOT, "%s/%020d.note", checkpoint.log(), checkpoint.size());
        var until = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(properties.retainDays(), ChronoUnit.DAYS);
        try {
            var version = put(key, checkpoint.note(), until).versionId();
            demandLock(key, version, until);
            return "s3://%s/%s?versionId=%s"
                    .formatted(properties.bucket(), key, version)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (SdkException e) {
            throw new IOException("bucket %s: %s".formatted(properties.bucket(), Words.of(e)), e);
        }
    }

    /**
     * A request that sets a lock must carry a digest of the content; older servers know MD5 only, and Amazon wants to be rid
     * of it, so both are said.
     */
    private PutObjectResponse put(String key, byte[] note, Instant until) {
        return client.putObject(
                request -> request.bucket(properties.bucket())
                        .key(key)
                        .contentType("text/plain; charset=utf-8")
                        .contentMD5(digest("MD5", note))
                        .checksumSHA256(digest("SHA-256", note))
                        .objectLockMode(properties.mode())
                        .objectLockRetainUntilDate(until),
                RequestBody.fromBytes(note));
    }

    /** There are servers that take the lock's headers, answer 200 and lock nothing. */
    private void demandLock(String key, String version, Instant until) throws IOException {
        var retention = retention(key, version);
        if (retention == null
                || !holds(retention.mode())
                || retention.retainUntilDate() == null
                || retention.retainUntilDate().isBefore(until)) {
            throw new IOException("bucket %s took %s without the lock that was asked for (%s until %s): it has %s"
                    .formatted(properties.bucket(), key, properties.mode(), until, retention));
        }
    }

    private ObjectLockRetention retention(String key, String version) throws IOException {
        try {
            return client.getObjectRetention(request ->
                            request.bucket(properties.bucket()).key(key).versionId(version))
                    .retention();
        } catch (SdkException e) {
            throw new IOException(
                    "bucket %s took %s, but does not say whether it is locked: %s"
                            .formatted(properties.bucket(), key, Words.of(e)),
                    e);
        }
    }

    private boolean holds(ObjectLockRetentionMode mode) {
        return mode == ObjectLockRetentionMode.COMPLIANCE
                || mode == ObjectLockRetentionMode.fromValue(properties.mode().toString());
    }

    private static String digest(String algorithm, byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
