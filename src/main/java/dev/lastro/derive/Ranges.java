package dev.lastro.derive;

import dev.lastro.loan.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** A prefix of the logs in ranges of neighbouring positions, numbered from 0 on. Thread-safe. */
final class Ranges {

    private final List<Range> ranges = new ArrayList<>();
    private final List<String> logs;
    private final Map<String, Integer> firstRange = new HashMap<>();
    private final long positions;

    /** Positions [from, to) of a log; {@code from} begins a {@link ClassBlock}. */
    record Range(String log, long from, long to) {}

    Ranges(SortedMap<String, Long> prefix, RebuildSizes sizes) {
        this.positions = sizes.rangePositions();
        this.logs = List.copyOf(prefix.keySet());
        prefix.forEach((log, size) -> {
            firstRange.put(log, ranges.size());
            for (var from = 0L; from < size; from += positions) {
                ranges.add(new Range(log, from, Math.min(from + positions, size)));
            }
        });
    }

    int count() {
        return ranges.size();
    }

    Range get(int number) {
        return ranges.get(number);
    }

    /** Of logs, in the order of their names. */
    List<String> logs() {
        return logs;
    }

    int of(Place place) {
        return firstRange.getOrDefault(place.log(), 0) + Math.toIntExact(place.position() / positions);
    }

    long size() {
        return ranges.stream().mapToLong(range -> range.to() - range.from()).sum();
    }
}
