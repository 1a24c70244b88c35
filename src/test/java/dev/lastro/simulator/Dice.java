package dev.lastro.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** All chance of one loan or one disorder, from one seed. */
final class Dice {
    private final Random random;

    Dice(long... seeds) {
        long mixed = 0x9E3779B97F4A7C15L;
        for (long seed : seeds) {
            mixed = (mixed ^ seed) * 0xBF58476D1CE4E5B9L;
            mixed ^= mixed >>> 29;
        }
        random = new Random(mixed);
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    /** Both ends included. */
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    @SafeVarargs
    final <T> T pick(T... from) {
        return from[random.nextInt(from.length)];
    }

    Duration time(Duration low, Duration high) {
        return low.plusMillis((long) (random.nextDouble() * high.minus(low).toMillis()));
    }

    BigDecimal amount(int low, int high) {
        return BigDecimal.valueOf(between(low * 100, high * 100))
                .movePointLeft(2)
                .setScale(2, RoundingMode.UNNECESSARY);
    }

    String hex(int digits) {
        var text = new StringBuilder(digits);
        for (int i = 0; i < digits; i++) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        return text.toString();
    }

    String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    Random random() {
        return random;
    }
}
