package dev.lastro.log;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Which connections must not go back into the pool, beside those that Hikari knows for broken ({@code
 * spring.datasource.hikari.exception-override-class-name}).
 */
public final class EvictDoubtfulConnections implements SQLExceptionOverride {

    /** A statement was interrupted: by KILL, which ends the connection a moment later. */
    private static final String INTERRUPTED = "70100";

    /** Connector/J's word for a state of its own that it cannot go on from: a stream that was left half read, say. */
    private static final String DRIVER = "S1000";

    static {
        // Hikari trusts a connection unseen for half a second after its last use, and has no other setting for it: what
        // the server closed in that time would fail the next run. Asking costs a tenth of a millisecond a borrowing.
        System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "0");
    }

    @java.lang.Override
    public Override adjudicate(SQLException e) {
        return INTERRUPTED.equals(e.getSQLState()) || DRIVER.equals(e.getSQLState())
                ? Override.MUST_EVICT
                : Override.CONTINUE_EVICT;
    }
}
