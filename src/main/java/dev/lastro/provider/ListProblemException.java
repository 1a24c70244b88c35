package dev.lastro.provider;

/** A value of a provider's list that cannot be used; the message names the column, the value and what was expected. */
public final class ListProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Characters of a value that a message shows. */
    private static final int SHOWN_MAX = 60;

    ListProblemException(String column, String value, String problem) {
        super("%s: '%s' %s"
                .formatted(column, value.length() > SHOWN_MAX ? value.substring(0, SHOWN_MAX) + "…" : value, problem));
    }
}
