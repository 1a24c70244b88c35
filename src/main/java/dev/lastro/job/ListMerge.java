package dev.lastro.job;

import dev.lastro.derive.Statement;
import dev.lastro.derive.Statement.Entry;
import dev.lastro.loan.ListComparison;
import dev.lastro.loan.ListComparison.Difference;
import dev.lastro.loan.ListComparison.Result;
import dev.lastro.loan.ListRow;
import dev.lastro.loan.ListTerms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Walks a provider's list and our own side by side, both in the order of their keys. */
final class ListMerge {

    /** What becomes of a row: {@link Result}, and a loan that was erased by law, of which only a last state is left. */
    static final String NOT_COMPARED = "NOT_COMPARED";

    private static final Difference NONE = new Difference("", "", "", "");

    /** A line of the report. */
    interface Sink {

        /** @param difference of DIFFERS one field; else empty */
        void add(String key, String loanId, String result, Difference difference, long row) throws IOException;
    }

    private final ListTerms terms;
    private final Predicate<String> isErased;
    private final Sink sink;
    private final List<Entry> entries = new ArrayList<>();
    private final TreeMap<String, Long> counts = new TreeMap<>();

    /** @param isErased of a loan's id */
    ListMerge(ListTerms terms, Predicate<String> isErased, Sink sink) {
        this.terms = terms;
        this.isErased = isErased;
        this.sink = sink;
    }

    /**
     * @param notCounted rows of the list that its definition leaves out
     * @throws IllegalStateException if the counts do not add up
     */
    void run(ListSorter.Groups list, ListSorter.Groups ours, long notCounted) throws IOException {
        count("not_counted", notCounted);
        count("rows", notCounted);
        while (true) {
            var there = list.key();
            var here = ours.key();
            if (there == null && here == null) {
                break;
            }
            var order = there == null ? 1 : here == null ? -1 : there.compareTo(here);
            group(order <= 0 ? list.next() : List.of(), order >= 0 ? ours.next() : List.of());
        }
        check();
    }

    private void group(List<ListRow> list, List<ListRow> ours) throws IOException {
        count("rows", list.size());
        count("here", ours.size());
        count("repeated", Math.max(0, list.size() - 1));
        if (!list.isEmpty()) {
            var readings = (int) list.stream().map(ListRow::values).distinct().count();
            listed(list.getFirst(), readings, ours);
        }
        for (var row : list.isEmpty() ? ours : ours.subList(Math.min(1, ours.size()), ours.size())) {
            if (row.expected()) {
                var bare = new ListRow(row.key(), row.loanId(), Collections.emptySortedMap(), 0, true);
                tell(Result.MISSING_THERE, bare, row.loanId(), List.of(), 1);
            } else {
                count("not_expected", 1);
            }
        }
    }

    private void listed(ListRow row, int readings, List<ListRow> ours) throws IOException {
        if (ours.isEmpty()) {
            if (isErased.test(row.loanId())) {
                count(NOT_COMPARED, 1);
                sink.add(row.key(), row.loanId(), NOT_COMPARED, NONE, row.number());
            } else {
                tell(Result.MISSING_HERE, row, row.loanId(), List.of(), readings);
            }
            return;
        }
        var here = ours.getFirst();
        var differences = new ArrayList<>(ListComparison.differences(terms, here, row));
        if (readings > 1) {
            differences.add(new Difference("rows", "1", Integer.toString(readings), ""));
        }
        tell(differences.isEmpty() ? Result.MATCHED : Result.DIFFERS, row, here.loanId(), differences, readings);
    }

    private void tell(Result result, ListRow row, String loanId, List<Difference> differences, int readings)
            throws IOException {
        count(result.name(), 1);
        for (var difference : differences.isEmpty() ? List.of(NONE) : differences) {
            sink.add(row.key(), loanId, result.name(), difference, row.number());
        }
        if (result == Result.MATCHED) {
            return;
        }
        if (entries.size() < Statement.ENTRIES_MAX) {
            var named = new ListRow(row.key(), loanId, row.values(), row.number(), row.expected());
            entries.add(new Entry(result, named, readings));
        } else {
            count("not_kept", 1);
        }
    }

    private void count(String what, long rows) {
        counts.merge(what, rows, Long::sum);
    }

    private long counted(String what) {
        return counts.getOrDefault(what, 0L);
    }

    private void check() {
        var compared = counted(Result.MATCHED.name()) + counted(Result.DIFFERS.name());
        var list = compared
                + counted(Result.MISSING_HERE.name())
                + counted(NOT_COMPARED)
                + counted("repeated")
                + counted("not_counted");
        var ours = compared + counted(Result.MISSING_THERE.name()) + counted("not_expected");
        if (list != counted("rows") || ours != counted("here")) {
            throw new IllegalStateException("the results do not add up to the rows: " + counts);
        }
    }

    List<Entry> entries() {
        return entries;
    }

    /** Every count, in the order in which they are shown. */
    SequencedMap<String, String> totals() {
        var totals = new LinkedHashMap<String, String>();
        for (var each : List.of(
                "rows",
                Result.MATCHED.name(),
                Result.DIFFERS.name(),
                Result.MISSING_HERE.name(),
                NOT_COMPARED,
                "repeated",
                "not_counted",
                "here",
                Result.MISSING_THERE.name(),
                "not_expected",
                "not_kept")) {
            totals.put(each, Long.toString(counted(each)));
        }
        return totals;
    }

    /** The two sums, each as a line to read. */
    SequencedMap<String, String> equations() {
        var equations = new LinkedHashMap<String, String>();
        equations.put(
                "list",
                "rows %s = MATCHED %s + DIFFERS %s + MISSING_HERE %s + NOT_COMPARED %s + repeated %s + not_counted %s"
                        .formatted(
                                counted("rows"),
                                counted("MATCHED"),
                                counted("DIFFERS"),
                                counted("MISSING_HERE"),
                                counted(NOT_COMPARED),
                                counted("repeated"),
                                counted("not_counted")));
        equations.put(
                "here",
                "here %s = MATCHED %s + DIFFERS %s + MISSING_THERE %s + not_expected %s"
                        .formatted(
                                counted("here"),
                                counted("MATCHED"),
                                counted("DIFFERS"),
                                counted("MISSING_THERE"),
                                counted("not_expected")));
        return equations;
    }
}
