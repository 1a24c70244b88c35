package dev.lastro.job;

import dev.lastro.report.Closing;
import dev.lastro.report.Hindsight;
import dev.lastro.report.Kept;
import dev.lastro.report.Outstanding;
import dev.lastro.report.Trail;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;

/** Of the night before which there is none. */
record FirstNight(Consumer<Kept> keeper) implements Hindsight {

    @Override
    public Closing opening() {
        return Closing.NONE;
    }

    @Override
    public void keep(Kept kept) {
        keeper.accept(kept);
    }

    @Override
    public Map<Outstanding, Arrival> endedBy(List<Outstanding> gone) {
        return Map.of();
    }

    @Override
    public Map<Outstanding, Arrival> waivedBy(List<Outstanding> gone) {
        return Map.of();
    }

    @Override
    public void saw(Trail.Row delivery) {}

    @Override
    public void retold(Consumer<Retold> retold) {}

    @Override
    public SortedMap<LocalDate, Ages> aging() {
        return Collections.emptySortedMap();
    }
}
