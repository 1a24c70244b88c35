package dev.lastro.cli;

import dev.lastro.loan.Place;
import dev.lastro.log.LogReader;

/** The bytes of deliveries, as they came. */
final class Bodies {

    private final LogReader log;

    Bodies(LogReader log) {
        this.log = log;
    }

    byte[] of(Place place) {
        return log.find(place.log(), place.position())
                .orElseThrow(() -> new IllegalStateException(
                        "delivery %s is not in webhook_log: rows of the log were removed".formatted(place)))
                .body();
    }
}
