package dev.lastro.derive;

import dev.lastro.loan.DecisionHistory;
import dev.lastro.loan.Place;
import dev.lastro.loan.Standing.Placed;
import dev.lastro.loan.Standings;
import dev.lastro.log.ErasureAct;
import dev.lastro.log.LogReader;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What people have decided of findings, as it stands in the log. A run counts every decision that its prefix holds, whatever
 * the business date: a decision is no event of a loan but what is known of a finding, so whoever waives in the morning and
 * asks for that date again sees it waived, and what was known at first comes out by {@code --known}.
 */
@Component
public class DecisionLog {

    private final LogReader log;

    DecisionLog(LogReader log) {
        this.log = log;
    }

    /**
     * In their order; what is no decision is passed over, and stands in the quarantine.
     *
     * @param prefix by log how many deliveries count; null: all there are
     */
    public void read(@Nullable Map<String, Long> prefix, Consumer<Placed> consumer) {
        var size = prefix == null ? log.size(ErasureAct.LOG) : prefix.getOrDefault(ErasureAct.LOG, 0L);
        if (size > 0) {
            log.scan(ErasureAct.LOG, 0, size, List.of(ErasureAct.PROVIDER), row -> {
                var decision = DecisionText.find(row.body());
                if (decision != null) {
                    consumer.accept(new Placed(new Place(row.log(), row.position()), decision));
                }
            });
        }
    }

    /** The same, as it stood at any time until then. */
    public DecisionHistory history(Map<String, Long> prefix) {
        var history = new DecisionHistory();
        read(prefix, each -> history.add(each.place(), each.decision()));
        return history;
    }

    /** The same, folded. */
    public Standings standings(@Nullable Map<String, Long> prefix) {
        var standings = new Standings();
        read(prefix, each -> standings.add(each.place(), each.decision()));
        return standings;
    }
}
