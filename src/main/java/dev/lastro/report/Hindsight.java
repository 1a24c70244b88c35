package dev.lastro.report;

import dev.lastro.loan.Finding;
import dev.lastro.loan.FindingStatus;
import dev.lastro.loan.LoanState;
import dev.lastro.loan.Payment;
import dev.lastro.loan.Place;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The nights before, and what this one's deliveries make of them: what no SQL over tonight's tables can tell. */
public interface Hindsight {

    /** What stood when the night before ended; before the first night: {@link Closing#NONE}. */
    Closing opening();

    /** For the nights after it, before anything is published; again with the same, or something else, if the run is started again. */
    void keep(Kept kept);

    /**
     * What came since the night before and ended these findings.
     *
     * @return none for a finding that no delivery ended: the definitions say something else now, or its loan was erased
     */
    Map<Outstanding, Arrival> endedBy(List<Outstanding> gone);

    /** The decisions that waived these findings: when each was made, and how late is not asked. */
    Map<Outstanding, Arrival> waivedBy(List<Outstanding> gone);

    /** A delivery that came since the night before; all of them are told, in order. */
    void saw(Trail.Row delivery);

    /** After everything was {@link #saw seen}: each loan at each earlier date of which something else is told now. */
    void retold(Consumer<Retold> retold);

    /** {@code aging} of each earlier date. */
    SortedMap<LocalDate, Ages> aging();

    /** @param place {@code main/42} */
    record Arrival(String place, Instant receivedAt, Instant occurredAt) {}

    /**
     * @param was as the last revision of that date says
     * @param before as it was known the night before
     */
    record Ages(Aging was, Aging before) {}

    /**
     * One loan at the end of an earlier business date. What the night before knew is not told: where that and what is known
     * tonight agree, nothing is restated tonight.
     *
     * @param was as the last revision of that date says
     * @param before as the night before knew it
     * @param is as it is known tonight
     * @param because the places of the deliveries that made the difference, in order
     * @param decided those of the decisions that gave its findings another status
     */
    record Retold(
            LocalDate date,
            String provider,
            String loanId,
            Told was,
            Told before,
            Told is,
            SortedSet<Place> because,
            SortedSet<Place> decided) {}

    /**
     * @param loan null: there was none to report
     * @param statuses of the findings, by id
     * @param openFindings of them and of those that came from a provider's list
     * @param isProvisional also where an outage is suspected
     */
    record Told(
            @Nullable LoanState loan,
            List<Finding> findings,
            Map<String, FindingStatus> statuses,
            int openFindings,
            boolean isProvisional,
            List<Payment> payments) {

        public static final Told NOTHING = new Told(null, List.of(), Map.of(), 0, false, List.of());
    }
}
