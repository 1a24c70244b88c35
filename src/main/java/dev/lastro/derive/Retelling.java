package dev.lastro.derive;

import dev.lastro.loan.BusinessDates;
import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.Fold;
import dev.lastro.loan.LoanEvent;
import dev.lastro.loan.LoanState;
import dev.lastro.loan.Payment;
import dev.lastro.loan.Place;
import dev.lastro.log.LogReader;
import dev.lastro.provider.Definitions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What is known tonight beside what the night before knew, of a few loans: those that have news. It reads their stories, and
 * writes nothing.
 */
@Component
public class Retelling {

    /** Loans whose stories are held at once. */
    private static final int LOANS = 1_000;

    private final LogReader log;
    private final Stories stories;
    private final StoryScan scan;
    private final Identities index;

    Retelling(LogReader log, Stories stories, StoryScan scan, Identities index) {
        this.log = log;
        this.stories = stories;
        this.scan = scan;
        this.index = index;
    }

    /**
     * What tonight knows, and what nights before it knew.
     *
     * @param side whose derived tables are tonight's
     * @param definitions tonight's
     * @param erased whose past is what their acts keep of it, then as now
     * @param before by log how many deliveries the night before covered
     * @param published earlier business dates that are told again, in order; at least one
     */
    public record Nights(
            Side side,
            Definitions definitions,
            ErasedLoans erased,
            SortedMap<String, Long> before,
            List<Published> published) {

        boolean wasKnown(Place place) {
            return isIn(before, place);
        }

        public Instant lastCutOff() {
            return BusinessDates.cutOff(published.getLast().date());
        }
    }

    /**
     * What the reports of an earlier business date are a function of.
     *
     * @param prefix by log how many deliveries they covered
     * @param definitions that they were made with
     */
    public record Published(LocalDate date, SortedMap<String, Long> prefix, Definitions definitions) {

        boolean knew(Place place) {
            return isIn(prefix, place);
        }
    }

    private static boolean isIn(SortedMap<String, Long> prefix, Place place) {
        return place.position() < prefix.getOrDefault(place.log(), 0L);
    }

    /** A loan at the end of a business date. */
    public record Told(Fold.Folded folded, List<Payment> payments) {}

    /**
     * Null in each of the three: no event was known of the loan.
     *
     * @param was as it was published, by the definitions of then
     * @param before as the night before knew it, by tonight's definitions
     * @param is as it is known tonight
     * @param because deliveries that make what is published different, in order; none: what is published knows as much
     * @param isAlike else the provider's deliveries were read otherwise then: what was published cannot be told, {@code
     *     was} is {@code before}, and there is no {@code because}
     */
    public record Retold(
            LoanKey loan,
            Published published,
            @Nullable Told was,
            @Nullable Told before,
            @Nullable Told is,
            SortedSet<Place> because,
            boolean isAlike) {}

    /**
     * Events of each loan that count tonight and did not the night before: received since, or occurred after its cut-off;
     * by when they occurred.
     *
     * @param cutOff tonight's
     */
    public Map<LoanKey, List<LoanEvent>> news(Nights nights, Collection<LoanKey> loans, Instant cutOff) {
        var news = new HashMap<LoanKey, List<LoanEvent>>();
        inLots(
                new TreeSet<>(loans),
                lot -> stories.find(nights.side(), lot).forEach((loan, story) -> {
                    var events = story.events().stream()
                            .filter(event -> event.occurredAt().isBefore(cutOff))
                            .filter(event -> !nights.wasKnown(event.place())
                                    || !event.occurredAt().isBefore(nights.lastCutOff()))
                            .sorted(Comparator.comparing(LoanEvent::occurredAt).thenComparing(LoanEvent::place))
                            .toList();
                    if (nights.erased().find(loan).isEmpty() && !events.isEmpty()) {
                        news.put(loan, events);
                    }
                }));
        return news;
    }

    /**
     * Tells loans again at each earlier date before whose cut-off something of the news occurred.
     *
     * @param late loans that have such news; those of others that news of these contradict are found
     * @param always loans that are told again at every date
     */
    public void retell(Nights nights, Collection<LoanKey> late, Set<LoanKey> always, Consumer<Retold> retold) {
        var loans = new TreeMap<LoanKey, Set<Place>>();
        late.forEach(loan -> loans.put(loan, Set.of()));
        always.forEach(loan -> loans.put(loan, Set.of()));
        var reader = new DeliveryReader(nights.definitions());
        inLots(
                new TreeSet<>(late),
                lot -> stories.find(nights.side(), lot)
                        .forEach((loan, story) -> same(nights, story, reader)
                                .sharing(nights::wasKnown)
                                .forEach((other, places) -> loans.merge(other, places, Retelling::union))));
        var foldings = new Foldings(nights);
        inLots(new TreeSet<>(loans.keySet()), lot -> {
            var found = stories.find(nights.side(), lot);
            for (var loan : lot) {
                var story = found.get(loan);
                if (story != null && nights.erased().find(loan).isEmpty()) {
                    new Telling(nights, story, loans.getOrDefault(loan, Set.of()), foldings, reader)
                            .to(always.contains(loan), retold);
                }
            }
        });
    }

