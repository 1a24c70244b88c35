package dev.lastro.job;

import dev.lastro.loan.Decision;
import dev.lastro.loan.FindingStatus;
import dev.lastro.loan.Place;
import dev.lastro.loan.Standing;
import dev.lastro.loan.Standing.Placed;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a decision would do to one finding, as everything stands now. */
sealed interface DecisionEffect {

    /** @param waiver of an approval: what it approves */
    record Changes(@Nullable Place waiver) implements DecisionEffect {}

    /** It is so already; to say it twice would do nothing. */
    record Already(String why) implements DecisionEffect {}

    record Impossible(String why) implements DecisionEffect {}

    DecisionEffect PLAIN = new Changes(null);

    static DecisionEffect of(DecideRequest request, Standing now) {
        return switch (request.kind()) {
            case ACKNOWLEDGED -> now.status() == FindingStatus.OPEN ? PLAIN : isAlready(now);
            case WAIVED -> waived(now);
            case WAIVER_APPROVED -> approved(request, now);
            case WAIVER_REFUSED -> now.asked().isEmpty() ? new Already("no waiver of it waits") : PLAIN;
            case REOPENED ->
                now.status() == FindingStatus.OPEN && now.asked().isEmpty() ? new Already("it is OPEN") : PLAIN;
            case COMMENTED -> {
                var last = now.commented();
                yield last != null
                                && Decision.isSamePerson(last.decision().by(), request.by())
                                && last.decision().because().equals(request.because())
                        ? new Already("its last comment says just that (%s)".formatted(last.place()))
                        : PLAIN;
            }
            case ASSIGNED -> {
                var last = now.assigned();
                yield last != null && String.valueOf(last.decision().to()).equals(request.to())
                        ? new Already("it is assigned to %s (%s)".formatted(request.to(), last.place()))
                        : PLAIN;
            }
        };
    }

    private static DecisionEffect waived(Standing now) {
        if (now.status() == FindingStatus.WAIVED) {
            return isAlready(now);
        }
        if (now.asked().isEmpty()) {
            return PLAIN;
        }
        var first = first(now);
        return new Already("%s has asked for a waiver (%s): another person approves or refuses it"
                .formatted(first.decision().by(), first.place()));
    }

    private static DecisionEffect approved(DecideRequest request, Standing now) {
        if (now.status() == FindingStatus.WAIVED) {
            return isAlready(now);
        }
        if (now.asked().isEmpty()) {
            return new Impossible("nobody has asked for a waiver: `decide waive` does");
        }
        for (Map.Entry<Place, Decision> each : now.asked().entrySet()) {
            if (!Decision.isSamePerson(each.getValue().by(), request.by())) {
                return new Changes(each.getKey());
            }
        }
        return new Impossible("%s has asked for the waiver (%s): another person has to approve it"
                .formatted(first(now).decision().by(), first(now).place()));
    }

    private static Placed first(Standing now) {
        return new Placed(now.asked().firstKey(), now.asked().firstEntry().getValue());
    }

    private static DecisionEffect isAlready(Standing now) {
        var by = now.by();
        return new Already(
                by == null
                        ? "it is " + now.status()
                        : "it is %s, by %s (%s)"
                                .formatted(now.status(), by.decision().by(), by.place()));
    }
}
