package dev.lastro.loan;

import java.util.Comparator;

/**
 * Where a delivery stands: the name of its log and its position there.
 *
 * @param log the log's name, 1 to 32 ASCII characters
 * @param position 0, 1, 2 … without a gap within one log
 */
public record Place(String log, long position) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::log).thenComparingLong(Place::position);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    /** {@code main/42}. */
    @Override
    public String toString() {
        return log + "/" + position;
    }
}
