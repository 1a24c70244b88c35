package dev.lastro.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lastro.testing.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Against Ceph, which holds to its locks, and against S3Mock, which takes them and does not. */
class S3AnchorIT {

    private static final Sealed CHECKPOINT = Notes.sealed("main", 46, Instant.parse("2026-11-22T12:00:00Z"));
    private static final String KEY = "audit/main/00000000000000004700.note";

    @TempDir
    private static Path folder;

    private static Ceph ceph;

    @BeforeAll
    static void start() throws IOException {
        ceph = new Ceph(folder.resolve("ceph"));
    }

    @AfterAll
    static void stop() throws IOException {
        ceph.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPLIANCE", "GOVERNANCE"})
    void theNoteIsLockedAndNobodyRemovesIt(ObjectLockMode mode) throws IOException {
        demandCeph();
        var properties = properties(ceph.endpoint(), mode);
        try (var client = AnchorConfiguration.client(properties);
                var anchor = new S3Anchor(AnchorConfiguration.client(properties), properties, Clock.systemUTC())) {
            bucket(client, properties, true);
            var before = Instant.now().truncatedTo(ChronoUnit.SECONDS);

            var receipt = new String(anchor.publish(CHECKPOINT), StandardCharsets.UTF_8);

            var version = versions(client, properties).getFirst();
            assertThat(receipt)
                    .isEqualTo("s3://%s/%s?versionId=%s".formatted(properties.bucket(), KEY, version.versionId()));
            assertThat(client.getObjectAsBytes(
                                    get -> get.bucket(properties.bucket()).key(KEY))
                            .asByteArray())
                    .isEqualTo(CHECKPOINT.note());
            var retention = client.getObjectRetention(
                            get -> get.bucket(properties.bucket()).key(KEY).versionId(version.versionId()))
                    .retention();
            assertThat(retention.modeAsString()).isEqualTo(mode.toString());
            assertThat(retention.retainUntilDate())
                    .isBetween(before.plus(3650, ChronoUnit.DAYS), Instant.now().plus(3650, ChronoUnit.DAYS));

            assertThatThrownBy(() -> client.deleteObject(delete ->
                            delete.bucket(properties.bucket()).key(KEY).versionId(version.versionId())))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
            assertThatThrownBy(() -> client.putObjectRetention(put -> put.bucket(properties.bucket())
                            .key(KEY)
                            .versionId(version.versionId())
                            .retention(shorter -> shorter.mode(retention.mode())
                                    .retainUntilDate(Instant.now().plusSeconds(60)))))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        }
    }

    @Test
    void aRepeatAndAnotherNoteOfThatSizeAreVersionsBesideTheFirst() throws IOException {
        demandCeph();
        var properties = properties(ceph.endpoint(), ObjectLockMode.COMPLIANCE);
        var other = new Sealed("main", 47, CHECKPOINT.size(), CHECKPOINT.sealedAt(), Notes.note("main", 1));
        try (var client = AnchorConfiguration.client(properties);
                var anchor = new S3Anchor(AnchorConfiguration.client(properties), properties, Clock.systemUTC())) {
            bucket(client, properties, true);
            for (var each : List.of(CHECKPOINT, CHECKPOINT, other)) {
                anchor.publish(each);
            }
            assertThat(versions(client, properties))
                    .extracting(ObjectVersion::key)
                    .containsOnly(KEY)
                    .hasSize(3);
            var contents = versions(client, properties).stream()
                    .map(version -> client.getObjectAsBytes(get ->
                                    get.bucket(properties.bucket()).key(KEY).versionId(version.versionId()))
                            .asByteArray());
            assertThat(contents).containsExactlyInAnyOrder(CHECKPOINT.note(), CHECKPOINT.note(), other.note());
        }
    }

    @Test
    void aBucketWithoutLocksOrNoBucketOrAWrongKeyIsAFailure() {
        demandCeph();
        var properties = properties(ceph.endpoint(), ObjectLockMode.COMPLIANCE);
        var wrong = new AnchorProperties.S3(
                properties.bucket(),
                "audit",
                ceph.endpoint(),
                "us-east-1",
                Ceph.KEY,
                "another secret",
                ObjectLockMode.COMPLIANCE,
                3650,
                Duration.ZERO,
                Duration.ofSeconds(10));
        try (var client = AnchorConfiguration.client(properties);
                var anchor = new S3Anchor(AnchorConfiguration.client(properties), properties, Clock.systemUTC());
                var stranger = new S3Anchor(AnchorConfiguration.client(wrong), wrong, Clock.systemUTC())) {
            assertThatThrownBy(() -> anchor.publish(CHECKPOINT))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("404");
            bucket(client, properties, false);
            assertThatThrownBy(() -> anchor.publish(CHECKPOINT))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("400");
            assertThatThrownBy(() -> stranger.publish(CHECKPOINT))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("403");
        }
    }

    @Test
    void aServerThatTakesTheLockAndDoesNotLockIsNotBelieved() throws Exception {
        var port = JavaProcess.freePort();
        var jar = Stream.of(System.getProperty("java.class.path").split(":"))
                .filter(path -> path.contains("s3mock") && path.endsWith("-exec.jar"))
                .findFirst()
                .orElseThrow();
        var arguments = List.of(
                "-Xmx256m",
                "-jar",
                jar,
                "--server.port=" + JavaProcess.freePort(),
                "--com.adobe.testing.s3mock.httpPort=" + port,
                "--com.adobe.testing.s3mock.vectors.httpPort=" + JavaProcess.freePort(),
                "--com.adobe.testing.s3mock.vectors.httpsPort=" + JavaProcess.freePort());
        var properties = properties(URI.create("http://127.0.0.1:" + port), ObjectLockMode.COMPLIANCE);
        try (var server = JavaProcess.start(folder.resolve("s3mock.log"), Map.of(), arguments);
                var client = AnchorConfiguration.client(properties);
                var anchor = new S3Anchor(AnchorConfiguration.client(properties), properties, InstantSource.system())) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .failFast(() -> !server.isAlive())
                    .ignoreExceptions()
                    .until(() -> client.listBuckets().hasBuckets());
            bucket(client, properties, true);

            assertThatThrownBy(() -> anchor.publish(CHECKPOINT))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("bucket " + properties.bucket() + " took " + KEY);
            assertThat(client.getObjectAsBytes(
                                    get -> get.bucket(properties.bucket()).key(KEY))
                            .asByteArray())
                    .isEqualTo(CHECKPOINT.note());
        }
    }

