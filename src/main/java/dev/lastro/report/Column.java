package dev.lastro.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One column of a report.
 *
 * @param name the header, and the label that the report's SQL gives it
 * @param portuguese the header in the pt-BR profile; null: it is not there, another column says it in Portuguese
 * @param isPortugueseOnly not in the machine profile: it says in Portuguese what another column says in English
 */
record Column(String name, Kind kind, @Nullable String portuguese, boolean isPortugueseOnly) {

    Column(String name, Kind kind, String portuguese) {
        this(name, kind, portuguese, false);
    }

    enum Kind {
        /** Words and ids. A formatted CPF or CNPJ in it is masked. */
        TEXT,
        /** Sentences and whatever a sender wrote: a CPF or CNPJ without punctuation is masked too. */
        FREE_TEXT,
        /** Free text of which the pt-BR profile has the sentence in Portuguese: see {@link QuarantineWords}. */
        REASON,
        /** One of a few words that the pt-BR profile translates: see {@link PtBr}. */
        WORD,
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
        HASH,
        /**
         * A cell of another report, or of a column whose kind is another in each row. In the pt-BR profile it comes as that
         * profile writes it there.
         */
        WRITTEN;

        /** As the SQL file says it: {@code free-text}. */
        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    boolean isSummed() {
        return kind == Kind.NUMBER || kind == Kind.AMOUNT;
    }
}