    /**
     * Every loan of a side as it was at the end of business dates, by all that the side knows.
     *
     * @param states of an erased loan: as its act keeps it, at every date
     */
    public void scan(
            Side side,
            Definitions definitions,
            ErasedLoans erased,
            Collection<LocalDate> dates,
            BiConsumer<LocalDate, LoanState> states) {
        var folding = new Folding(definitions);
        for (var provider : definitions.providers().keySet()) {
            scan.forEachPage(side, provider, page -> {
                for (var story : page) {
                    if (erased.find(story.loan()).isEmpty() && !story.events().isEmpty()) {
                        dates.forEach(date -> states.accept(
                                date,
                                folding.fold(story.loan(), story.events(), BusinessDates.cutOff(date))
                                        .state()));
                    }
                }
            });
        }
        for (var loan : erased.all()) {
            if (loan.state() != null) {
                dates.forEach(date -> states.accept(date, loan.state()));
            }
        }
    }

    private static Set<Place> union(Set<Place> some, Set<Place> others) {
        var all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    private static void inLots(SortedSet<LoanKey> loans, Consumer<List<LoanKey>> each) {
        var all = new ArrayList<>(loans);
        for (var from = 0; from < all.size(); from += LOANS) {
            each.accept(all.subList(from, Math.min(from + LOANS, all.size())));
        }
    }

    private SameIdentity same(Nights nights, Story story, DeliveryReader reader) {
        var same = new SameIdentity(nights.side(), story.loan(), log, stories, index, reader);
        same.stored(story.lines());
        return same;
    }

    /** Tonight's, and those of the nights before, which mostly are the same. */
    private static final class Foldings {

        private final SortedMap<String, Definitions.Means> means;
        private final Folding tonight;
        private final IdentityHashMap<Definitions, Folding> byDefinitions = new IdentityHashMap<>();
        private final IdentityHashMap<Definitions, SortedMap<String, Definitions.Means>> meansOf =
                new IdentityHashMap<>();

        Foldings(Nights nights) {
            means = nights.definitions().means();
            tonight = new Folding(nights.definitions());
            nights.published().forEach(each -> {
                meansOf.computeIfAbsent(each.definitions(), Definitions::means);
                byDefinitions.computeIfAbsent(
                        each.definitions(),
                        then -> means.equals(meansOf.get(then)) ? tonight : new Folding(each.definitions()));
            });
        }

        Folding of(Published night) {
            return Objects.requireNonNull(byDefinitions.get(night.definitions()));
        }

        /** Whether it read the provider's deliveries as they are read tonight. */
        boolean readAlike(Published night, String provider) {
            var now = means.get(provider);
            var then = Objects.requireNonNull(meansOf.get(night.definitions())).get(provider);
            return now != null && then != null && now.mapping().equals(then.mapping());
        }
    }

    /** One loan. */
    private final class Telling {

        private final Nights nights;
        private final Story story;
        private final Set<Place> others;
        private final Foldings foldings;
        private final SameIdentity same;
        private final Map<Set<Place>, List<LoanEvent>> ruled = new HashMap<>();

        /** @param others deliveries that name other loans, and are news of this one all the same */
        Telling(Nights nights, Story story, Set<Place> others, Foldings foldings, DeliveryReader reader) {
            this.nights = nights;
            this.story = story;
            this.others = others;
            this.foldings = foldings;
            this.same = same(nights, story, reader);
        }

        void to(boolean always, Consumer<Retold> retold) {
            for (var night : nights.published()) {
                if (always || !because(night, nights::wasKnown).isEmpty()) {
                    retold.accept(retold(night));
                }
            }
        }

        private Retold retold(Published night) {
            var cutOff = BusinessDates.cutOff(night.date());
            var now = events(place -> true);
            var knew = events(nights::wasKnown);
            var is = told(now, foldings.tonight, cutOff);
            var before = knew.equals(now) ? is : told(knew, foldings.tonight, cutOff);
            if (!foldings.readAlike(night, story.loan().provider())) {
                return new Retold(story.loan(), night, before, before, is, Collections.emptySortedSet(), false);
            }
            var then = events(night::knew);
            var folding = foldings.of(night);
            var was = then.equals(knew) && folding == foldings.tonight ? before : told(then, folding, cutOff);
            return new Retold(story.loan(), night, was, before, is, because(night, night::knew), true);
        }

        private SortedSet<Place> because(Published night, Predicate<Place> known) {
            var cutOff = BusinessDates.cutOff(night.date());
            var because = new TreeSet<Place>();
            others.stream().filter(known.negate()).forEach(because::add);
            for (var line : story.lines()) {
                if (!known.test(line.place())
                        && isLate(line.deliveryClass(), line.event().occurredAt(), cutOff)) {
                    because.add(line.place());
                }
            }
            return because;
        }

        private List<LoanEvent> events(Predicate<Place> known) {
            return ruled.computeIfAbsent(
                    same.known(known),
                    places -> Story.of(story.loan(), same.ruled(known)).events());
        }

        private @Nullable Told told(List<LoanEvent> events, Folding folding, Instant cutOff) {
            return events.isEmpty()
                    ? null
                    : new Told(
                            folding.fold(story.loan(), events, cutOff), folding.payments(story.loan(), events, cutOff));
        }
    }

    /**
     * Whether a delivery of this class and time can make something different of a night with this cut-off. A contradiction is
     * told of the event that counts, whenever it says that it occurred itself.
     */
    public static boolean isLate(DeliveryClass deliveryClass, Instant occurredAt, Instant cutOff) {
        return switch (deliveryClass) {
            case EVENT -> occurredAt.isBefore(cutOff);
            case CONFLICT -> true;
            default -> false;
        };
    }
}
