package dev.lastro.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The vector was made with Python's hashlib from the text of the specification. */
class EntryTest {

    private static final Delivery DELIVERY = new Delivery(
            "main",
            42,
            Instant.parse("2025-11-22T14:40:00.123456Z"),
            "base39",
            "203.0.113.9",
            "[[\"Content-Type\",\"application/json\"]]".getBytes(StandardCharsets.UTF_8),
            HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f"),
            HexFormat.of().parseHex("7b2261223a317d0a00ff"));

    @Test
    void isTheTextOfTheSpecification() {
        assertThat(new String(Entry.encode(DELIVERY), StandardCharsets.UTF_8)).isEqualTo("""
                lastro-entry/1
                log: main
                position: 42
                received-at: 1763822400123456
                provider: base39
                remote-address: 203.0.113.9
                headers-sha256: f0d5f6f995fa26c4d17060e8148e913445ad97458f49830a75c4c6d6f0e9a269
                body-sha256: 13207420485e3e5ad2a90e27c7931a28c44d55e09029361ed25df95e55c9de7d
                """);
    }

    @Test
    void leafIsRfc6962() {
        assertThat(HexFormat.of().formatHex(Entry.leafHash(DELIVERY)))
                .isEqualTo("22bd6e3e5fff282f26da9f77d1da4256986151ae2afe53b40c8c86aa8a1ef031");
    }

    @Test
    void aTimeThatTheTableCannotKeepIsNotHashed() {
        var finer = new Delivery(
                "main",
                0,
                Instant.parse("2025-11-22T14:40:00.123456789Z"),
                "base39",
                "::1",
                new byte[0],
                new byte[16],
                new byte[0]);
        assertThatThrownBy(() -> Entry.encode(finer)).hasMessageContaining("finer than a microsecond");
    }
}
