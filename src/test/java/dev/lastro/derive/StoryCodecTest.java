package dev.lastro.derive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.EventType;
import dev.lastro.loan.Facts;
import dev.lastro.loan.Facts.Due;
import dev.lastro.loan.LoanEvent;
import dev.lastro.loan.Place;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoryCodecTest {

    private static final List<EventType> EVENTS = List.of(EventType.values());
    private static final LoanKey LOAN = new LoanKey("base39", "empréstimo-1");

    @Test
    void everyLineComesBackAsItWas() {
        for (var seed = 0; seed < 3_000; seed++) {
            var story = Story.of(LOAN, lines(new Random(seed)));
            assertThat(new StoryCodec().decode(LOAN, new StoryCodec().encode(story)))
                    .as("seed %d", seed)
                    .isEqualTo(story);
        }
    }

    @Test
    void theOrderInWhichLinesAreGivenChangesNoByte() {
        for (var seed = 0; seed < 500; seed++) {
            var lines = lines(new Random(seed));
            var bytes = new StoryCodec().encode(Story.of(LOAN, lines));
            var shuffled = new ArrayList<>(lines);
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(new StoryCodec().encode(Story.of(LOAN, shuffled)))
                    .as("seed %d", seed)
                    .isEqualTo(bytes);
        }
    }

    @Test
    void aCodecThatWasUsedBeforeWritesTheSame() {
        var used = new StoryCodec();
        for (var seed = 0; seed < 200; seed++) {
            var story = Story.of(LOAN, lines(new Random(seed)));
            assertThat(used.encode(story)).as("seed %d", seed).isEqualTo(new StoryCodec().encode(story));
        }
    }

    @Test
    void whatIsNotToldTakesNoByteAndAnOrdinaryScheduleFew() {
        var without = new Facts(
                "C-1", null, null, null, null, null, 12, null, null, null, null, null, null, null, null, List.of());
        var schedule = new ArrayList<Due>();
        for (var number = 1; number <= 12; number++) {
            schedule.add(new Due(
                    number, LocalDate.of(2026, 1, 10).plusMonths(number), new BigDecimal("88.85"), new BigDecimal(70)));
        }
        var with = new Facts(
                "C-1", null, null, null, null, null, 12, null, null, null, null, null, null, null, null, schedule);
        assertThat(size(without) - size(Facts.NONE)).isEqualTo(17);
        assertThat(size(with) - size(without)).isBetween(1, 1 + 12 * 3 + 10);
    }

    private static int size(Facts facts) {
        var at = Instant.parse("2026-11-20T10:00:00Z");
        var event = new LoanEvent(
                LOAN.provider(),
                LOAN.loanId(),
                "e",
                EventType.CREATED,
                "t",
                null,
                null,
                at,
                false,
                facts,
                new Place("main", 0),
                at,
                0,
                0);
        return new StoryCodec()
                .encode(Story.of(LOAN, List.of(new Line(event, false, DeliveryClass.EVENT, null))))
                .length;
    }

    private static List<Line> lines(Random random) {
        var lines = new ArrayList<Line>();
        var count = random.nextInt(100);
        for (var i = 0; i < count; i++) {
            var isEvent = random.nextInt(4) > 0;
            var byBody = random.nextBoolean();
            var place = new Place(random.nextInt(5) == 0 ? "import" : "main", i * 1_000_000_007L);
            lines.add(new Line(
                    new LoanEvent(
                            LOAN.provider(),
                            LOAN.loanId(),
                            byBody ? hex(random, 64) : identity(random),
                            EVENTS.get(random.nextInt(EVENTS.size())),
                            "loan.status_changed" + random.nextInt(3),
                            random.nextBoolean() ? null : "disbursed",
                            random.nextInt(3) > 0 ? null : "",
                            instant(random),
                            random.nextInt(9) == 0,
                            random.nextBoolean() ? Facts.NONE : facts(random),
                            place,
                            instant(random),
                            isEvent ? random.nextInt(300) : 0,
                            isEvent ? random.nextInt(3) : 0),
                    byBody,
                    isEvent
                            ? DeliveryClass.EVENT
                            : random.nextBoolean() ? DeliveryClass.DUPLICATE : DeliveryClass.CONFLICT,
                    isEvent ? null : new Place("main", random.nextLong(1L << 40))));
        }
        return lines;
    }

    private static String identity(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new UUID(random.nextLong(), random.nextLong()).toString();
            case 1 -> new UUID(random.nextLong(), random.nextLong()).toString().toUpperCase(Locale.ROOT);
            case 2 -> "evnt_çã😀" + random.nextInt(5);
            default -> hex(random, 62 + random.nextInt(4));
        };
    }

    private static String hex(Random random, int length) {
        var text = new StringBuilder();
        for (var i = 0; i < length; i++) {
            text.append(Character.forDigit(random.nextInt(4) == 0 ? 0 : random.nextInt(16), 16));
        }
        return text.toString();
    }

    private static Instant instant(Random random) {
        var micros = random.nextLong(253_402_300_799_999_999L);
        return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
    }

    private static Facts facts(Random random) {
        return new Facts(
                maybe(random, "C-" + random.nextInt(3)),
                maybe(random, "529.982.247-25"),
                amount(random),
                amount(random),
                amount(random),
                amount(random),
                maybe(random, random.nextInt(1_000)),
                maybe(random, LocalDate.ofEpochDay(random.nextInt(40_000) - 100)),
                maybe(random, random.nextInt(3)),
                maybe(random, LocalDate.ofEpochDay(random.nextInt(40_000))),
                amount(random),
                amount(random),
                random.nextBoolean() ? null : amount(random),
                random.nextBoolean() ? null : amount(random),
                random.nextBoolean() ? null : amount(random),
                random.nextBoolean() ? List.of() : schedule(random));
    }

    private static List<Due> schedule(Random random) {
        var schedule = new ArrayList<Due>();
        var number = random.nextInt(3) - 1;
        var amount = amount(random);
        for (var i = random.nextInt(40); i > 0; i--) {
            number += random.nextInt(5) == 0 ? 1 + random.nextInt(1_000) : 1;
            schedule.add(new Due(
                    number,
                    maybe(random, LocalDate.ofEpochDay(20_000 + random.nextInt(3_000))),
                    random.nextInt(5) == 0 ? amount(random) : amount,
                    random.nextInt(5) == 0 ? amount : amount(random)));
        }
        Collections.shuffle(schedule, random);
        return schedule;
    }

    private static @Nullable BigDecimal amount(Random random) {
        return maybe(random, new BigDecimal(new BigInteger(random.nextInt(90), random), random.nextInt(9)));
    }

    private static <T> @Nullable T maybe(Random random, T value) {
        return random.nextInt(3) == 0 ? null : value;
    }
}
