package dev.lastro.derive;

import dev.lastro.derive.DerivedRows.StoryRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Folds one part of the loans into {@code story_next}, {@code loan_next} and {@code finding_next}. Thread-safe. */
final class FoldPass {

    private static final int LOOK = 256;

    private final Rebuild.Request request;
    private final Folding folding;
    private final ErasedLoans erased;
    private final NextTables next;
    private final LoanBytes loans;
    private final Spilled ruled;
    private final Arenas arenas;

    FoldPass(
            Rebuild.Request request,
            ErasedLoans erased,
            NextTables next,
            LoanBytes loans,
            Spilled ruled,
            Arenas arenas) {
        this.request = request;
        this.folding = new Folding(request.definitions());
        this.erased = erased;
        this.next = next;
        this.loans = loans;
        this.ruled = ruled;
        this.arenas = arenas;
    }

    /** All of it is one transaction: a restart finds all of the part, or nothing. */
    void fold(int part, boolean isRestart, Workers.Step step) {
        var arena = arenas.take();
        ruled.load(part, part + 1, arena);
        fold(Records.ruled(arena), isRestart, step);
        arenas.give(arena);
    }

    private void fold(Records records, boolean isRestart, Workers.Step step) {
        if (records.count() > 0) {
            var groups = groups(records);
            if (isRestart && next.exists("story_next", key(records, groups.getFirst()))) {
                step.add(records.count());
            } else {
                next.write(session -> new Open(records, session, step).write(groups));
            }
        }
    }

    private LoanKey key(Records records, int[] group) {
        return loans.key(records.bytes(), records.loanStart(group[0]), records.loanLength(group[0]));
    }

    /** The records of each loan, loans in the order of the tables' keys. */
    private static List<int[]> groups(Records records) {
        var order = Grouping.order(records.hashes(), records.count());
        var groups = new ArrayList<int[]>(order.length / 8 + 1);
        for (var from = 0; from < order.length; ) {
            var hash = records.hash(order[from]);
            var to = from + 1;
            while (to < order.length && records.hash(order[to]) == hash) {
                to++;
            }
            addLoans(records, Arrays.copyOfRange(order, from, to), groups);
            from = to;
        }
        groups.sort((a, b) -> records.compareLoans(a[0], b[0]));
        return groups;
    }

    /** One loan, or very rarely several that share a hash. */
    private static void addLoans(Records records, int[] sameHash, List<int[]> groups) {
        var rest = sameHash;
        while (rest.length > 0) {
            var first = rest[0];
            var isOne = true;
            for (var record : rest) {
                isOne &= records.compareLoans(first, record) == 0;
            }
            if (isOne) {
                groups.add(rest);
                return;
            }
            groups.add(Arrays.stream(rest)
                    .filter(each -> records.compareLoans(first, each) == 0)
                    .toArray());
            rest = Arrays.stream(rest)
                    .filter(each -> records.compareLoans(first, each) != 0)
                    .toArray();
        }
    }

    private final class Open {

        private final Records records;
        private final Workers.Step step;
        private final TableRows<StoryRow> stories;
        private final LoanRows loanRows;
        private final LineCodec lines = new LineCodec();
        private final StoryCodec codec = new StoryCodec();

        Open(Records records, NextTables.Session session, Workers.Step step) throws SQLException {
            this.records = records;
            this.step = step;
            this.stories = session.rows(DerivedRows.STORY);
            this.loanRows = new LoanRows(session);
        }

        void write(List<int[]> groups) throws SQLException {
            var done = 0L;
            var loansDone = 0;
            for (var group : groups) {
                write(group);
                done += group.length;
                if (++loansDone % LOOK == 0) {
                    step.add(done);
                    done = 0;
                }
            }
            step.add(done);
        }

        private void write(int[] group) throws SQLException {
            var loan = key(records, group);
            var read = new ArrayList<Line>(group.length);
            for (var record : group) {
                read.add(records.line(record, loan, lines));
            }
            var story = Story.of(loan, read);
            var derived = DerivedLoan.of(story, folding, erased, request.cutOff(), codec);
            stories.add(derived.story());
            loanRows.add(derived);
        }
    }
}
