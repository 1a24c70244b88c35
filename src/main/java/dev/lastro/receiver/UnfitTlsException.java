package dev.lastro.receiver;

/** HTTPS cannot be served with the files or settings as they are; the message says which, and what to do. */
public final class UnfitTlsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfitTlsException(String message) {
        super(message);
    }

    UnfitTlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
