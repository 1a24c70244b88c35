package dev.lastro.oracle;

import dev.lastro.oracle.Verdict.DeliveryRow;
import dev.lastro.oracle.Verdict.FindingRow;
import dev.lastro.oracle.Verdict.LoanRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says what a run must report of a log. Slow, plain, and on purpose without any idea of the product's. */
public final class Oracle {

    private Oracle() {}

    /**
     * @param log in any order
     * @param cutOff events at or after it have not happened yet
     */
    public static Verdict judge(List<Arrived> log, Instant cutOff) {
        List<Read> reads = log.stream().map(Reader::read).toList();
        Map<String, List<Read>> sightings = new LinkedHashMap<>();
        for (Read read : reads) {
            if (read.kind().equals("LOAN")) {
                sightings
                        .computeIfAbsent(read.arrived().provider() + "|" + read.identity(), id -> new ArrayList<>())
                        .add(read);
            }
        }
        Map<String, DeliveryRow> rows = new HashMap<>();
        Map<String, List<Happened>> loans = new TreeMap<>();
        for (List<Read> same : sightings.values()) {
            Happened happened = decide(same, rows);
            loans.computeIfAbsent(
                            happened.read().arrived().provider() + "|"
                                    + happened.read().loanId(),
                            key -> new ArrayList<>())
                    .add(happened);
        }
        reads.stream()
                .filter(read -> !read.kind().equals("LOAN"))
                .forEach(read -> rows.put(
                        read.arrived().place(),
                        new DeliveryRow(
                                read.arrived(), read.kind(), read.type(), read.status(), null, null, null, null)));

        var findings = new TreeMap<String, FindingRow>();
        unknownTypes(reads).forEach(row -> findings.put(row.id(), row));
        var loanRows = new TreeMap<String, LoanRow>();
        loans.forEach((key, happened) -> {
            happened.removeIf(event -> !event.read().occurredAt().isBefore(cutOff));
            if (!happened.isEmpty()) {
                var life = new Life(happened, cutOff);
                loanRows.put(key, life.row());
                life.findings().forEach(row -> findings.put(row.id(), row));
            }
        });
        return new Verdict(
                log.stream()
                        .map(one -> Objects.requireNonNull(rows.get(one.place())))
                        .toList(),
                loanRows,
                findings);
    }

    /** Which content of one identity counts, which delivery is the event, and what the others are. */
    private static Happened decide(List<Read> same, Map<String, DeliveryRow> rows) {
        String content = same.stream()
                .min(Comparator.comparing(Read::occurredAt).thenComparing(Read::bodyHash))
                .orElseThrow()
                .content();
        Read event = same.stream()
                .filter(read -> read.content().equals(content))
                .min(Comparator.comparing((Read read) -> read.arrived().receivedAt())
                        .thenComparing(read -> read.arrived().log())
                        .thenComparingLong(read -> read.arrived().position()))
                .orElseThrow();
        int duplicates = 0;
        int conflicts = 0;
        for (Read read : same) {
            String clazz = "EVENT";
            boolean isTheEvent = read.arrived().place().equals(event.arrived().place());
            if (!isTheEvent && read.content().equals(content)) {
                clazz = "DUPLICATE";
                duplicates++;
            } else if (!isTheEvent) {
                clazz = "CONFLICT";
                conflicts++;
            }
            rows.put(
                    read.arrived().place(),
                    new DeliveryRow(
                            read.arrived(),
                            clazz,
                            read.type(),
                            read.status(),
                            read.event(),
                            read.loanId(),
                            read.occurredAt(),
                            isTheEvent ? null : event.arrived()));
        }
        return new Happened(event, duplicates, conflicts);
    }

    /** One a (provider, type, status), whatever time it names. */
    private static List<FindingRow> unknownTypes(List<Read> reads) {
        var found = new HashMap<String, FindingRow>();
        for (Read read : reads) {
            if (read.kind().equals("UNKNOWN")) {
                String status = read.status() == null ? "" : read.status();
                String provider = read.arrived().provider();
                String id = id(provider, "", "UNKNOWN_TYPE", "", read.type() + "|" + status);
                found.put(id, new FindingRow(id, provider, "", "UNKNOWN_TYPE", "medium", null, null, new TreeSet<>()));
            }
        }
        return List.copyOf(found.values());
    }

    /** Spec section 6, first sentence. */
    static String id(String provider, String loanId, String code, String expectedEvent, String key) {
        String text = String.join("|", provider, loanId, code, expectedEvent, key);
        return Reader.hash(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .substring(0, 16);
    }

    /** An event and how often it was seen besides. */
    record Happened(Read read, int duplicates, int conflicts) {}
}
