package dev.lastro.report;

/** The classes do not add up to the deliveries (spec section 4): the run must fail. */
public final class UnbalancedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnbalancedException(String message) {
        super(message);
    }
}
