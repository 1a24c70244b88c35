package dev.lastro.log;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The server settings without which a commit can vanish in a power cut, and the one that bounds a batch.
 *
 * @param flushLogAtTrxCommit {@code innodb_flush_log_at_trx_commit}; 1 forces the redo log at each commit
 * @param binaryLog whether there is a binary log at all
 * @param syncBinlog {@code sync_binlog}; 1 forces the binary log at each commit
 * @param packetBytes {@code max_allowed_packet}: what one statement may have
 */
record Fitness(int flushLogAtTrxCommit, boolean binaryLog, long syncBinlog, long packetBytes) {

    static Fitness of(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT @@GLOBAL.innodb_flush_log_at_trx_commit, @@GLOBAL.log_bin,"
                        + " @@GLOBAL.sync_binlog, @@GLOBAL.max_allowed_packet")) {
            row.next();
            return new Fitness(row.getInt(1), row.getBoolean(2), row.getLong(3), row.getLong(4));
        }
    }

    boolean isDurable() {
        return flushLogAtTrxCommit == 1 && (!binaryLog || syncBinlog == 1);
    }

    String durability() {
        return "innodb_flush_log_at_trx_commit=%d, sync_binlog=%s"
                .formatted(flushLogAtTrxCommit, binaryLog ? syncBinlog : "(no binary log)");
    }
}
