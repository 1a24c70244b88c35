package dev.lastro.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.report.Closing.Heading;
import dev.lastro.report.Closing.Standing;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RollForwardTest {

    private static final LocalDate DATE = LocalDate.parse("2026-11-21");

    @Test
    void newResolvedWaivedRegradedAndRemeasured() {
        var before = closing(
                finding("a", "01", "MISSING_STEP", "high", "100.10"),
                finding("a", "02", "MISSING_STEP", "high", "100.10"),
                finding("b", "03", "OVERDUE_STEP", "high", "7"),
                finding("c", "04", "OVERDUE_STEP", "high", "1000"),
                finding("d", "05", "OVERDUE_STEP", "high", "1"));
        var movement = new RollForward(before);

        movement.tonight(finding("a", "01", "MISSING_STEP", "critical", "100.10"), "OPEN");
        movement.tonight(finding("a", "06", "MISSING_STEP", "high", "100.10"), "WAIVED");
        movement.tonight(finding("b", "03", "OVERDUE_STEP", "high", "7"), "WAIVED");
        movement.tonight(finding("c", "04", "OVERDUE_STEP", "high", "900.5"), "ACKNOWLEDGED");
        movement.tonight(finding("e", "07", "OVERDUE_STEP", "high", "0.01"), "OPEN");
        movement.finish(Map.of(
                new Heading("MISSING_STEP", "critical"), standing(1, "100.1"),
                new Heading("OVERDUE_STEP", "high"), standing(2, "900.51")));

        assertThat(lines(movement.counts(DATE)))
                .containsExactly(
                        "2026-11-21,MISSING_STEP,critical,0,1,0,0,1",
                        "2026-11-21,MISSING_STEP,high,2,0,2,0,0",
                        "2026-11-21,OVERDUE_STEP,high,3,1,1,1,2");
        assertThat(lines(movement.amounts(DATE)))
                .containsExactly(
                        "2026-11-21,MISSING_STEP,critical,0.00,100.10,0.00,0.00,0.00,100.10",
                        "2026-11-21,MISSING_STEP,high,200.20,0.00,200.20,0.00,0.00,0.00",
                        "2026-11-21,OVERDUE_STEP,high,1008.00,0.01,1.00,7.00,-99.50,900.51");
        assertThat(movement.gone())
                .extracting(gone -> gone.was().findingId() + " " + gone.isWaived())
                .containsExactly("02 false", "03 true", "05 false");
    }

    @Test
    void whatDoesNotTieToTheDatabaseFailsWithBothSides() {
        var movement = new RollForward(Closing.NONE);
        movement.tonight(finding("a", "01", "MISSING_STEP", "high", "5"), "OPEN");

        assertThatThrownBy(() -> movement.finish(Map.of(new Heading("MISSING_STEP", "high"), standing(2, "5"))))
                .isInstanceOf(UnbalancedException.class)
                .hasMessageContaining("MISSING_STEP high: opening 0 (BRL 0.00) + new 1 (BRL 5.00)")
                .hasMessageContaining("= 1 (BRL 5.00), but what stands is 2 (BRL 5.00)");
    }

    @Test
    void whatDoesNotTieToTheNightBeforeFailsWithBothSides() {
        var kept = closing(finding("a", "01", "MISSING_STEP", "high", "5"));
        var said = new TreeMap<>(Map.of(new Heading("MISSING_STEP", "high"), standing(1, "5.01")));
        var movement = new RollForward(new Closing(said, kept.parts()));

        assertThatThrownBy(() -> movement.finish(Map.of()))
                .isInstanceOf(UnbalancedException.class)
                .hasMessageContaining("the opening is 1 (BRL 5.00), but the night before closed with 1 (BRL 5.01)");
    }

    /** What the database sorts by its collation must come out as it went in, also where Java would sort otherwise. */
    @Test
    void aClosingIsReadAsItWasPacked() {
        var packer = new Closing.Packer();
        var all = new ArrayList<Outstanding>();
        all.add(new Outstanding(
                "base39",
                "",
                "00",
                "UNKNOWN_TYPE",
                "medium",
                null,
                null,
                Instant.parse("1000-01-01T00:00:00.000001Z"),
                new BigDecimal("-0.00000001")));
        for (var i = 0; i < 45_000; i++) {
            all.add(finding("loan-%05d".formatted(i), "01", "MISSING_STEP", "high", i + ".01"));
        }
        all.add(finding("\uFFFD", "01", "MISSING_STEP", "high", "0"));
        all.add(finding("\uD83C\uDDE7", "01", "MISSING_STEP", "high", "9999999999999999999.12345678"));
        all.forEach(packer::add);

        var closing = packer.finish();
        var read = Closing.of(closing.saidAsText(), closing.parts());

        assertThat(closing.parts()).hasSize(3);
        assertThat(read.parts().stream().flatMap(part -> Closing.read(part).stream()))
                .usingComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(all);
        assertThat(read.said())
                .containsOnlyKeys(new Heading("MISSING_STEP", "high"), new Heading("UNKNOWN_TYPE", "medium"));
        assertThat(read.saidAsText()).isEqualTo(closing.saidAsText()).asString().contains("MISSING_STEP high 45002 ");
        assertThatThrownBy(() -> packer.add(all.getFirst())).hasMessageContaining("not in the order of their key");
        var part = closing.parts().getFirst();
        assertThatThrownBy(() -> Closing.read(Arrays.copyOf(part, part.length / 2)))
                .hasMessageContaining("the next run makes them again");
    }

    private static Closing closing(Outstanding... findings) {
        var packer = new Closing.Packer();
        List.of(findings).forEach(packer::add);
        return packer.finish();
    }

    private static Standing standing(long count, String amount) {
        return new Standing(count, new BigDecimal(amount));
    }

    private static Outstanding finding(String loan, String id, String code, String severity, String amount) {
        return new Outstanding(
                "base39", loan, id, code, severity, "SIGNED", DATE, Instant.EPOCH, new BigDecimal(amount));
    }

    private static List<String> lines(List<String[]> rows) {
        return rows.stream().map(row -> String.join(",", row)).toList();
    }
}
