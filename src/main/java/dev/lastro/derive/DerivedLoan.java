package dev.lastro.derive;

import dev.lastro.loan.Finding;
import dev.lastro.loan.Fold;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is derived of one loan.
 *
 * @param state null: every delivery that names it contradicts another loan's event, so there is no such loan to report;
 *     or it is erased and no run had reported it
 */
record DerivedLoan(DerivedRows.StoryRow story, DerivedRows.@Nullable LoanRow state, List<Finding> findings) {

    static DerivedLoan of(Story story, Folding folding, ErasedLoans erased, Instant cutOff, StoryCodec codec) {
        var row = DerivedRows.StoryRow.of(story, codec);
        var gone = erased.find(story.loan());
        if (gone.isPresent()) {
            return new DerivedLoan(row, DerivedRows.LoanRow.of(gone.get()), List.of());
        }
        var events = story.events();
        if (events.isEmpty()) {
            return new DerivedLoan(row, null, List.of());
        }
        Fold.Folded folded = folding.fold(story.loan(), events, cutOff);
        return new DerivedLoan(row, new DerivedRows.LoanRow(folded.state(), null), folded.findings());
    }
}
