package dev.lastro.derive;

import dev.lastro.derive.Statement.Entry;
import dev.lastro.derive.StatementLog.Standing;
import dev.lastro.loan.Finding;
import dev.lastro.loan.FindingCode;
import dev.lastro.loan.Findings;
import dev.lastro.loan.ListComparison;
import dev.lastro.loan.ListComparison.Difference;
import dev.lastro.loan.ListComparison.Result;
import dev.lastro.loan.ListRow;
import dev.lastro.loan.ListTerms;
import dev.lastro.loan.Place;
import dev.lastro.log.Erasures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The findings of providers' own lists. What the latest list of each provider and kind did not agree in is looked at again
 * by what is known now, at the end of the list's own day: events that come late resolve it. What agreed is not looked at
 * again, so a night costs what is open, not what the list is long.
 */
@Component
class ListMismatches implements Survey {

    /** Entries whose loans are held at once. */
    private static final int PAGE = 1_000;

    private final StatementLog statements;
    private final Erasures erasures;
    private final Stories stories;
    private final JdbcClient jdbc;

    ListMismatches(StatementLog statements, Erasures erasures, Stories stories, JdbcClient jdbc) {
        this.statements = statements;
        this.erasures = erasures;
        this.stories = stories;
        this.jdbc = jdbc;
    }

    @Override
    public Set<FindingCode> codes() {
        return Set.of(FindingCode.PROVIDER_LIST_MISMATCH);
    }

    @Override
    public List<Finding> find(Asked asked) {
        var findings = new TreeMap<String, Finding>();
        var standings = statements.standing(asked.prefix(), asked.cutOff());
        if (!standings.isEmpty()) {
            var erased = ErasedLoans.of(erasures, asked.prefix());
            var folding = new Folding(asked.definitions());
            for (var standing : standings) {
                var statement = standing.statement();
                var entries = asked.definitions().providers().containsKey(statement.provider())
                        ? statement.entries()
                        : List.<Entry>of();
                for (var from = 0; from < entries.size(); from += PAGE) {
                    var page = entries.subList(from, Math.min(from + PAGE, entries.size()));
                    new Look(asked.side(), folding, erased, standing).at(page, findings);
                }
            }
        }
        return List.copyOf(findings.values());
    }

    /** One look at some rows of one statement. */
    private final class Look {

        private final Side side;
        private final Folding folding;
        private final ErasedLoans erased;
        private final Place place;
        private final String provider;
        private final ListTerms terms;

        Look(Side side, Folding folding, ErasedLoans erased, Standing standing) {
            this.side = side;
            this.folding = folding;
            this.erased = erased;
            this.place = new Place(Statement.LOG, standing.place());
            this.provider = standing.statement().provider();
            this.terms = standing.statement().terms();
        }

        void at(List<Entry> entries, Map<String, Finding> findings) {
            var here = here(entries);
            for (var entry : entries) {
                if (erased.find(new LoanKey(provider, entry.row().loanId())).isPresent()) {
                    continue;
                }
                var ours = here.get(id(entry.row()));
                var finding = entry.result() == Result.MISSING_THERE ? unlisted(entry, ours) : listed(entry, ours);
                if (finding != null) {
                    findings.put(finding.provider() + finding.loanId() + finding.id(), finding);
                }
            }
        }

        private @Nullable Finding unlisted(Entry entry, @Nullable ListRow ours) {
            return ours == null || !ours.expected()
                    ? null
                    : finding(entry.row(), ours.loanId(), Result.MISSING_THERE, List.of());
        }

        private @Nullable Finding listed(Entry entry, @Nullable ListRow ours) {
            if (ours == null) {
                return finding(entry.row(), entry.row().loanId(), Result.MISSING_HERE, List.of());
            }
            var differences = new ArrayList<>(ListComparison.differences(terms, ours, entry.row()));
            if (entry.readings() > 1) {
                differences.add(new Difference("rows", "1", Integer.toString(entry.readings()), ""));
            }
            return differences.isEmpty() ? null : finding(entry.row(), ours.loanId(), Result.DIFFERS, differences);
        }

        private Finding finding(ListRow row, String loanId, Result result, List<Difference> differences) {
            return Findings.listMismatch(provider, loanId, terms, row.key(), result, differences, place, row.number());
        }

        /** Rows that the lists' rows speak of, as they stand now. */
        private Map<String, ListRow> here(List<Entry> entries) {
            var loans = new TreeSet<LoanKey>();
            var wanted = new TreeSet<String>();
            for (var entry : entries) {
                if (entry.row().loanId().isEmpty()) {
                    var key = entry.row().key();
                    var bar = terms.kind() == ListTerms.Kind.LOANS ? -1 : key.lastIndexOf(ListRow.SEPARATOR);
                    wanted.add(bar < 0 ? key : key.substring(0, bar));
                } else {
                    loans.add(new LoanKey(provider, entry.row().loanId()));
                }
            }
            loans.addAll(named(wanted));
            var rows = new HashMap<String, ListRow>();
            new TreeMap<>(stories.find(side, loans)).forEach((loan, story) -> {
                if (erased.find(loan).isEmpty() && !story.events().isEmpty()) {
                    ListComparison.rows(folding.fold(loan, story.events(), terms.cutOff()), terms)
                            .forEach(row -> {
                                rows.putIfAbsent(id(row), row);
                                // What the list calls by another name than the loan's id, and had nobody here before.
                                rows.putIfAbsent(id(new ListRow(row.key(), "", row.values(), 0, false)), row);
                            });
                }
            });
            return rows;
        }

        private String id(ListRow row) {
            return row.loanId() + "\n" + row.key();
        }

        private Collection<LoanKey> named(Collection<String> names) {
            if (names.isEmpty() || terms.loanKey() == ListTerms.LoanKeyField.LOAN_ID) {
                return List.of();
            }
            var column = terms.loanKey() == ListTerms.LoanKeyField.CONTRACT_NUMBER ? "contract_number" : "external_id";
            return jdbc.sql("SELECT loan_id FROM %s WHERE provider = :provider AND %s IN (:names)"
                            .formatted(side.table("loan"), column))
                    .param("provider", provider)
                    .param("names", names)
                    .query((row, number) -> new LoanKey(provider, row.getString(1)))
                    .list();
        }
    }
}
