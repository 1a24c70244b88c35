package dev.lastro.seal;

/** Who waits for a verification. */
public interface VerificationWatch {

    VerificationWatch SILENT = (log, done, total) -> {};

    /**
     * Called often.
     *
     * @param done deliveries that were read
     * @param total of those that are to be
     */
    void at(String log, long done, long total);

    /** The rows from the beginning to here are proved: whoever goes on later may begin here. */
    default void proved(String log, long size) {}
}
