package dev.lastro.faults;

/** What became of one delivery, as its sender saw it. */
sealed interface Reply {

    /** 200 with a position. */
    record Stored(long position) implements Reply {}

    /** 200 from the spool. */
    record Spooled() implements Reply {}

    /** Told to come again, or anything else that is not 200. */
    record Refused(int status) implements Reply {}

    /** No answer: it may be in the log, or not. */
    record Unanswered() implements Reply {}

    /** No receiver to connect to: nothing of it was ever sent. */
    record Unreached() implements Reply {}

    default boolean isAcknowledgement() {
        return this instanceof Stored || this instanceof Spooled;
    }
}
