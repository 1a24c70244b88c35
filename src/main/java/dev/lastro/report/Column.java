package dev.lastro.report;

import java.util.Locale;

/**
 * One column of a report.
 *
 * @param name the header, and the label that the report's SQL gives it
 */
record Column(String name, Kind kind) {

    enum Kind {
        /** Words and ids. A formatted CPF or CNPJ in it is masked. */
        TEXT,
        /** Sentences and whatever a sender wrote: a CPF or CNPJ without punctuation is masked too. */
        FREE_TEXT,
        /** A calendar day: {@code 2026-11-21}. */
        DATE,
        /** UTC, microseconds: {@code 2026-11-21T03:00:00.123456Z}. */
        INSTANT,
        /** {@code true}, {@code false}. */
        BOOLEAN,
        /** A whole number. */
        NUMBER,
        /** BRL: at least two decimals, more only where they are not zero. */
        AMOUNT,
        /** Bytes, in lower-case hex. */
        HASH;

        /** As the SQL file says it: {@code free-text}. */
        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    boolean isSummed() {
        return kind == Kind.NUMBER || kind == Kind.AMOUNT;
    }
}
