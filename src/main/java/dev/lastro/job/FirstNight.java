package dev.lastro.job;

import dev.lastro.report.Closing;
import dev.lastro.report.Hindsight;
import dev.lastro.report.Outstanding;
import dev.lastro.report.Trail;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Of the night before which there is none. */
record FirstNight(Consumer<Closing> keeper) implements Hindsight {

    @Override
    public Closing opening() {
        return Closing.NONE;
    }

    @Override
    public void keep(Closing closing) {
        keeper.accept(closing);
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
}
