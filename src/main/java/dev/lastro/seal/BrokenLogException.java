package dev.lastro.seal;

/** The log is not what was sealed: nothing is signed, nothing is reported. */
public final class BrokenLogException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    BrokenLogException(Fault fault) {
        super("%s; `verify log` tells more".formatted(fault));
    }
}
