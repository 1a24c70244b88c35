package dev.lastro.provider;

import dev.lastro.loan.EventType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a type and status mean.
 *
 * @param spot where it stands in the file
 * @param statuses empty: any status, also none
 * @param where what else must be so
 * @param event null: not a loan event
 */
record Rule(
        Spot spot,
        List<TypePattern> types,
        Set<String> statuses,
        List<Condition> where,
        @Nullable EventType event,
        FactFields facts) {

    boolean matches(String type, @Nullable String status) {
        return TypePattern.any(types, type) && (statuses.isEmpty() || (status != null && statuses.contains(status)));
    }

    boolean holds(Scanned body, int base) {
        for (Condition condition : where) {
            if (!condition.holds(body, base)) {
                return false;
            }
        }
        return true;
    }

    /** Something that a further field must say. */
    record Condition(Field at, List<TypePattern> is) {

        boolean holds(Scanned body, int base) {
            String text = at.text(body, base);
            return text != null && TypePattern.any(is, text);
        }

        /** Whatever fulfils the other fulfils this one too. */
        boolean covers(Condition other) {
            return at.toString().equals(other.at.toString())
                    && other.is.stream().allMatch(value -> is.stream().anyMatch(pattern -> pattern.covers(value)));
        }
    }

    /** A provider's type, or where it ends with {@code *} all types that begin so. */
    record TypePattern(String text, boolean prefix) {

        static TypePattern of(String text) {
            return text.endsWith("*")
                    ? new TypePattern(text.substring(0, text.length() - 1), true)
                    : new TypePattern(text, false);
        }

        boolean matches(String type) {
            return prefix ? type.startsWith(text) : type.equals(text);
        }

        /** Every type that the other matches matches this one too. */
        boolean covers(TypePattern other) {
            return prefix ? other.text.startsWith(text) : equals(other);
        }

        static boolean any(List<TypePattern> patterns, String type) {
            for (TypePattern pattern : patterns) {
                if (pattern.matches(type)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String toString() {
            return prefix ? text + "*" : text;
        }
    }
}
