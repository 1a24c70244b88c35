package dev.lastro.job;

import dev.lastro.loan.Fold;
import dev.lastro.loan.LoanEvent;
import dev.lastro.provider.Definitions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.stereotype.Component;

/**
 * Folds the loans in the news again, page by page in the key's order. One page is one transaction, which also takes its
 * loans out of the news: a killed run goes on with the loans that are left there.
 */
@Component
class RebuildStep implements Tasklet, StepExecutionListener {

    private static final int PAGE = 1_000;

    private final Night.Reader nights;
    private final Derived derived;
    private final Definitions definitions;
    private final LoanNews news;
    private final Loans loans;
    private final UnknownTypes unknownTypes;
    private final RunningJobs running;

    // Of the run that goes on now; the gate lets one through.
    private @Nullable Night night;
    private @Nullable ProgressMeter meter;
    private @Nullable LoanKey last;

    RebuildStep(
            Night.Reader nights,
            Derived derived,
            Definitions definitions,
            LoanNews news,
            Loans loans,
            UnknownTypes unknownTypes,
            RunningJobs running) {
        this.nights = nights;
        this.derived = derived;
        this.definitions = definitions;
        this.news = news;
        this.loans = loans;
        this.unknownTypes = unknownTypes;
        this.running = running;
    }

    @Override
    public void beforeStep(StepExecution step) {
        var now = nights.of(step);
        night = now;
        last = null;
        if (!now.isPublished()) {
            derived.aim(now.owner(), now.cutOff());
        }
        meter = new ProgressMeter(
                now.running().progress, JobRequest.Nightly.JOB, step.getStepName(), 0, news.count(), System::nanoTime);
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        var now = Objects.requireNonNull(night);
        if (now.isPublished() || running.obeyStop(contribution.getStepExecution())) {
            return RepeatStatus.FINISHED;
        }
        derived.requireOwner(now.owner());
        var page = news.page(last, PAGE);
        if (page.isEmpty()) {
            unknownTypes.replace();
            Objects.requireNonNull(meter).finish();
            return RepeatStatus.FINISHED;
        }
        loans.replace(page, fold(page, loans.events(page), now.cutOff()));
        last = page.getLast();
        contribution.incrementWriteCount(page.size());
        Objects.requireNonNull(meter).add(page.size());
        return RepeatStatus.CONTINUABLE;
    }

    /** On all cores; in the page's order, whichever core is first. A loan all of whose events went elsewhere is gone. */
    private List<Fold.Folded> fold(List<LoanKey> page, Map<LoanKey, List<LoanEvent>> events, Instant cutOff) {
        return page.parallelStream()
                .filter(events::containsKey)
                .map(loan -> fold(loan, Objects.requireNonNull(events.get(loan)), cutOff))
                .toList();
    }

    private Fold.Folded fold(LoanKey loan, List<LoanEvent> events, Instant cutOff) {
        // A delivery without a definition is QUARANTINED, so a loan always has one.
        var provider = Objects.requireNonNull(definitions.providers().get(loan.provider()), loan.provider());
        var lifecycle =
                Objects.requireNonNull(definitions.lifecycles().get(provider.lifecycle()), provider.lifecycle());
        return Fold.fold(loan.provider(), loan.loanId(), events, lifecycle, cutOff);
    }
}
