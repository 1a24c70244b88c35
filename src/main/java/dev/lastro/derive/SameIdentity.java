package dev.lastro.derive;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.Place;
import dev.lastro.log.LogReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The deliveries of one loan, and those of other loans that share an event id with one of them. */
final class SameIdentity {

    private final Side side;
    private final LoanKey loan;
    private final LogReader log;
    private final Stories stories;
    private final Identities index;
    private final DeliveryReader reader;

    private final TreeMap<Place, Line> own = new TreeMap<>();
    private final Set<Identity> complete = new HashSet<>();
    /** Of other loans among what is not classified: many, so their places only. */
    private final Map<Long, List<Place>> othersNews = new HashMap<>();

    private @Nullable List<Line> others;

    SameIdentity(Side side, LoanKey loan, LogReader log, Stories stories, Identities index, DeliveryReader reader) {
        this.side = side;
        this.loan = loan;
        this.log = log;
        this.stories = stories;
        this.index = index;
        this.reader = reader;
    }

    private record Identity(String provider, String id, boolean byBody) {

        static Identity of(Line line) {
            return new Identity(line.event().provider(), line.event().identity(), line.identifiedByBody());
        }

        long hash() {
            return IdentityHash.of(provider, id);
        }
    }

    /** The loan's own, as classified. */
    void stored(List<Line> lines) {
        var conflicts = new HashMap<Place, Integer>();
        for (var line : lines) {
            own.put(line.place(), line);
            if (line.deliveryClass() == DeliveryClass.CONFLICT && line.eventPlace() != null) {
                conflicts.merge(line.eventPlace(), 1, Integer::sum);
            }
        }
        // Duplicates say what the event says, its loan too, and all conflicts are counted in the event: where it stands
        // here with as many as it counts, no other loan has a classified delivery of this identity.
        for (var line : lines) {
            if (line.deliveryClass() == DeliveryClass.EVENT
                    && line.event().conflicts() == conflicts.getOrDefault(line.place(), 0)) {
                complete.add(Identity.of(line));
            }
        }
    }

    /** One that is not classified, of whatever loan. */
    void news(Line line) {
        if (line.loan().equals(loan)) {
            own.putIfAbsent(line.place(), line);
        } else if (!line.identifiedByBody()) {
            othersNews
                    .computeIfAbsent(Identity.of(line).hash(), hash -> new ArrayList<>())
                    .add(line.place());
        }
    }

    Collection<Line> own() {
        return own.values();
    }

    /** The loan's own that were known, with the classes that they had among all that were known. */
    List<Line> ruled(Predicate<Place> known) {
        var groups = new LinkedHashMap<Identity, TreeMap<Place, Line>>();
        own.forEach((place, line) -> {
            if (known.test(place)) {
                groups.computeIfAbsent(Identity.of(line), identity -> new TreeMap<>())
                        .put(place, line);
            }
        });
        for (var line : others()) {
            var group = groups.get(Identity.of(line));
            if (group != null && known.test(line.place())) {
                group.put(line.place(), line);
            }
        }
        var ruled = new ArrayList<Line>();
        for (var group : groups.values()) {
            Rulings.rule(List.copyOf(group.values()), this::bodySha256).stream()
                    .filter(line -> line.loan().equals(loan))
                    .forEach(ruled::add);
        }
        return ruled;
    }

    /**
     * Other loans of which a known delivery shares its identity with one of this loan's that was not known: which of them
     * counts may be another now, and an event counts its conflicts.
     *
     * @return by loan the places of this loan's deliveries
     */
    Map<LoanKey, Set<Place>> sharing(Predicate<Place> known) {
        var fresh = new HashMap<Identity, Set<Place>>();
        own.forEach((place, line) -> {
            if (!known.test(place)
                    && line.deliveryClass() != DeliveryClass.DUPLICATE
                    && !complete.contains(Identity.of(line))) {
                fresh.computeIfAbsent(Identity.of(line), identity -> new TreeSet<>())
                        .add(place);
            }
        });
        var sharing = new TreeMap<LoanKey, Set<Place>>();
        for (var line : others(fresh.keySet())) {
            var ours = fresh.get(Identity.of(line));
            if (ours != null && known.test(line.place()) && !line.loan().equals(loan)) {
                sharing.computeIfAbsent(line.loan(), each -> new TreeSet<>()).addAll(ours);
            }
        }
        return sharing;
    }

    /** All whose identity is that of one of the loan's own, whatever was known; read once. */
    private List<Line> others() {
        var read = others;
        if (read == null) {
            var identities = new HashSet<Identity>();
            own.values().forEach(line -> identities.add(Identity.of(line)));
            read = others(identities).stream()
                    .filter(line -> identities.contains(Identity.of(line)))
                    .toList();
            others = read;
        }
        return read;
    }

    /** What {@link #ruled} depends on. */
    Set<Place> known(Predicate<Place> known) {
        return Stream.concat(own.keySet().stream(), others().stream().map(Line::place))
                .filter(known)
                .collect(Collectors.toSet());
    }

    private List<Line> others(Set<Identity> identities) {
        var places = new TreeSet<Place>();
        var ask = new HashSet<Long>();
        for (var identity : identities) {
            if (!identity.byBody()) {
                places.addAll(othersNews.getOrDefault(identity.hash(), List.of()));
                if (!complete.contains(identity)) {
                    ask.add(identity.hash());
                }
            }
        }
        if (!ask.isEmpty()) {
            index.find(side, ask, (hash, place) -> places.add(place));
        }
        var others = new ArrayList<Line>();
        var loans = new TreeSet<LoanKey>();
        for (var place : places) {
            // The index has one place for each loan, the rest stands in its story; what is not classified is in none.
            log.row(place.log(), place.position()).map(reader::read).ifPresent(reading -> {
                if (reading instanceof Reading.OfLoan(var line) && identities.contains(Identity.of(line))) {
                    others.add(line);
                    loans.add(line.loan());
                }
            });
        }
        loans.remove(loan);
        stories.find(side, loans).values().forEach(story -> others.addAll(story.lines()));
        return others;
    }

    private String bodySha256(Place place) {
        return reader.bodySha256(log.row(place.log(), place.position())
                .orElseThrow(() -> new IllegalStateException(
                        "delivery %s is not in webhook_log: rows of the log were removed".formatted(place))));
    }
}
