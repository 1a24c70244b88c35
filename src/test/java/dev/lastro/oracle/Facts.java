package dev.lastro.oracle;

import dev.lastro.oracle.Body.Instalment;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a body says of a loan, by the names of spec section 4's facts; what it does not say is not there. */
final class Facts {
    private final SortedMap<String, Object> said = new TreeMap<>();
    private SortedMap<Integer, Instalment> schedule = new TreeMap<>();

    Facts put(String name, @Nullable Object value) {
        if (value != null) {
            said.put(name, value);
        }
        return this;
    }

    Facts schedule(SortedMap<Integer, Instalment> listed) {
        schedule = listed;
        return this;
    }

    SortedMap<Integer, Instalment> schedule() {
        return schedule;
    }

    @Nullable
    String text(String name) {
        return said.get(name) instanceof String text ? text : null;
    }

    @Nullable
    BigDecimal amount(String name) {
        return said.get(name) instanceof BigDecimal amount ? amount : null;
    }

    @Nullable
    Integer count(String name) {
        return said.get(name) instanceof Integer count ? count : null;
    }

    @Nullable
    LocalDate date(String name) {
        return said.get(name) instanceof LocalDate date ? date : null;
    }

    /** The same for two that say the same: amounts are without trailing zeros. */
    @Override
    public String toString() {
        return said.toString() + schedule;
    }
}
