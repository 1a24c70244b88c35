package dev.lastro.derive;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.LoanEvent;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Every delivery of a loan event that names this loan, each with its class.
 *
 * @param lines by place, each place once
 */
public record Story(LoanKey loan, List<Line> lines) {

    /** Puts the lines in order: the same lines are the same story. */
    static Story of(LoanKey loan, Collection<Line> lines) {
        return new Story(
                loan, lines.stream().sorted(Comparator.comparing(Line::place)).toList());
    }

    /** What is folded. */
    public List<LoanEvent> events() {
        return lines.stream()
                .filter(line -> line.deliveryClass() == DeliveryClass.EVENT)
                .map(Line::event)
                .toList();
    }

    int count(DeliveryClass deliveryClass) {
        var count = 0;
        for (var line : lines) {
            count += line.deliveryClass() == deliveryClass ? 1 : 0;
        }
        return count;
    }
}
