package dev.lastro.log;

/** What became of a delivery that is durable now. */
public sealed interface Receipt {

    /** It is committed in the log. */
    record Stored(String log, long position) implements Receipt {}

    /** It is fsynced in the local spool, and will be in the log once the database is back. */
    record Spooled() implements Receipt {}
}
