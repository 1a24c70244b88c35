package dev.lastro.report;

import dev.lastro.report.Closing.Heading;
import dev.lastro.report.Closing.Standing;
import dev.lastro.report.Column.Kind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * From what stood the night before to what stands tonight: both come in the order of their key and are walked side by side,
 * so what is in memory are the sums, and the findings that do not stand any more.
 *
 * <p>A finding whose severity has changed is resolved under the one and new under the other: both rows tie, and so does
 * their sum. It is none of those that are {@link #gone}.
 */
final class RollForward {

    static final String NAME = "rollforward";
    static final String AMOUNTS_NAME = "rollforward_amounts";

    static final List<Column> COLUMNS = List.of(
            new Column("business_date", Kind.DATE),
            new Column("code", Kind.TEXT),
            new Column("severity", Kind.TEXT),
            new Column("opening", Kind.NUMBER),
            new Column("new", Kind.NUMBER),
            new Column("resolved", Kind.NUMBER),
            new Column("waived", Kind.NUMBER),
            new Column("closing", Kind.NUMBER));

    /** BRL at risk; {@code remeasured}: of findings that stand on both nights, by how much their loans are worth more. */
    static final List<Column> AMOUNT_COLUMNS = List.of(
            new Column("business_date", Kind.DATE),
            new Column("code", Kind.TEXT),
            new Column("severity", Kind.TEXT),
            new Column("opening", Kind.AMOUNT),
            new Column("new", Kind.AMOUNT),
            new Column("resolved", Kind.AMOUNT),
            new Column("waived", Kind.AMOUNT),
            new Column("remeasured", Kind.AMOUNT),
            new Column("closing", Kind.AMOUNT));

    static final String WAIVED = "WAIVED";

    private final SortedMap<Heading, Standing> said;
    private final Iterator<Outstanding> opening;
    private @Nullable Outstanding next;
    private final SortedMap<Heading, Movement> movements = new TreeMap<>();
    private final Closing.Packer closing = new Closing.Packer();
    private final List<Gone> gone = new ArrayList<>();

    RollForward(Closing before) {
        this.said = before.said();
        this.opening = before.parts().stream()
                .flatMap(part -> Closing.read(part).stream())
                .iterator();
        advance();
    }

    /** One that stood the night before and does not any more; waived: it is still there, but nobody waits for it. */
    record Gone(Outstanding was, boolean isWaived) {}

    /** Counts and BRL of one heading. */
    private static final class Movement {
        Standing opening = Standing.NOTHING;
        Standing fresh = Standing.NOTHING;
        Standing resolved = Standing.NOTHING;
        Standing waived = Standing.NOTHING;
        BigDecimal remeasured = BigDecimal.ZERO;

        Standing closing() {
            return new Standing(
                    opening.count() + fresh.count() - resolved.count() - waived.count(),
                    opening.amount()
                            .add(fresh.amount())
                            .subtract(resolved.amount())
                            .subtract(waived.amount())
                            .add(remeasured));
        }
    }

    /** The next finding of tonight. */
    void tonight(Outstanding is, String status) {
        while (next != null && Outstanding.KEY.compare(next, is) < 0) {
            gone(next, false);
            advance();
        }
        var was = next != null && Outstanding.KEY.compare(next, is) == 0 ? next : null;
        if (was != null) {
            advance();
        }
        if (status.equals(WAIVED)) {
            if (was != null) {
                gone(was, true);
            }
            return;
        }
        closing.add(is);
        if (was == null) {
            of(is).fresh = of(is).fresh.and(is.amountAtRisk());
        } else {
            both(was, is);
        }
    }

    private void both(Outstanding was, Outstanding is) {
        open(was);
        if (Heading.of(was).equals(Heading.of(is))) {
            of(is).remeasured = of(is).remeasured.add(is.amountAtRisk()).subtract(was.amountAtRisk());
        } else {
            of(was).resolved = of(was).resolved.and(was.amountAtRisk());
            of(is).fresh = of(is).fresh.and(is.amountAtRisk());
        }
    }

    private void gone(Outstanding was, boolean isWaived) {
        open(was);
        var of = of(was);
        if (isWaived) {
            of.waived = of.waived.and(was.amountAtRisk());
        } else {
            of.resolved = of.resolved.and(was.amountAtRisk());
        }
        gone.add(new Gone(was, isWaived));
    }

    private void open(Outstanding was) {
        of(was).opening = of(was).opening.and(was.amountAtRisk());
    }

    private Movement of(Outstanding finding) {
        return movements.computeIfAbsent(Heading.of(finding), heading -> new Movement());
    }

    private void advance() {
        next = opening.hasNext() ? opening.next() : null;
    }

    /**
     * There are no more tonight.
     *
     * @param counted what stands, as the database counts it
     * @throws UnbalancedException if anything does not tie
     */
    Closing finish(Map<Heading, Standing> counted) {
        while (next != null) {
            gone(next, false);
            advance();
        }
        gone.sort((a, b) -> Outstanding.ROWS.compare(a.was(), b.was()));
        var wrong = new ArrayList<String>();
        var headings = new TreeSet<>(movements.keySet());
        headings.addAll(counted.keySet());
        headings.addAll(said.keySet());
        headings.forEach(heading -> check(heading, counted, wrong));
        if (!wrong.isEmpty()) {
            throw new UnbalancedException("the roll-forward of findings does not tie: " + String.join("; ", wrong));
        }
        var says = new TreeMap<Heading, Standing>();
        movements.forEach((heading, movement) -> {
            if (movement.closing().count() > 0) {
                says.put(heading, movement.closing());
            }
        });
        return closing.finish(says);
    }

    private void check(Heading heading, Map<Heading, Standing> counted, List<String> wrong) {
        var movement = movements.getOrDefault(heading, new Movement());
        var stands = counted.getOrDefault(heading, Standing.NOTHING);
        if (!movement.closing().isSame(stands)) {
            wrong.add("%s %s: %s, but what stands is %s"
                    .formatted(heading.code(), heading.severity(), equation(movement), text(stands)));
        }
        var before = said.getOrDefault(heading, Standing.NOTHING);
        if (!before.isSame(movement.opening)) {
            wrong.add("%s %s: the opening is %s, but the night before closed with %s"
                    .formatted(heading.code(), heading.severity(), text(movement.opening), text(before)));
        }
    }

    private static String equation(Movement movement) {
        return "opening %s + new %s - resolved %s - waived %s + remeasured BRL %s = %s"
                .formatted(
                        text(movement.opening),
                        text(movement.fresh),
                        text(movement.resolved),
                        text(movement.waived),
                        Cells.amount(movement.remeasured),
                        text(movement.closing()));
    }

    private static String text(Standing standing) {
        return "%d (BRL %s)".formatted(standing.count(), Cells.amount(standing.amount()));
    }

    /** @return in the order of the file */
    List<Gone> gone() {
        return gone;
    }

    List<String[]> counts(LocalDate date) {
        var rows = new ArrayList<String[]>();
        movements.forEach((heading, of) -> rows.add(new String[] {
            date.toString(),
            heading.code(),
            heading.severity(),
            Long.toString(of.opening.count()),
            Long.toString(of.fresh.count()),
            Long.toString(of.resolved.count()),
            Long.toString(of.waived.count()),
            Long.toString(of.closing().count())
        }));
        return rows;
    }

    List<String[]> amounts(LocalDate date) {
        var rows = new ArrayList<String[]>();
        movements.forEach((heading, of) -> rows.add(new String[] {
            date.toString(),
            heading.code(),
            heading.severity(),
            Cells.amount(of.opening.amount()),
            Cells.amount(of.fresh.amount()),
            Cells.amount(of.resolved.amount()),
            Cells.amount(of.waived.amount()),
            Cells.amount(of.remeasured),
            Cells.amount(of.closing().amount())
        }));
        return rows;
    }
}
