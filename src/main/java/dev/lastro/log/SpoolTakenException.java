package dev.lastro.log;

/** Another process has this log's spool in that folder; it may end. */
final class SpoolTakenException extends SpoolUnusableException {

    private static final long serialVersionUID = 1L;

    SpoolTakenException(String message) {
        super(message);
    }
}
