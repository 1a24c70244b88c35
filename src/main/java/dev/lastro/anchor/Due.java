package dev.lastro.anchor;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of the checkpoints that an anchor does not have it shall get. */
final class Due {

    /** Days are business dates (spec section 1). */
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

    private Due() {}

    /**
     * A checkpoint covers all that those before it cover, so an anchor that is asked seldom gets the newest, whatever waited
     * with it; and each day's last, so that every night's reports have one to be checked against.
     *
     * @param waiting in order, newer than what the anchor has
     * @param more there are further ones: then the last of these is due, so that it goes on
     * @param last when the anchor got its last one; null: never
     * @return in order
     */
    static List<Sealed> of(List<Sealed> waiting, boolean more, Duration every, @Nullable Instant last, Instant now) {
        if (every.isZero()) {
            return waiting;
        }
        var due = new ArrayList<Sealed>();
        for (var i = 0; i < waiting.size(); i++) {
            var isNewest = i == waiting.size() - 1;
            var next = isNewest ? now : waiting.get(i + 1).sealedAt();
            var isDaysLast = day(waiting.get(i).sealedAt()).isBefore(day(next));
            var isItsTurn = more || last == null || !now.isBefore(last.plus(every));
            if (isDaysLast || (isNewest && isItsTurn)) {
                due.add(waiting.get(i));
            }
        }
        return due;
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZONE);
    }
}
