package dev.lastro.derive;

import dev.lastro.derive.ClassBlock.Classed;
import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.Place;
import dev.lastro.log.LogReader;
import dev.lastro.provider.Definitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Some new deliveries of one log, and all that they touch. */
final class News {

    private final LogReader log;
    private final Stories stories;
    private final Identities index;
    private final DeliveryReader reader;

    private final List<Line> lines = new ArrayList<>();
    private final DeliveryHours hours = new DeliveryHours();
    private final List<Unclear> unclear = new ArrayList<>();
    private final TreeMap<Place, Classed> classed = new TreeMap<>();
    private final Map<LoanKey, Map<Place, Line>> loans = new HashMap<>();
    private final Set<LoanKey> touched = new TreeSet<>();
    private final List<Identities.Entry> entries = new ArrayList<>();

    News(LogReader log, Stories stories, Identities index, Definitions definitions) {
        this.log = log;
        this.stories = stories;
        this.index = index;
        this.reader = new DeliveryReader(definitions);
    }

    /** An event id, or a body that was sent without one. */
    private record Identity(String provider, String id, boolean byBody) {

        static Identity of(Line line) {
            return new Identity(line.event().provider(), line.event().identity(), line.identifiedByBody());
        }

        long hash() {
            return IdentityHash.of(provider, id);
        }
    }

    /** Reads [from, to), and rules whatever has news. */
    News read(String name, long from, long to) {
        log.scan(name, from, to, row -> {
            hours.add(row);
            switch (reader.read(row)) {
                case Reading.OfLoan(var line) -> lines.add(line);
                case Reading.NotLoan(var place, var provider) ->
                    classed.put(place, new Classed(provider, DeliveryClass.NOT_LOAN, null));
                case Reading.Erased(var place, var provider) ->
                    classed.put(place, new Classed(provider, DeliveryClass.ERASED, null));
                case Reading.NotUnderstood(var delivery) -> {
                    unclear.add(delivery);
                    classed.put(delivery.place(), new Classed(delivery.provider(), delivery.deliveryClass(), null));
                }
            }
        });
        load(lines.stream().map(Line::loan).collect(Collectors.toSet()));
        var fresh = new LinkedHashMap<Identity, List<Line>>();
        lines.forEach(line -> fresh.computeIfAbsent(Identity.of(line), id -> new ArrayList<>())
                .add(line));
        loadOthersOf(fresh.keySet());
        rule(fresh);
        return this;
    }

    /** When what was read was received. */
    DeliveryHours hours() {
        return hours;
    }

    /** Inside the caller's transaction. */
    void write(
            DerivedLoans tables,
            Classes classes,
            Identities identities,
            Folding folding,
            ErasedLoans erased,
            Instant cutOff) {
        tables.replace(touched.parallelStream()
                .map(loan -> DerivedLoan.of(
                        Story.of(
                                loan,
                                List.copyOf(
                                        Objects.requireNonNull(loans.get(loan)).values())),
                        folding,
                        erased,
                        cutOff,
                        new StoryCodec()))
                .toList());
        tables.insert(Side.LIVE, DerivedRows.UNCLEAR, unclear);
        classes.put(classed);
        identities.insert(entries);
    }

    private void load(Collection<LoanKey> keys) {
        var missing = keys.stream().filter(key -> !loans.containsKey(key)).toList();
        var found = stories.find(Side.LIVE, missing);
        for (var key : missing) {
            var byPlace = new HashMap<Place, Line>();
            var story = found.get(key);
            if (story != null) {
                story.lines().forEach(line -> byPlace.put(line.place(), line));
            }
            loans.put(key, byPlace);
        }
    }

    /** An event id may name other loans too: the index tells where it was seen, the delivery there what it names. */
    private void loadOthersOf(Set<Identity> fresh) {
        var hashes = fresh.stream()
                .filter(identity -> !identity.byBody())
                .map(Identity::hash)
                .collect(Collectors.toSet());
        var known = new HashSet<Place>();
        loans.values().forEach(byPlace -> known.addAll(byPlace.keySet()));
        var elsewhere = new TreeSet<Place>();
        index.find(Side.LIVE, hashes, (hash, place) -> {
            if (!known.contains(place)) {
                elsewhere.add(place);
            }
        });
        var others = new HashSet<LoanKey>();
        for (var place : elsewhere) {
            // Definitions may have changed since the entry was written: then it says nothing any more.
            log.row(place.log(), place.position()).map(reader::read).ifPresent(reading -> {
                if (reading instanceof Reading.OfLoan(var line) && fresh.contains(Identity.of(line))) {
                    others.add(line.loan());
                }
            });
        }
        load(others);
    }

    private void rule(Map<Identity, List<Line>> fresh) {
        var groups = new HashMap<Identity, List<Line>>();
        loans.values()
                .forEach(byPlace -> byPlace.values().forEach(line -> {
                    var identity = Identity.of(line);
                    if (fresh.containsKey(identity)) {
                        groups.computeIfAbsent(identity, id -> new ArrayList<>())
                                .add(line);
                    }
                }));
        fresh.forEach((identity, news) -> {
            var group = groups.computeIfAbsent(identity, id -> new ArrayList<>());
            var before = List.copyOf(group);
            if (!identity.byBody()) {
                index(identity, before, news);
            }
            group.addAll(news);
            var isNew = news.stream().map(Line::place).collect(Collectors.toSet());
            var ruled = Rulings.rule(group, this::bodySha256);
            for (var i = 0; i < group.size(); i++) {
                var line = ruled.get(i);
                if (isNew.contains(line.place()) || !line.equals(group.get(i))) {
                    touched.add(line.loan());
                    Objects.requireNonNull(loans.get(line.loan())).put(line.place(), line);
                    classed.put(line.place(), Classes.of(line));
                }
            }
        });
    }

    /** One entry for each loan that an event id names. */
    private void index(Identity identity, List<Line> before, List<Line> news) {
        var indexed = before.stream().map(Line::loan).collect(Collectors.toSet());
        for (var line : news) {
            if (indexed.add(line.loan())) {
                entries.add(new Identities.Entry(identity.hash(), line.place()));
            }
        }
    }

    private String bodySha256(Place place) {
        return reader.bodySha256(log.row(place.log(), place.position())
                .orElseThrow(() -> new IllegalStateException(
                        "delivery %s is not in webhook_log: rows of the log were removed".formatted(place))));
    }
}
