package dev.lastro.derive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.EventType;
import dev.lastro.loan.Facts;
import dev.lastro.loan.LoanEvent;
import dev.lastro.loan.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RulingsTest {

    private static final Instant T = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void aloneItIsTheEventWhateverItWasBefore() {
        var before = line(3, 0, "disbursed").ruled(DeliveryClass.CONFLICT, new Place("main", 1), 0, 0);
        assertThat(told(rule(before))).isEqualTo("main/3 EVENT null 0 0");
    }

    @Test
    void theEventCountsItsRepeatsAndItsContradictions() {
        assertThat(told(rule(line(7, 5, "void"), line(1, 1, "disbursed"), line(4, 1, "disbursed"), line(9, 5, "open"))))
                .isEqualTo("""
                        main/7 CONFLICT main/1 0 0
                        main/1 EVENT null 1 2
                        main/4 DUPLICATE main/1 0 0
                        main/9 CONFLICT main/1 0 0""");
    }

    @Test
    void bodiesAreAskedForOnlyWhereOneTimeIsToldInTwoWays() {
        assertThat(told(rule(line(0, 1, "a"), line(1, 1, "a"), line(2, 2, "b"))))
                .contains("main/0 EVENT");
        var asked = new ArrayList<String>();
        var ruled = Rulings.rule(List.of(line(0, 1, "a"), line(1, 1, "b"), line(2, 2, "c")), place -> {
            asked.add(place.toString());
            return place.position() == 1 ? "00" : "ff";
        });
        assertThat(told(ruled)).contains("main/0 CONFLICT main/1", "main/1 EVENT", "main/2 CONFLICT main/1");
        assertThat(asked).containsExactlyInAnyOrder("main/0", "main/1");
    }

    @Test
    void anAssumedTimeIsNoContent() {
        var first = assumed(line(0, 1, "a"));
        var second = assumed(line(1, 2, "a"));
        assertThat(told(rule(first, second))).isEqualTo("main/0 EVENT null 1 0\nmain/1 DUPLICATE main/0 0 0");
    }

    private static List<Line> rule(Line... lines) {
        return Rulings.rule(List.of(lines), place -> {
            throw new AssertionError("nobody needs the body at " + place);
        });
    }

    private static String told(List<Line> lines) {
        return lines.stream()
                .map(line -> "%s %s %s %d %d"
                        .formatted(
                                line.place(),
                                line.deliveryClass(),
                                line.eventPlace(),
                                line.event().duplicates(),
                                line.event().conflicts()))
                .collect(Collectors.joining("\n"));
    }

    private static Line line(long position, int second, String status) {
        return line(position, second, status, false);
    }

    private static Line assumed(Line line) {
        return line(
                line.place().position(),
                (int) (line.event().occurredAt().getEpochSecond() - T.getEpochSecond()),
                String.valueOf(line.event().status()),
                true);
    }

    private static Line line(long position, int second, String status, boolean timeAssumed) {
        var event = new LoanEvent(
                "base39",
                "loan",
                "evnt_1",
                EventType.UNDER_REVIEW,
                "loan.status_changed",
                status,
                null,
                T.plusSeconds(second),
                timeAssumed,
                Facts.NONE,
                new Place("main", position),
                T.plusSeconds(100 + position),
                0,
                0);
        return new Line(event, false, DeliveryClass.EVENT, null);
    }
}
