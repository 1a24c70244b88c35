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

    @java.lang.Override
    public Override adjudicate(SQLException e) {
        return INTERRUPTED.equals(e.getSQLState()) || DRIVER.equals(e.getSQLState())
                ? Override.MUST_EVICT
                : Override.CONTINUE_EVICT;
    }
}
