package dev.lastro.provider;

import java.nio.charset.StandardCharsets;

/** One of the pieces that are put together, without anything between them, to what is signed. */
sealed interface Part {

    /** What every request has; {@code toString} is its word in a definition. */
    enum Whole implements Part {
        METHOD,
        /** The target without its query. */
        PATH,
        TARGET,
        BODY,
        /** As it was sent. */
        TIMESTAMP;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * The value of a header.
     *
     * @param without a text that it must not have in it, lest what follows could be taken for a part of it; empty: none
     */
    record Header(String name, String without) implements Part {}

    record Text(byte[] bytes) implements Part {
        static Text of(String text) {
            return new Text(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What stands before the target in the URL that the provider was given. */
    record PublicUrl(Template base) implements Part {}

    /** The bytes of a piece that needs neither a header nor a timestamp. */
    static byte[] bytes(Whole whole, Attempt attempt) {
        return switch (whole) {
            case METHOD -> latin(attempt.method());
            case PATH -> latin(path(attempt.target()));
            case TARGET -> latin(attempt.target());
            case BODY -> attempt.body();
            case TIMESTAMP -> throw new IllegalArgumentException("a timestamp stands in a header");
        };
    }

    static String path(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** Header values and the request line came as bytes, and were read as ISO-8859-1. */
    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
