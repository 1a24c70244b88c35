package dev.lastro.derive;

import dev.lastro.loan.Finding;
import dev.lastro.loan.Fold;
import dev.lastro.loan.LoanState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is derived of one loan.
 *
 * @param state null: every delivery that names it contradicts another loan's event, so there is no such loan to report
 */
record DerivedLoan(DerivedRows.StoryRow story, @Nullable LoanState state, List<Finding> findings) {

    static DerivedLoan of(Story story, Folding folding, Instant cutOff, StoryCodec codec) {
        var row = DerivedRows.StoryRow.of(story, codec);
        var events = story.events();
        if (events.isEmpty()) {
            return new DerivedLoan(row, null, List.of());
        }
        Fold.Folded folded = folding.fold(story.loan(), events, cutOff);
        return new DerivedLoan(row, folded.state(), folded.findings());
    }
}
