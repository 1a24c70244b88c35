package dev.lastro.job;

import dev.lastro.derive.DecisionLog;
import dev.lastro.derive.ErasedLoans;
import dev.lastro.derive.ErasedLoans.ErasedLoan;
import dev.lastro.derive.Folding;
import dev.lastro.derive.KnownStories;
import dev.lastro.derive.Line;
import dev.lastro.derive.LoanKey;
import dev.lastro.derive.Unclear;
import dev.lastro.loan.BusinessDates;
import dev.lastro.loan.Decision;
import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.EventType;
import dev.lastro.loan.FindingCode;
import dev.lastro.loan.Fold;
import dev.lastro.loan.LoanEvent;
import dev.lastro.loan.Place;
import dev.lastro.loan.Provenance;
import dev.lastro.loan.Standing.Placed;
import dev.lastro.log.Erasures;
import dev.lastro.provider.Definitions;
import dev.lastro.report.Kept;
import dev.lastro.report.Kept.Surveyed;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One loan's whole story, folded now from what is known or was known; it writes nothing. */
@Component
public class LoanHistory {

    private static final Comparator<Told> RECEPTION =
            Comparator.comparing(Told::receivedAt).thenComparing(Told::place);

    private final KnownStories stories;
    private final KnownPrefixes prefixes;
    private final Erasures erasures;
    private final DecisionLog decisions;
    private final Closings closings;
    private final Definitions definitions;

    LoanHistory(
            KnownStories stories,
            KnownPrefixes prefixes,
            Erasures erasures,
            DecisionLog decisions,
            Closings closings,
            Definitions definitions) {
        this.stories = stories;
        this.prefixes = prefixes;
        this.erasures = erasures;
        this.decisions = decisions;
        this.closings = closings;
        this.definitions = definitions;
    }

    /**
     * What was known: so many deliveries of each log.
     *
     * @param prefix by log; null: all there are
     * @param night the run that knew this; null: none was named
     */
    public record Known(
            @Nullable SortedMap<String, Long> prefix,
            @Nullable Night night) {

        public static final Known EVERYTHING = new Known(null, null);
    }

    /** A date's run. */
    public record Night(LocalDate date, int revision) {

        public Instant cutOff() {
            return BusinessDates.cutOff(date);
        }
    }

    /**
     * @param text {@code now}, {@code main/5000,import/20}, or a date's run: {@code 2026-11-20/r1}
     * @throws IllegalArgumentException with what there is instead
     */
    public Known known(String text) {
        return prefixes.known(text);
    }

    /**
     * @param cutOff events that occurred at or after it do not count; deadlines are judged at it
     * @return empty if no delivery that was known, and was looked at ({@link #unread}), names this loan
     * @throws IllegalArgumentException if there is no such provider
     */
    public Optional<Story> of(String provider, String loanId, Instant cutOff, Known known) {
        if (!definitions.providers().containsKey(provider)) {
            throw new IllegalArgumentException("there is no provider %s; there are %s"
                    .formatted(
                            provider, String.join(", ", definitions.providers().keySet())));
        }
        var loan = new LoanKey(provider, loanId);
        var erased = ErasedLoans.of(erasures, known.prefix()).find(loan).orElse(null);
        var found = stories.find(loan, known.prefix(), definitions);
        if (found.isNothing() && erased == null) {
            return Optional.empty();
        }
        var deliveries = Stream.concat(
                        found.story().lines().stream().map(LoanHistory::told),
                        found.unclear().stream().map(LoanHistory::told))
                .sorted(RECEPTION)
                .toList();
        if (erased != null && erased.state() != null) {
            var kept = new Fold.Folded(erased.state(), List.of(), List.of());
            return Optional.of(
                    new Story(kept, List.of(), deliveries, told(erased), decided(loan, known), Suspicion.NO));
        }
        var events = erased == null ? found.story().events() : List.<LoanEvent>of();
        var folded = new Folding(definitions).fold(loan, events, cutOff);
        var conflicts = found.story().lines().stream()
                .filter(line -> line.deliveryClass() == DeliveryClass.CONFLICT)
                .map(Line::event)
                .filter(event -> erased == null && event.occurredAt().isBefore(cutOff))
                .toList();
        return Optional.of(new Story(
                folded,
                Provenance.of(folded, conflicts),
                deliveries,
                erased == null ? null : told(erased),
                decided(loan, known),
                suspicion(loan, known, folded)));
    }

