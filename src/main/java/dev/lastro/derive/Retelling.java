package dev.lastro.derive;

import dev.lastro.loan.BusinessDates;
import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.Fold;
import dev.lastro.loan.LoanEvent;
import dev.lastro.loan.Place;
import dev.lastro.log.LogReader;
import dev.lastro.provider.Definitions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private final Identities index;

    Retelling(LogReader log, Stories stories, Identities index) {
        this.log = log;
        this.stories = stories;
        this.index = index;
    }

    /**
     * What two nights knew.
     *
     * @param side whose derived tables are tonight's
     * @param definitions tonight's: both tellings are by them, so only deliveries make a difference
     * @param erased whose past is what their acts keep of it, then as now
     * @param before by log how many deliveries the night before covered
     * @param dates earlier business dates that are told again, in order; at least one
     */
    public record Nights(
            Side side,
            Definitions definitions,
            ErasedLoans erased,
            SortedMap<String, Long> before,
            List<LocalDate> dates) {

        boolean wasKnown(Place place) {
            return place.position() < before.getOrDefault(place.log(), 0L);
        }

        public Instant lastCutOff() {
            return BusinessDates.cutOff(dates.getLast());
        }
    }

    /**
     * @param was null: no event was known of the loan, as {@code is}
     * @param because deliveries that made the difference, in order
     */
    public record Retold(
            LoanKey loan,
            LocalDate date,
            Fold.@Nullable Folded was,
            Fold.@Nullable Folded is,
            SortedSet<Place> because) {}

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
     */
    public void retell(Nights nights, Collection<LoanKey> late, Consumer<Retold> retold) {
        var loans = new TreeMap<LoanKey, Set<Place>>();
        late.forEach(loan -> loans.put(loan, Set.of()));
        var reader = new DeliveryReader(nights.definitions());
        inLots(
                new TreeSet<>(late),
                lot -> stories.find(nights.side(), lot)
                        .forEach((loan, story) -> same(nights, story, reader)
                                .sharing(nights::wasKnown)
                                .forEach((other, places) -> loans.merge(other, places, Retelling::union))));
        var folding = new Folding(nights.definitions());
        inLots(new TreeSet<>(loans.keySet()), lot -> {
            var found = stories.find(nights.side(), lot);
            for (var loan : lot) {
                var story = found.get(loan);
                if (story != null && nights.erased().find(loan).isEmpty()) {
                    new Telling(nights, story, loans.getOrDefault(loan, Set.of()), folding, reader).to(retold);
                }
            }
        });
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

    /** One loan. */
    private final class Telling {

        private final Nights nights;
        private final Story story;
        private final Set<Place> others;
        private final Folding folding;
        private final DeliveryReader reader;

        /** @param others deliveries that name other loans, and are news of this one all the same */
        Telling(Nights nights, Story story, Set<Place> others, Folding folding, DeliveryReader reader) {
            this.nights = nights;
            this.story = story;
            this.others = others;
            this.folding = folding;
            this.reader = reader;
        }

        void to(Consumer<Retold> retold) {
            List<LoanEvent> knew = null;
            for (var date : nights.dates()) {
                var cutOff = BusinessDates.cutOff(date);
                var because = because(cutOff);
                if (!because.isEmpty()) {
                    knew = knew == null ? known(nights::wasKnown) : knew;
                    retold.accept(
                            new Retold(story.loan(), date, fold(knew, cutOff), fold(story.events(), cutOff), because));
                }
            }
        }

        private SortedSet<Place> because(Instant cutOff) {
            var because = new TreeSet<>(others);
            for (var line : story.lines()) {
                if (!nights.wasKnown(line.place())
                        && isLate(line.deliveryClass(), line.event().occurredAt(), cutOff)) {
                    because.add(line.place());
                }
            }
            return because;
        }

        private List<LoanEvent> known(Predicate<Place> known) {
            return Story.of(story.loan(), same(nights, story, reader).ruled(known))
                    .events();
        }

        private Fold.@Nullable Folded fold(List<LoanEvent> events, Instant cutOff) {
            return events.isEmpty() ? null : folding.fold(story.loan(), events, cutOff);
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
