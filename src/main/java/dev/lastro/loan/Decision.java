package dev.lastro.loan;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a person decided of some findings. It is never changed: what undoes it is a further one.
 *
 * @param about the findings, by key, each once; at least one, at most {@link #FINDINGS_MAX}
 * @param by who decided
 * @param enteredBy the user of the operating system who typed it: somebody may decide for another, and that can be seen
 * @param at microseconds
 * @param because why, or what is to be said; empty where nothing has to be
 * @param to of an assignment: who is to see to it; else null
 */
public record Decision(
        Kind kind,
        List<About> about,
        String by,
        String enteredBy,
        Instant at,
        String because,
        @Nullable String to) {

    /** Findings of one decision, whose body is then some 100 KB, and 1.5 MB at the most. */
    public static final int FINDINGS_MAX = 1_000;

    /** Characters. */
    public static final int PERSON_MAX = 255;

    /** Characters. */
    public static final int BECAUSE_MAX = 1_000;

    public enum Kind {
        ACKNOWLEDGED,
        /** Asks for a waiver: it has no effect until another person approves. */
        WAIVED,
        WAIVER_APPROVED,
        WAIVER_REFUSED,
        /** Undoes whatever was decided before. */
        REOPENED,
        COMMENTED,
        ASSIGNED;

        /** Whether it says nothing without a text. */
        public boolean needsBecause() {
            return this == WAIVED || this == COMMENTED;
        }
    }

    /**
     * One finding of a decision.
     *
     * @param waiver of an approval: the place of the decision that asked, so that nobody approves what they have not seen;
     *     else null
     */
    public record About(FindingKey finding, @Nullable Place waiver) {}

    /** @throws IllegalArgumentException where it is no decision that anybody could have meant, with what is wrong */
    public Decision {
        var byKey = new TreeMap<FindingKey, About>();
        for (About each : about) {
            if (byKey.put(each.finding(), each) != null) {
                throw new IllegalArgumentException(
                        "finding %s is named twice".formatted(each.finding().id()));
            }
            if ((each.waiver() != null) != (kind == Kind.WAIVER_APPROVED)) {
                throw new IllegalArgumentException("an approval names what it approves, and nothing else does");
            }
        }
        about = List.copyOf(byKey.values());
        if (about.isEmpty() || about.size() > FINDINGS_MAX) {
            throw new IllegalArgumentException(
                    "a decision is about 1 to %d findings, not %d".formatted(FINDINGS_MAX, about.size()));
        }
        person("by", by);
        person("entered_by", enteredBy);
        if ((to != null) != (kind == Kind.ASSIGNED)) {
            throw new IllegalArgumentException("an assignment says to whom, and nothing else does");
        }
        if (to != null) {
            person("to", to);
        }
        text("because", because, BECAUSE_MAX);
        if (because.isBlank() && (kind.needsBecause() || !because.isEmpty())) {
            throw new IllegalArgumentException("because is blank");
        }
    }

    private static void person(String name, String text) {
        text(name, text, PERSON_MAX);
        if (text.isEmpty() || !text.strip().equals(text) || text.indexOf('\n') >= 0 || text.indexOf('\t') >= 0) {
            throw new IllegalArgumentException("%s is nobody's name: '%s'".formatted(name, text));
        }
    }

    /** No half characters, and nothing that steers a terminal. */
    private static void text(String name, String text, int max) {
        if (text.length() > max) {
            throw new IllegalArgumentException(
                    "%s has %d characters; at most %d are kept".formatted(name, text.length(), max));
        }
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            boolean isHalf = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            if (isHalf || (Character.isISOControl(c) && c != '\n' && c != '\t')) {
                throw new IllegalArgumentException(
                        "%s has a character that is no text: U+%04X, at %d".formatted(name, c, i));
            }
            i += Character.charCount(c);
        }
    }

    /** Whether these are one person: {@code Ana} does not approve what {@code ana} asked for. */
    public static boolean isSamePerson(String one, String other) {
        return one.toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .equals(other.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
    }
}
