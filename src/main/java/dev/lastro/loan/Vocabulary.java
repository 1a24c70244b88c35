package dev.lastro.loan;

/** Which of a provider's words tell of loan events: what its definition says is none, we would not have kept as one. */
@FunctionalInterface
public interface Vocabulary {

    /** Every status that is named is that of an event. */
    Vocabulary EVENTS_ALONE = (type, status) -> true;

    boolean isEvent(String type, String status);
}
