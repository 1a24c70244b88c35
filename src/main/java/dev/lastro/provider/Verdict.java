package dev.lastro.provider;

import java.util.List;

/**
 * What the checks say of one request. For our own eyes: a sender is told neither which check failed nor why.
 *
 * @param refusals why it is not let in, in fixed words that hold nothing of what was sent; empty: it is let in
 * @param used the secrets that fitted, so that one which is no longer used can be taken away
 */
public record Verdict(List<String> refusals, List<UsedSecret> used) {

    /**
     * @param check its name in the definition, with the header that it reads where there is one: {@code hmac X-Signature}
     * @param number of the secret or key in the definition's list, from 1
     */
    public record UsedSecret(String check, int number) {}

    public boolean isAdmitted() {
        return refusals.isEmpty();
    }
}
