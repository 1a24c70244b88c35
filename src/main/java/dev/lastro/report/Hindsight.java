package dev.lastro.report;

import dev.lastro.loan.Finding;
import dev.lastro.loan.LoanState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The nights before, and what this one's deliveries make of them: what no SQL over tonight's tables can tell. */
public interface Hindsight {

    /** What stood when the night before ended; before the first night: {@link Closing#NONE}. */
    Closing opening();

    /** What stands now, before anything is published; again with the same, or something else, if the run is started again. */
    void keep(Closing closing);

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

    /** @param place {@code main/42} */
    record Arrival(String place, Instant receivedAt, Instant occurredAt) {}

    /**
     * One loan at the end of an earlier business date, as the night before knew it and as it is known tonight.
     *
     * @param because the places of the deliveries that made the difference, in order, a space between
     */
    record Retold(LocalDate date, String provider, String loanId, Told was, Told is, String because) {}

    /**
     * @param loan null: there was none to report
     * @param openFindings of them, by what is decided tonight: also where it is told what the night before knew
     */
    record Told(@Nullable LoanState loan, List<Finding> findings, int openFindings) {

        public static final Told NOTHING = new Told(null, List.of(), 0);
    }
}
