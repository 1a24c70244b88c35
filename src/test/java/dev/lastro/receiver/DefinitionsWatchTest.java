package dev.lastro.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lastro.provider.Definitions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionsWatchTest {

    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final Instant LATER = START.plusSeconds(60);

    @TempDir
    Path folder;

    private final AtomicLong room = new AtomicLong();
    private final Doors doors = new Doors(
            Set.of("one"),
            name -> null,
            bytes -> {
                if (bytes > 4096) {
                    throw new IllegalArgumentException("the database takes 4096 bytes at most");
                }
                room.set(bytes);
            },
            new ReceiverMetrics(new SimpleMeterRegistry()));

    @BeforeEach
    void startWithOneDefinition() {
        Receiver.define(folder, "one", Receiver.OPEN + "\nbody-max: 1KB\nrate: {per-second: 1, burst: 5}");
        doors.replace(Definitions.load(folder), START);
    }

    private Door door() {
        return Objects.requireNonNull(doors.of("one"));
    }

    private void awaitBodyMax(int bytes) {
        await().atMost(Duration.ofSeconds(8))
                .untilAsserted(() -> assertThat(door().bodyMaxBytes()).isEqualTo(bytes));
    }

    @Test
    void aRateThatIsTheSameGoesOnBeingCounted() {
        var before = door();
        Receiver.define(folder, "one", Receiver.OPEN + "\nbody-max: 2KB\nrate: {per-second: 1, burst: 5}");
        doors.replace(Definitions.load(folder), LATER);
        assertThat(door()).isNotSameAs(before);
        assertThat(door().bucket()).isSameAs(before.bucket());
        assertThat(door().meters()).isSameAs(before.meters());
        Receiver.define(folder, "one", Receiver.OPEN + "\nbody-max: 2KB\nrate: {per-second: 1, burst: 6}");
        doors.replace(Definitions.load(folder), LATER);
        assertThat(door().bucket()).isNotNull().isNotSameAs(before.bucket());
    }

    /** {@code one.yaml → ..data/one.yaml}, {@code ..data → ..1}: an update makes {@code ..2} and renames a link over it. */
    @Test
    void aConfigMapOfKubernetesIsFollowed() throws IOException {
        var providers = folder.resolve("providers");
        Files.createDirectory(providers.resolve("..1"));
        Files.move(providers.resolve("one.yaml"), providers.resolve("..1/one.yaml"));
        Files.createSymbolicLink(providers.resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(providers.resolve("one.yaml"), Path.of("..data/one.yaml"));
        try (var watch = new DefinitionsWatch(folder, doors, () -> LATER)) {
            assertThat(watch).isNotNull();
            Files.createDirectory(providers.resolve("..2"));
            Files.writeString(
                    providers.resolve("..2/one.yaml"),
                    Files.readString(providers.resolve("..1/one.yaml")).replace("1KB", "3KB"));
            Files.createSymbolicLink(providers.resolve("..tmp"), Path.of("..2"));
            Files.move(providers.resolve("..tmp"), providers.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
            awaitBodyMax(3072);
            assertThat(doors.readAt()).isEqualTo(LATER);
            assertThat(room).hasValue(3072);
        }
    }

    @Test
    void whatIsUnfitLeavesEverythingAsItWas() throws IOException {
        var file = folder.resolve("providers/one.yaml");
        var good = Files.readString(file);
        try (var watch = new DefinitionsWatch(folder, doors, () -> LATER)) {
            assertThat(watch).isNotNull();
            for (var bad :
                    new String[] {"", good.replace("1KB", "8KB"), good.replace("provider: one", "provider: two")}) {
                var before = door();
                Files.writeString(file, bad);
                await().atMost(Duration.ofSeconds(8))
                        .untilAsserted(() -> assertThat(doors.refusal()).isNotNull());
                assertThat(door()).isSameAs(before);
                assertThat(room).as("what the database is asked for").hasValue(1024);
                Files.writeString(file, good);
                await().atMost(Duration.ofSeconds(8))
                        .untilAsserted(() -> assertThat(doors.refusal()).isNull());
            }
            Files.delete(file);
            await().atMost(Duration.ofSeconds(8))
                    .untilAsserted(() -> assertThat(doors.refusal()).isNotNull());
            assertThat(door().bodyMaxBytes()).isEqualTo(1024);
        }
    }
}
