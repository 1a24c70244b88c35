package dev.lastro.bench;

/** The two kinds of load, and the names under which their figures are kept. */
enum Load {
    /** As much as that many connections take. */
    MAXIMUM,
    /** That many a second, whatever the server does. */
    FIXED;

    static final String INSERT = "one durable INSERT, 1 connection";

    String name(String server, int number) {
        return switch (this) {
            case MAXIMUM -> "%s, %d connection%s".formatted(server, number, number == 1 ? "" : "s");
            case FIXED -> "%s, %,d a second".formatted(server, number);
        };
    }
}
