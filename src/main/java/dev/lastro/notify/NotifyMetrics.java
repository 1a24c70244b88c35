package dev.lastro.notify;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** What an alarm can ask of each channel. */
record NotifyMetrics(Notifications notifications) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        for (var fare : notifications.fares()) {
            FunctionCounter.builder("lastro.notify.told", fare, Fare::told)
                    .description("notices that were told")
                    .tag("channel", fare.channel())
                    .register(registry);
            FunctionCounter.builder("lastro.notify.failures", fare, Fare::failures)
                    .description("tries that failed")
                    .tag("channel", fare.channel())
                    .register(registry);
        }
    }
}
