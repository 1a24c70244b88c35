package dev.lastro.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Two peers' loans beside each other.
 *
 * @param differences the first few, in words
 */
record Comparison(long loans, long different, List<String> differences) {

    private static final int SHOWN = 5;

    /** Sorted by provider and loan. */
    static final class Rows implements AutoCloseable {

        private final Statement statement;
        private final ResultSet result;

        Rows(Connection connection, String sql) throws SQLException {
            statement = connection.createStatement();
            result = statement.executeQuery(sql);
        }

        @Nullable
        LoanRow next() throws SQLException {
            return result.next() ? LoanRow.of(result) : null;
        }

        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }

    static Comparison of(Rows left, Rows right) throws SQLException {
        var differences = new ArrayList<String>();
        var loans = 0L;
        var different = 0L;
        var a = left.next();
        var b = right.next();
        while (a != null || b != null) {
            var order = a == null ? 1 : b == null ? -1 : a.compareKey(b);
            loans++;
            if (order != 0 || !Objects.equals(a, b)) {
                different++;
                if (differences.size() < SHOWN) {
                    differences.add("%s is not %s".formatted(order > 0 ? null : a, order < 0 ? null : b));
                }
            }
            a = order <= 0 ? left.next() : a;
            b = order >= 0 ? right.next() : b;
        }
        return new Comparison(loans, different, differences);
    }

    @Override
    public String toString() {
        return different == 0
                ? "%,d loans, all equal".formatted(loans)
                : "%,d loans, %,d DIFFERENT:%n  %s".formatted(loans, different, String.join("\n  ", differences));
    }
}
