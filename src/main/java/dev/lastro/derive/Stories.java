package dev.lastro.derive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code story}, read by loan. */
@Component
public class Stories {

    /** Loans in one IN list. */
    private static final int LIST_MAX = 1_000;

    private final JdbcClient jdbc;

    Stories(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Story> find(Side side, LoanKey loan) {
        return Optional.ofNullable(find(side, Set.of(loan)).get(loan));
    }

    /** Those that are there. */
    Map<LoanKey, Story> find(Side side, Collection<LoanKey> loans) {
        var codec = new StoryCodec();
        var stories = new HashMap<LoanKey, Story>();
        var byProvider = new TreeMap<String, List<String>>();
        loans.forEach(loan -> byProvider
                .computeIfAbsent(loan.provider(), provider -> new ArrayList<>())
                .add(loan.loanId()));
        byProvider.forEach((provider, ids) -> {
            for (var from = 0; from < ids.size(); from += LIST_MAX) {
                jdbc.sql("SELECT loan_id, deliveries FROM %s WHERE provider = :provider AND loan_id IN (:loans)"
                                .formatted(side.table("story")))
                        .param("provider", provider)
                        .param("loans", ids.subList(from, Math.min(from + LIST_MAX, ids.size())))
                        .query(row -> {
                            var loan = new LoanKey(provider, row.getString(1));
                            stories.put(loan, codec.decode(loan, row.getBytes(2)));
                        });
            }
        });
        return stories;
    }
}
