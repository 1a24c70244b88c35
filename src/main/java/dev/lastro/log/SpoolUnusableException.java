package dev.lastro.log;

/** The spool's folder cannot be used; the message names it and says what to do. */
public class SpoolUnusableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SpoolUnusableException(String message, Throwable cause) {
        super(message, cause);
    }

    SpoolUnusableException(String message) {
        super(message);
    }
}
