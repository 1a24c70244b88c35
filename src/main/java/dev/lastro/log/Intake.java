package dev.lastro.log;

/** Where the receiver leaves a delivery. */
public interface Intake {

    /**
     * Returns once the delivery is durable.
     *
     * @throws LogUnavailableException if it is not, and will not become so: it should be sent again
     */
    Receipt keep(Submission submission) throws InterruptedException;
}
