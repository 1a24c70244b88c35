package dev.lastro.log;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A delivery's place: the log's name, and its position there.
 *
 * @param log 1 to 32 of {@code a-z 0-9 -}
 * @param position from 0 on, at most 18 digits
 */
public record Position(String log, long position) implements Comparable<Position> {

    private static final Comparator<Position> ORDER =
            Comparator.comparing(Position::log).thenComparingLong(Position::position);

    private static final Pattern TEXT = Pattern.compile("([a-z0-9-]{1,32})/(0|[1-9][0-9]{0,17})");

    /** @throws IllegalArgumentException unless it is what {@link #toString} writes */
    static Position parse(String text) {
        var matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no place of a delivery: " + text);
        }
        return new Position(matcher.group(1), Long.parseLong(matcher.group(2)));
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    /** {@code main/42}. */
    @Override
    public String toString() {
        return log + "/" + position;
    }
}
