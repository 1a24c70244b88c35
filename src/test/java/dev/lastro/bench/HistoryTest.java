package dev.lastro.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.loan.EventType;
import dev.lastro.log.LogRow;
import dev.lastro.provider.Definitions;
import dev.lastro.provider.Mapped;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.TreeMap;
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
            sha256.update("%d %d %s".formatted(position, received, lender).getBytes());
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
        var definitions = Definitions.load(null);
        var kinds = new TreeMap<String, Integer>();
        var seen = new HashMap<String, Integer>();
        var loans = new HashMap<String, Integer>();
        var events = EnumSet.noneOf(EventType.class);
        var bytes = new long[3];
        bytes[1] = Long.MAX_VALUE;
        var last = new long[1];
        var late = new int[2];
        var count = new int[1];
        history().all((position, received, lender, body) -> {
            assertThat(position).isEqualTo(count[0]++);
            assertThat(received).isGreaterThanOrEqualTo(last[0]);
            last[0] = received;
            var at = Instant.EPOCH.plus(received, ChronoUnit.MICROS);
            var row = new LogRow(
                    "main", position, at, lender.provider, new byte[16], Arrays.copyOf(body.array(), body.length()));
            var mapped = definitions.providers().get(lender.provider).map(row.body(), at);
            kinds.merge(mapped.getClass().getSimpleName(), 1, Integer::sum);
            bytes[0] += body.length();
            bytes[1] = Math.min(bytes[1], body.length());
            bytes[2] = Math.max(bytes[2], body.length());
            if (mapped instanceof Mapped.Event event) {
                events.add(event.event());
                assertThat(event.timeAssumed()).isFalse();
                loans.merge(event.loanId(), 1, Integer::sum);
                var id = event.eventId() == null ? new String(row.body(), java.nio.charset.StandardCharsets.UTF_8) : event.eventId();
                seen.merge(id, 1, Integer::sum);
                late[0] += event.occurredAt().isBefore(at.minus(1, ChronoUnit.HOURS)) ? 1 : 0;
                late[1] += event.occurredAt().isBefore(at.minus(1, ChronoUnit.DAYS)) ? 1 : 0;
            }
        });
        var told = kinds.get("Event");
        System.out.printf("%s, %d loans, %d to %d bytes, mean %d, late %d %d, twice %d, %s%n", kinds, loans.size(), bytes[1], bytes[2], bytes[0] / count[0], late[0], late[1], told - seen.size(), events);
    }
}
