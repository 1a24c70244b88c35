package dev.lastro.proof;

/** A note, key, checkpoint or proof that is not what it should be; the message is for a person. */
public final class BadProofException extends Exception {

    private static final long serialVersionUID = 1L;

    public BadProofException(String message) {
        super(message);
    }
}
