package dev.lastro.report;

import dev.lastro.loan.LoanState;
import dev.lastro.loan.Place;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The night before the rows in {@code rows.sql}: one finding stood as it does now, one of more money, one is gone. */
final class TwoNights implements Hindsight {

    private static final Instant DUE = Instant.parse("2026-11-20T10:00:00.000001Z");

    private final Closing.Packer packer = new Closing.Packer();

    @Nullable
    Kept kept;

    TwoNights() {
        packer.add(new Outstanding(
                "base39",
                "loan_1",
                "0000000000000000",
                "OVERDUE_STEP",
                "high",
                "DISBURSED",
                LocalDate.parse("2026-11-21"),
                DUE,
                new BigDecimal(1_000)));
        packer.add(new Outstanding(
                "base39",
                "loan_1",
                "1111111111111111",
                "OVERDUE_STEP",
                "high",
                "CREATED",
                LocalDate.parse("2026-11-20"),
                DUE,
                new BigDecimal("1000")));
        packer.add(new Outstanding(
                "openco", "", "0123456789abcdef", "UNKNOWN_TYPE", "medium", null, null, null, BigDecimal.ZERO));
    }

    @Override
    public Closing opening() {
        return packer.finish();
    }

    @Override
    public void keep(Kept all) {
        kept = all;
    }

    @Override
    public Map<Outstanding, Arrival> endedBy(List<Outstanding> gone) {
        return Map.of(gone.getFirst(), new Arrival("main/5", DUE.plusSeconds(3 * 3_600), DUE));
    }

    @Override
    public Map<Outstanding, Arrival> waivedBy(List<Outstanding> gone) {
        return Map.of();
    }

    @Override
    public void saw(Trail.Row delivery) {}

    @Override
    public void retold(Consumer<Retold> retold) {
        retold.accept(new Retold(
                LocalDate.parse("2026-11-20"),
                "base39",
                "loan_1",
                told(loan("CREATED", null)),
                told(loan("CREATED", null)),
                told(loan("DISBURSED", new BigDecimal("950.12345678"))),
                new TreeSet<>(List.of(new Place("main", 5), new Place("import", 0))),
                Collections.emptySortedSet()));
    }

    private static Told told(LoanState loan) {
        return new Told(loan, List.of(), Map.of(), 0, false, List.of());
    }

    @Override
    public SortedMap<LocalDate, Ages> aging() {
        return new TreeMap<>(Map.of(LocalDate.parse("2026-11-20"), new Ages(Aging.NOTHING, Aging.NOTHING)));
    }

    private static LoanState loan(String state, @Nullable BigDecimal disbursed) {
        return new LoanState(
                "base39",
                "loan_1",
                "base39-loan",
                state,
                false,
                "=C-1",
                null,
                DUE,
                null,
                null,
                null,
                null,
                disbursed,
                null,
                null,
                BigDecimal.ZERO,
                null,
                0,
                null,
                null,
                null,
                DUE,
                DUE,
                1,
                0,
                false,
                null,
                Map.of());
    }
}
