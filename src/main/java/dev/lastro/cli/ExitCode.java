package dev.lastro.cli;

/** What a command tells the shell (spec section 7). */
final class ExitCode {

    static final int COMPLETED = 0;
    static final int FAILED = 1;
    /** Already running, or already complete. */
    static final int ALREADY = 2;
    /** {@code EX_USAGE} of sysexits.h. */
    static final int WRONG_USAGE = 64;

    private ExitCode() {}
}
