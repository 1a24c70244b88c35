package dev.lastro.bench;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What all peers say of a loan.
 *
 * @param events distinct ones before the cut-off
 * @param missing a bit for each required event that is missing, by its rank in the lifecycle
 */
record LoanRow(String provider, String loanId, String state, long events, long missing) {

    /** By its columns' order. */
    static LoanRow of(ResultSet row) throws SQLException {
        return new LoanRow(row.getString(1), row.getString(2), row.getString(3), row.getLong(4), row.getLong(5));
    }

    int compareKey(LoanRow other) {
        var byProvider = provider.compareTo(other.provider);
        return byProvider != 0 ? byProvider : loanId.compareTo(other.loanId);
    }
}
