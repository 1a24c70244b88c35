package dev.lastro.derive;

import dev.lastro.loan.Finding;
import dev.lastro.loan.FindingCode;
import dev.lastro.loan.OutageFindings;
import dev.lastro.loan.Outages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Outages suspected from the missing steps of all loans, and the table {@code suspected} of the loans in them. Where no
 * provider has enough loans that miss steps at one moment, which is most nights, no loan is looked at.
 *
 * <p>SEQUENCE_BREAK is not asked. Of a status on the way to the money it proves the same loss between the same two events as
 * MISSING_STEP does, and a loan counts once at each moment, so it would add nothing; but for optional statuses, which few loans
 * go through. Of instalments it would add some, years after what {@link Outages#lived} tells of a loan: the base rate would be
 * one of other losses than those that are counted.
 */
@Component
class SuspectedOutages implements Survey {

    private static final int LOANS_A_STATEMENT = 500;

    private final JdbcTemplate jdbcTemplate;
    private final JdbcClient jdbc;
    private final Stories stories;
    private final ReceivedHours hours;

    SuspectedOutages(JdbcTemplate jdbcTemplate, JdbcClient jdbc, Stories stories, ReceivedHours hours) {
        this.jdbcTemplate = jdbcTemplate;
        this.jdbc = jdbc;
        this.stories = stories;
        this.hours = hours;
    }

    @Override
    public Set<FindingCode> codes() {
        return Set.of(FindingCode.OUTAGE_SUSPECTED);
    }

    @Override
    public List<Finding> find(Asked asked) {
        var found = new ArrayList<Finding>();
        var loans = new TreeSet<LoanKey>();
        missingSteps(asked.side()).forEach((provider, missing) -> {
            if (missing.stream().map(Missing::loanId).distinct().count() >= Outages.LOANS_MIN) {
                var outages = outages(asked.side(), provider, missing);
                outages.forEach(outage -> outage.loans().forEach(loanId -> loans.add(new LoanKey(provider, loanId))));
                if (!outages.isEmpty()) {
                    found.addAll(OutageFindings.of(
                            provider,
                            outages,
                            received(asked),
                            asked.definitions().calendar()));
                }
            }
        });
        replace(asked.side(), loans);
        return found;
    }

    /** @param proof identity of the event that proves that one is missing */
    private record Missing(String loanId, @Nullable Instant after, String proof) {}

    private Map<String, List<Missing>> missingSteps(Side side) {
        var byProvider = new TreeMap<String, List<Missing>>();
        jdbc.sql("SELECT provider, loan_id, after_event_at, evidence FROM %s WHERE code = 'MISSING_STEP'"
                        .formatted(side.table("finding")))
                .query(row -> {
                    byProvider
                            .computeIfAbsent(row.getString(1), provider -> new ArrayList<>())
                            .add(new Missing(row.getString(2), SqlTime.find(row, "after_event_at"), row.getString(4)));
                });
        return byProvider;
    }

    private List<Outages.Outage> outages(Side side, String provider, List<Missing> missing) {
        var outages = new Outages(gaps(side, provider, missing));
        if (!outages.isSuspicious()) {
            return List.of();
        }
        // Steps are awaited until the money is out; a loan's years of instalments say nothing of them.
        jdbc.sql("""
                SELECT loan_id, first_event_at, COALESCE(disbursed_at, last_event_at) AS until
                FROM %s WHERE provider = ? AND events > 0
                """.formatted(side.table("loan"))).param(provider).query(row -> {
            outages.lived(row.getString(1), SqlTime.get(row, "first_event_at"), SqlTime.get(row, "until"));
        });
        return outages.find();
    }

    private List<Outages.Gap> gaps(Side side, String provider, List<Missing> missing) {
        var keys = new HashSet<LoanKey>();
        missing.forEach(each -> keys.add(new LoanKey(provider, each.loanId())));
        var times = new HashMap<LoanKey, Map<String, Instant>>();
        stories.find(side, keys).forEach((loan, story) -> {
            var byIdentity = new HashMap<String, Instant>();
            story.events().forEach(event -> byIdentity.put(event.identity(), event.occurredAt()));
            times.put(loan, byIdentity);
        });
        return missing.stream()
                .map(each -> {
                    var ofLoan = Objects.requireNonNull(times.get(new LoanKey(provider, each.loanId())));
                    return new Outages.Gap(
                            each.loanId(), each.after(), Objects.requireNonNull(ofLoan.get(each.proof())));
                })
                .toList();
    }

    /** Of whichever provider. */
    private SortedSet<Instant> received(Asked asked) {
        var all = new TreeSet<Instant>();
        hours.find(asked).values().forEach(all::addAll);
        return all;
    }

    private void replace(Side side, Set<LoanKey> loans) {
        jdbc.sql("DELETE FROM " + side.table("suspected")).update();
        jdbcTemplate.batchUpdate(
                "INSERT INTO %s (provider, loan_id) VALUES (?, ?)".formatted(side.table("suspected")),
                loans,
                LOANS_A_STATEMENT,
                (statement, loan) -> {
                    statement.setString(1, loan.provider());
                    statement.setString(2, loan.loanId());
                });
    }
}
