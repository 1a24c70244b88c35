package dev.lastro.log;

/** The log cannot take a delivery now; nothing was stored. */
public final class LogUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LogUnavailableException(String message) {
        super(message);
    }
}
