package dev.lastro.log;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** What an alarm can ask of the log and its spool. */
record LogMetrics(GroupCommitter log, Spool spool) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("lastro.log.writing", log, each -> each.isWriting() ? 1 : 0)
                .description("1: this process writes the log")
                .register(registry);
        Gauge.builder("lastro.spool.waiting", spool, Spool::waiting)
                .description("deliveries that are acknowledged and not in the log yet")
                .register(registry);
        Gauge.builder("lastro.spool.bytes", spool, each -> each.status().bytes())
                .description("what the spool takes of its disk")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("lastro.spool.set.aside", spool, each -> each.status().setAside())
                .description("files that wait for a person")
                .register(registry);
    }
}
