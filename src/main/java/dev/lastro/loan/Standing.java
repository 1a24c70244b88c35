package dev.lastro.loan;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the decisions about one finding have led.
 *
 * @param by the decision that gave the status; null: nobody has decided, or it was reopened
 * @param asked waivers that were asked for and wait for another person, by place
 * @param assigned the last assignment; null: none
 * @param commented the last comment; null: none
 */
public record Standing(
        FindingStatus status,
        @Nullable Placed by,
        SortedMap<Place, Decision> asked,
        @Nullable Placed assigned,
        @Nullable Placed commented) {

    /** Of a finding that nobody has decided anything of. */
    public static final Standing NONE =
            new Standing(FindingStatus.OPEN, null, Collections.emptySortedMap(), null, null);

    /** A decision where it stands in the log. */
    public record Placed(Place place, Decision decision) {}

    /** After a further decision; decisions come in the order of their log. */
    Standing after(Placed next, @Nullable Place waiver) {
        Decision decision = next.decision();
        return switch (decision.kind()) {
            case ACKNOWLEDGED ->
                status == FindingStatus.OPEN
                        ? new Standing(FindingStatus.ACKNOWLEDGED, next, asked, assigned, commented)
                        : this;
            case WAIVED -> status == FindingStatus.WAIVED ? this : withAsked(next);
            case WAIVER_APPROVED -> {
                Decision approved = waiver == null ? null : asked.get(waiver);
                yield approved == null || Decision.isSamePerson(approved.by(), decision.by())
                        ? this
                        : new Standing(FindingStatus.WAIVED, next, NONE.asked, assigned, commented);
            }
            case WAIVER_REFUSED -> new Standing(status, by, NONE.asked, assigned, commented);
            case REOPENED -> new Standing(FindingStatus.OPEN, null, NONE.asked, assigned, commented);
            case COMMENTED -> new Standing(status, by, asked, assigned, next);
            case ASSIGNED -> new Standing(status, by, asked, next, commented);
        };
    }

    private Standing withAsked(Placed next) {
        var more = new TreeMap<>(asked);
        more.put(next.place(), next.decision());
        return new Standing(status, by, Collections.unmodifiableSortedMap(more), assigned, commented);
    }
}
