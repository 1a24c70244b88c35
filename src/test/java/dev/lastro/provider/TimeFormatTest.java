package dev.lastro.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TimeFormatTest {

    @TestFactory
    Stream<DynamicTest> vectors() {
        return Vectors.readList("times.yaml").stream()
                .map(vector -> DynamicTest.dynamicTest(vector.map().toString(), () -> {
                    String zoneName = vector.textOrNull("zone");
                    ZoneId zone = zoneName == null ? null : ZoneId.of(zoneName);
                    String pattern = vector.textOrNull("format");
                    TimeFormat format =
                            pattern == null ? new TimeFormat(null, zone) : TimeFormat.pattern(pattern, zone);
                    String is = vector.textOrNull("is");
                    Instant expected = is == null ? null : Instant.parse(is);
                    assertThat(format.read(vector.text("text"))).isEqualTo(expected);
                }));
    }

    @Test
    void isoTimesAreReadAsTheJdkReadsThem() {
        Random random = new Random(8601);
        for (int round = 0; round < 20_000; round++) {
            OffsetDateTime time = Instant.ofEpochSecond(
                            random.nextLong(0, 253_402_300_000L), random.nextInt(1_000_000_000))
                    .truncatedTo(random.nextBoolean() ? ChronoUnit.NANOS : ChronoUnit.MILLIS)
                    .atOffset(ZoneOffset.ofTotalSeconds(60 * random.nextInt(-17 * 60, 17 * 60)));
            String text = time.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
            Instant instant = time.toInstant().truncatedTo(ChronoUnit.MICROS);
            @Nullable Instant expected = time.getYear() <= 9999 ? instant : null;
            assertThat(TimeFormat.ISO.read(text)).as(text).isEqualTo(expected);
        }
    }
}