    /** As the reports have it: by the night that was named, else by the last one. One that misses no step is in no outage. */
    private Suspicion suspicion(LoanKey loan, Known known, Fold.Folded folded) {
        if (folded.findings().stream().noneMatch(each -> each.code() == FindingCode.MISSING_STEP)) {
            return Suspicion.NO;
        }
        var night = known.night();
        var isSuspected = night == null
                ? stories.isSuspected(loan, known.prefix())
                : closings.around(night.date().toString(), night.revision())
                        .map(around -> around.surveyed()
                                .getOrDefault(new Kept.Loan(loan.provider(), loan.loanId()), Surveyed.NOT)
                                .isSuspected());
        return isSuspected.map(is -> is ? Suspicion.YES : Suspicion.NO).orElse(Suspicion.NOT_WEIGHED);
    }

    /** Whether the loan is in a suspected outage, and therefore provisional. */
    public enum Suspicion {
        YES,
        NO,
        /** No night looked at all loans by just what was known. */
        NOT_WEIGHED
    }

    private List<Placed> decided(LoanKey loan, Known known) {
        var decided = new ArrayList<Placed>();
        decisions.read(known.prefix(), each -> {
            if (each.decision().about().stream()
                    .map(Decision.About::finding)
                    .anyMatch(key -> key.isOf(loan.provider(), loan.loanId()))) {
                decided.add(each);
            }
        });
        return List.copyOf(decided);
    }

    /** What erased the loan last; also where what was known ends before it. */
    public Optional<Erased> erased(String provider, String loanId) {
        return ErasedLoans.of(erasures, null)
                .find(new LoanKey(provider, loanId))
                .map(LoanHistory::told);
    }

    private static Erased told(ErasedLoan erased) {
        var act = erased.act();
        return new Erased(
                erased.place(),
                act.at(),
                act.by(),
                act.because(),
                act.deliveries().size(),
                erased.state() != null);
    }

    /** Deliveries by log that {@link #of} does not look at: not classified yet, and too many to be read each time. */
    public SortedMap<String, Long> unread(Known known) {
        return stories.unread(known.prefix());
    }

    private static Told told(Line line) {
        var event = line.event();
        return new Told(
                line.place(),
                event.receivedAt(),
                line.deliveryClass(),
                event.type(),
                event.status(),
                event.event(),
                event.occurredAt(),
                event.timeAssumed(),
                event.identity(),
                line.eventPlace());
    }

    private static Told told(Unclear delivery) {
        return new Told(
                delivery.place(),
                delivery.receivedAt(),
                delivery.deliveryClass(),
                delivery.type(),
                delivery.status(),
                null,
                delivery.occurredAt(),
                false,
                null,
                null);
    }

    /**
     * @param folded of an erased loan: the state that its act keeps, without steps
     * @param provenance of its fields; of a state that an act keeps there is none
     * @param deliveries that name this loan, by when they were received
     * @param erased null: it was not, as far as is known
     * @param decisions about findings of the loan that were known, in their order
     * @param suspicion weighed over all loans
     */
    public record Story(
            Fold.Folded folded,
            List<Provenance> provenance,
            List<Told> deliveries,
            @Nullable Erased erased,
            List<Placed> decisions,
            Suspicion suspicion) {

        /** As {@code loans.csv} has it. */
        public boolean isProvisional() {
            return folded.state().provisional() || suspicion == Suspicion.YES;
        }
    }

    /**
     * The act that erased a loan last.
     *
     * @param act where it stands
     * @param deliveries that it erased
     * @param hasState a run had reported the loan before, so its state is kept
     */
    public record Erased(Place act, Instant at, String by, String because, int deliveries, boolean hasState) {}

    /**
     * What one delivery tells.
     *
     * @param type the provider's own words, as {@code status}: not to be trusted on a terminal
     * @param timeAssumed the delivery named no time, {@code occurredAt} is when it was received
     * @param eventPlace of a DUPLICATE or CONFLICT: where the event is
     */
    public record Told(
            Place place,
            Instant receivedAt,
            DeliveryClass deliveryClass,
            @Nullable String type,
            @Nullable String status,
            @Nullable EventType event,
            @Nullable Instant occurredAt,
            boolean timeAssumed,
            @Nullable String identity,
            @Nullable Place eventPlace) {}
}
