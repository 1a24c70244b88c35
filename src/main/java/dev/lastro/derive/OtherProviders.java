package dev.lastro.derive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rows of those providers whose deliveries a rebuild does not read: taken from the live tables. */
final class OtherProviders {

    /** Stories in one page. */
    private static final int PAGE = 2_000;

    private final Rebuild.Request request;
    private final ErasedLoans erased;
    private final Derived derived;
    private final NextTables next;

    OtherProviders(Rebuild.Request request, ErasedLoans erased, Derived derived, NextTables next) {
        this.request = request;
        this.erased = erased;
        this.derived = derived;
        this.next = next;
    }

    private boolean areNone() {
        return request.providers().isEmpty();
    }

    /** @throws IllegalStateException where the live tables do not say what is wanted of the others */
    void check() {
        if (areNone()) {
            return;
        }
        if (!derived.classified(Side.LIVE).equals(request.prefix())) {
            throw new IllegalStateException("only %s cannot be rebuilt up to %s: the live tables are derived up to %s"
                    .formatted(request.providers(), request.prefix(), derived.classified(Side.LIVE)));
        }
        var was = mappings(derived.madeWith(Side.LIVE).orElseThrow());
        if (!was.equals(mappings(wanted()))) {
            throw new IllegalStateException(
                    "only %s cannot be rebuilt: other providers' definitions have changed as well"
                            .formatted(request.providers()));
        }
    }

    private Map<String, String> mappings(Derived.MadeWith all) {
        var mappings = new TreeMap<String, String>();
        others(all).means().forEach((provider, means) -> mappings.put(provider, means.mapping()));
        return mappings;
    }

    /** Into empty tables. */
    void copy() {
        if (areNone()) {
            return;
        }
        copyRows("story");
        copyRows("unclear");
        copyRows("counted");
        copyRows("delivery_hour");
        // Entries of the providers that are read may be stale then: who looks one up compares ids in the log.
        next.write(session -> session.update("INSERT INTO identity_block_next SELECT * FROM identity_block"));
        next.write(session -> session.update("INSERT INTO identity_next SELECT * FROM identity"));
        if (areFolded()) {
            copyRows("loan");
            copyRows("finding", " AND loan_id <> ''");
        }
    }

    private void copyRows(String table) {
        copyRows(table, "");
    }

    private void copyRows(String table, String condition) {
        next.write(session -> session.update(
                "INSERT INTO %1$s_next SELECT * FROM %1$s WHERE provider NOT IN (?%2$s)%3$s"
                        .formatted(table, ", ?".repeat(request.providers().size() - 1), condition),
                request.providers().toArray()));
    }

    /** Whether the folds of the others are what would be made again. */
    private boolean areFolded() {
        return derived.standsAt(request.cutOff())
                && derived.madeWith(Side.LIVE).map(was -> others(was)).equals(Optional.of(others(wanted())));
    }

    private Derived.MadeWith wanted() {
        return Derived.MadeWith.of(request.definitions());
    }

    private Derived.MadeWith others(Derived.MadeWith all) {
        var means = new TreeMap<>(all.means());
        means.keySet().removeAll(request.providers());
        return new Derived.MadeWith(all.format(), means);
    }

    /** Folds what could not be copied; goes on from the last page. */
    void fold(Workers workers) {
        if (areNone() || areFolded()) {
            return;
        }
        var providers = new ArrayList<String>();
        next.read("SELECT DISTINCT provider FROM story_next", List.of(), row -> {
            if (!request.providers().contains(row.getString(1))) {
                providers.add(row.getString(1));
            }
        });
        var step = workers.step();
        workers.run("fold", providers.size(), 0, step, number -> fold(providers.get(number), step));
    }

    private void fold(String provider, Workers.Step step) {
        var folding = new Folding(request.definitions());
        var codec = new StoryCodec();
        var last = new ArrayList<String>(List.of(""));
        next.read(
                "SELECT COALESCE(MAX(loan_id), '') FROM loan_next WHERE provider = ?",
                List.of(provider),
                row -> last.set(0, row.getString(1)));
        for (var isMore = true; isMore; ) {
            var page = new ArrayList<Story>();
            next.read(
                    "SELECT loan_id, deliveries FROM story_next WHERE provider = ? AND loan_id > ?"
                            + " ORDER BY loan_id LIMIT " + PAGE,
                    List.of(provider, last.getFirst()),
                    row -> {
                        var loan = new LoanKey(provider, row.getString(1));
                        page.add(codec.decode(loan, row.getBytes(2)));
                    });
            isMore = page.size() == PAGE;
            if (!page.isEmpty()) {
                next.write(session -> {
                    var rows = new LoanRows(session);
                    for (var story : page) {
                        rows.add(DerivedLoan.of(story, folding, erased, request.cutOff(), codec));
                    }
                });
                last.set(0, page.getLast().loan().loanId());
                step.add(page.stream().mapToLong(story -> story.lines().size()).sum());
            }
        }
    }
}
