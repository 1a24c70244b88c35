package dev.lastro.provider;

import java.net.InetAddress;
import java.util.Set;

/** The checks of one provider with their secrets in hand; all must pass. */
public interface Gatekeeper {

    /** Whether the source address is on the provider's allow list, or there is none. */
    boolean admits(InetAddress source);

    /** Whether a check signs the body: then nobody can be judged before it is read. */
    boolean readsBody();

    /** Whether every credential check passes; takes the same time whichever fails. */
    Verdict judge(Attempt attempt);

    /** Lower-case names of headers whose values are secrets and are never stored as they are. */
    Set<String> credentialHeaders();
}
