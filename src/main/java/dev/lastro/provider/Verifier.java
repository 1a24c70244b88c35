package dev.lastro.provider;

import java.util.List;

/**
 * Tells which of the keys made one of the signatures. Every key is tried on every signature, also after one that fits;
 * where there is no signature, the same work is done for nothing. Thread-safe.
 */
interface Verifier {

    /**
     * @param signed the pieces of what is signed
     * @return the key's number in the definition's list, from 1; 0: none
     */
    int fitting(List<byte[]> signed, List<byte[]> signatures);

    /** More in one header are not looked at: each costs, and whoever sent them is not known yet. */
    int signaturesMax();
}
