package dev.lastro.bench;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.provider.Definitions;
import dev.lastro.provider.Mapped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is measured is to be what comes in production. */
class HistoryTest {

    private static final LocalDate LAST = LocalDate.of(2026, 11, 20);

    private static History history() {
        return new History(7, 60_000, LAST, 40);
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws Exception {
        assertThat(digest(false)).isEqualTo(digest(true));
    }

    /** @param inNights taken day by day */
    private static String digest(boolean inNights) throws Exception {
        var sha256 = MessageDigest.getInstance("SHA-256");
        var history = history();
        History.Sink sink = (position, received, lender, body) -> {
            sha256.update("%d %d %s".formatted(position, received, lender).getBytes(StandardCharsets.US_ASCII));
            sha256.update(body.array(), 0, body.length());
        };
        for (var day = LAST.minusDays(45); inNights && day.isBefore(LAST); day = day.plusDays(1)) {
            history.until(day.atTime(5, 0).atZone(History.ZONE).toInstant(), sink);
        }
        history.all(sink);
        return HexFormat.of().formatHex(sha256.digest());
    }

    @Test
    void trafficHasTheMixThatWasAskedFor() {
        var mix = new Mix(Definitions.load(null));
        history().all(mix);

        assertThat(mix.deliveries).isBetween(59_000L, 61_000L);
        assertThat(mix.bytes / mix.deliveries).isBetween(600L, 1_000L);
        assertThat(mix.shortest).isGreaterThanOrEqualTo(600);
        assertThat(mix.longest).isLessThanOrEqualTo(1_500);
        assertThat(mix.kinds.keySet()).containsExactlyInAnyOrder("Event", "NotLoan", "Quarantined", "Unknown");
        assertThat(mix.share("Event")).isBetween(0.95, 0.98);
        assertThat((double) mix.seen.size() / mix.loans.size()).isBetween(9.0, 11.0);
        assertThat((double) mix.repeated / mix.deliveries).isBetween(0.04, 0.055);
        assertThat((double) mix.laterThanAnHour / mix.deliveries).isBetween(0.08, 0.12);
        assertThat((double) mix.laterThanADay / mix.deliveries).isBetween(0.01, 0.03);
    }

    /** By what the built-in definitions make of it. */
    private static final class Mix implements History.Sink {

        private final Definitions definitions;
        private final Map<String, Integer> kinds = new HashMap<>();
        private final Set<String> seen = new HashSet<>();
        private final Set<String> loans = new HashSet<>();
        private long deliveries;
        private long repeated;
        private long laterThanAnHour;
        private long laterThanADay;
        private long bytes;
        private int shortest = Integer.MAX_VALUE;
        private int longest;
        private long lastReceived;

        Mix(Definitions definitions) {
            this.definitions = definitions;
        }

        @Override
        public void take(long position, long received, Lender lender, Bytes body) {
            assertThat(position).isEqualTo(deliveries++);
            assertThat(received).isGreaterThanOrEqualTo(lastReceived);
            lastReceived = received;
            bytes += body.length();
            shortest = Math.min(shortest, body.length());
            longest = Math.max(longest, body.length());
            var at = Instant.EPOCH.plus(received, ChronoUnit.MICROS);
            var mapped = requireNonNull(definitions.providers().get(lender.provider))
                    .map(Arrays.copyOf(body.array(), body.length()), at);
            kinds.merge(mapped.getClass().getSimpleName(), 1, Integer::sum);
            if (mapped instanceof Mapped.Event event) {
                assertThat(event.timeAssumed()).isFalse();
                loans.add(event.loanId());
                var id = event.eventId() == null
                        ? new String(body.array(), 0, body.length(), StandardCharsets.UTF_8)
                        : event.eventId();
                repeated += seen.add(id) ? 0 : 1;
                laterThanAnHour += event.occurredAt().isBefore(at.minus(1, ChronoUnit.HOURS)) ? 1 : 0;
                laterThanADay += event.occurredAt().isBefore(at.minus(1, ChronoUnit.DAYS)) ? 1 : 0;
            }
        }

        double share(String kind) {
            return (double) kinds.getOrDefault(kind, 0) / deliveries;
        }
    }
}
