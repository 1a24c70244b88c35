package dev.lastro.cli;

/** What was typed cannot be done; the message says what to type instead. */
final class WrongUsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongUsageException(String message) {
        super(message);
    }
}
