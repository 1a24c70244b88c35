package dev.lastro.derive;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.Place;

/** What a provider's definition makes of one delivery, before it is seen beside others. */
sealed interface Reading {

    Place place();

    String provider();

    /** @param line of class EVENT, as long as no other delivery says otherwise */
    record OfLoan(Line line) implements Reading {
        @Override
        public Place place() {
            return line.place();
        }

        @Override
        public String provider() {
            return line.event().provider();
        }
    }

    record NotLoan(Place place, String provider) implements Reading {}

    /** Its body is gone; the row alone says no more than whose it was. */
    record Erased(Place place, String provider) implements Reading {}

    record NotUnderstood(Unclear delivery) implements Reading {
        @Override
        public Place place() {
            return delivery.place();
        }

        @Override
        public String provider() {
            return delivery.provider();
        }

        DeliveryClass deliveryClass() {
            return delivery.deliveryClass();
        }
    }
}
