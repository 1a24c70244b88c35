package dev.lastro.provider;

import java.net.InetAddress;
import java.util.Set;

/** The checks of one provider with their secrets in hand; all must pass. */
public interface Gatekeeper {

    /** How a source address stands to a provider's allow lists. */
    enum Admission {
        /** Every list has it, or there is none. */
        INSIDE,
        /** Only lists in shadow mode do not have it: it is let in, and should be counted. */
        SHADOWED,
        OUTSIDE
    }

    Admission admission(InetAddress source);

    /** Whether the source address is let in, be it only because a list is in shadow mode. */
    default boolean admits(InetAddress source) {
        return admission(source) != Admission.OUTSIDE;
    }

    /** Whether a check signs the body: then nobody can be judged before it is read. */
    boolean readsBody();

    /** Whether every credential check passes; takes the same time whichever fails. */
    Verdict judge(Attempt attempt);

    /** Lower-case names of headers whose values are secrets and are never stored as they are. */
    Set<String> credentialHeaders();
}
