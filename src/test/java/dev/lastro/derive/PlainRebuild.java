package dev.lastro.derive;

import dev.lastro.derive.ClassBlock.Classed;
import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.Finding;
import dev.lastro.loan.Place;
import dev.lastro.log.LogReader;
import dev.lastro.provider.Definitions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The same tables by maps in memory, as plainly as it can be said. */
final class PlainRebuild {

    final SortedMap<Place, Classed> classes = new TreeMap<>();
    final List<Story> stories = new ArrayList<>();
    final List<DerivedRows.LoanRow> loans = new ArrayList<>();
    final List<Finding> findings = new ArrayList<>();
    final List<Unclear> unclear = new ArrayList<>();
    final Map<String, Long> counted = new TreeMap<>();

    private record Identity(String provider, String identity, boolean byBody) {}

    PlainRebuild(LogReader log, Definitions definitions, Map<String, Long> prefix, Instant cutOff) {
        var reader = new DeliveryReader(definitions);
        var bodies = new HashMap<Place, String>();
        var identities = new HashMap<Identity, List<Line>>();
        prefix.forEach((name, size) -> log.scan(name, 0, size, row -> {
            counted.merge(name + " " + row.provider(), 1L, Long::sum);
            switch (reader.read(row)) {
                case Reading.OfLoan(var line) -> {
                    bodies.put(line.place(), reader.bodySha256(row));
                    identities
                            .computeIfAbsent(
                                    new Identity(row.provider(), line.event().identity(), line.identifiedByBody()),
                                    key -> new ArrayList<>())
                            .add(line);
                }
                case Reading.NotLoan(var place, var provider) ->
                    classes.put(place, new Classed(provider, DeliveryClass.NOT_LOAN, null));
                case Reading.Erased(var place, var provider) ->
                    classes.put(place, new Classed(provider, DeliveryClass.ERASED, null));
                case Reading.NotUnderstood what -> {
                    unclear.add(what.delivery());
                    classes.put(what.place(), new Classed(what.provider(), what.deliveryClass(), null));
                }
            }
        }));
        var byLoan = new HashMap<LoanKey, List<Line>>();
        for (var same : identities.values()) {
            for (var line : Rulings.rule(same, bodies::get)) {
                byLoan.computeIfAbsent(line.loan(), loan -> new ArrayList<>()).add(line);
                classes.put(
                        line.place(), new Classed(line.event().provider(), line.deliveryClass(), line.eventPlace()));
            }
        }
        var folding = new Folding(definitions);
        byLoan.entrySet().stream()
                .sorted(Map.Entry.comparingByKey((a, b) -> Arrays.compareUnsigned(bytes(a), bytes(b))))
                .forEach(entry -> {
                    var story = Story.of(entry.getKey(), entry.getValue());
                    stories.add(story);
                    if (!story.events().isEmpty()) {
                        var folded = folding.fold(story.loan(), story.events(), cutOff);
                        loans.add(new DerivedRows.LoanRow(folded.state(), null));
                        findings.addAll(folded.findings());
                    }
                });
    }

    private static byte[] bytes(LoanKey loan) {
        return (loan.provider() + "\0" + loan.loanId()).getBytes(StandardCharsets.UTF_8);
    }
}
