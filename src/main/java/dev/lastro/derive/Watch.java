package dev.lastro.derive;

/** Is told how far the work is, and says whether to go on. Called from any thread, often. */
public interface Watch {

    /**
     * @param done deliveries, loans or rows, whatever the step counts
     * @param total of the same; 0: not known
     */
    void at(String step, long done, long total);

    /** True: end at the next good place by throwing {@link StoppedException}; what is committed stays. */
    boolean isStopping();

    default void obeyStop() {
        if (isStopping()) {
            throw new StoppedException();
        }
    }

    /** The process ends; the same command goes on from the last commit. */
    final class StoppedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        StoppedException() {
            super("stopped", null, false, false);
        }
    }
}
