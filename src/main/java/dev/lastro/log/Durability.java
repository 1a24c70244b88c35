package dev.lastro.log;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The two server settings without which a commit can vanish in a power cut.
 *
 * @param flushLogAtTrxCommit {@code innodb_flush_log_at_trx_commit}; 1 forces the redo log at each commit
 * @param binaryLog whether there is a binary log at all
 * @param syncBinlog {@code sync_binlog}; 1 forces the binary log at each commit
 */
record Durability(int flushLogAtTrxCommit, boolean binaryLog, long syncBinlog) {

    static Durability of(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT @@GLOBAL.innodb_flush_log_at_trx_commit, @@GLOBAL.log_bin, @@GLOBAL.sync_binlog")) {
            row.next();
            return new Durability(row.getInt(1), row.getBoolean(2), row.getLong(3));
        }
    }

    boolean isDurable() {
        return flushLogAtTrxCommit == 1 && (!binaryLog || syncBinlog == 1);
    }

    @Override
    public String toString() {
        return "innodb_flush_log_at_trx_commit=%d, sync_binlog=%s"
                .formatted(flushLogAtTrxCommit, binaryLog ? syncBinlog : "(no binary log)");
    }
}