    @Test
    void aServerThatHangsIsLeftInTime() {
        try (var server = new Answering((exchange, body) -> Thread.sleep(60_000))) {
            var properties = new AnchorProperties.S3(
                    "b",
                    "audit",
                    URI.create("http://127.0.0.1:" + server.port()),
                    "us-east-1",
                    "id",
                    "secret",
                    ObjectLockMode.COMPLIANCE,
                    3650,
                    Duration.ZERO,
                    Duration.ofSeconds(1));
            try (var anchor = new S3Anchor(AnchorConfiguration.client(properties), properties, Clock.systemUTC())) {
                var since = System.nanoTime();
                assertThatThrownBy(() -> anchor.publish(CHECKPOINT)).isInstanceOf(IOException.class);
                assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    private static void demandCeph() {
        assumeTrue(ceph.isReady(), () -> "skipped: no S3 server here that holds to its locks: " + ceph.said());
    }

    private static AnchorProperties.S3 properties(URI endpoint, ObjectLockMode mode) {
        return new AnchorProperties.S3(
                "bucket-" + UUID.randomUUID(),
                "audit",
                endpoint,
                "us-east-1",
                Ceph.KEY,
                Ceph.SECRET,
                mode,
                3650,
                Duration.ZERO,
                Duration.ofSeconds(20));
    }

    private static void bucket(S3Client client, AnchorProperties.S3 properties, boolean locks) {
        client.createBucket(create -> create.bucket(properties.bucket()).objectLockEnabledForBucket(locks));
    }

    private static List<ObjectVersion> versions(S3Client client, AnchorProperties.S3 properties) {
        return client.listObjectVersions(list -> list.bucket(properties.bucket()))
                .versions();
    }
}
