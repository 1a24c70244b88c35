package dev.lastro.anchor;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** What an alarm can ask of each anchor; {@code docs/operating.md} says which figure deserves one. */
record AnchorMetrics(Anchors anchors) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        for (var attempts : anchors.attempts()) {
            FunctionCounter.builder("lastro.anchor.published", attempts, Attempts::published)
                    .description("checkpoints that the anchor took")
                    .tag("anchor", attempts.anchor())
                    .register(registry);
            FunctionCounter.builder("lastro.anchor.failures", attempts, Attempts::failures)
                    .description("tries that failed")
                    .tag("anchor", attempts.anchor())
                    .register(registry);
            Gauge.builder("lastro.anchor.waiting", attempts, Attempts::waiting)
                    .description("checkpoints that the anchor should have and has not")
                    .tag("anchor", attempts.anchor())
                    .register(registry);
            Gauge.builder("lastro.anchor.gone", attempts, Attempts::gone)
                    .description("logs of which checkpoints that the anchor has are not in the database any more")
                    .tag("anchor", attempts.anchor())
                    .register(registry);
        }
    }
}
