package dev.lastro.derive;

/** Which of two sets of derived tables: those that are read, or those that a rebuild fills beside them. */
public enum Side {
    LIVE(""),
    NEXT("_next");

    private final String suffix;

    Side(String suffix) {
        this.suffix = suffix;
    }

    /** {@code loan}, {@code loan_next}. */
    public String table(String name) {
        return name + suffix;
    }
}
