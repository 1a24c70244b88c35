package dev.lastro.log;

/** The database failed while the log was read; nothing can be said of what was not read. */
public final class LogReadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LogReadException(String message, Throwable cause) {
        super(message, cause);
    }
}
