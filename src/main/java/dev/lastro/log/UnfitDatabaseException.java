package dev.lastro.log;

/** The database answers, but its settings could lose what is acknowledged; the message says which, and what to set. */
public final class UnfitDatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfitDatabaseException(String message) {
        super(message);
    }
}
