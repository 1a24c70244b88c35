package dev.lastro.provider;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.List;

/** Signatures of private keys. */
final class KeyVerifier implements Verifier {

    /** What a rotation wants: one verification on P-521 takes milliseconds, and is done for whoever asks. */
    private static final int SIGNATURES_MAX = 2;

    private final Scheme scheme;
    private final List<Numbered<PublicKey>> keys;

    KeyVerifier(Scheme scheme, List<Numbered<PublicKey>> keys) {
        this.scheme = scheme;
        this.keys = List.copyOf(keys);
    }

    /** What is different from one algorithm to the other. */
    interface Scheme {

        /** What {@link #open} is to be fed with: so that a hash is made once for all keys and signatures. */
        List<byte[]> prepared(List<byte[]> signed);

        Signature open(byte[] signature) throws GeneralSecurityException;

        /** A signature that fits nothing and takes as long as one that does. */
        byte[] standIn(PublicKey key);
    }

    @Override
    public int fitting(List<byte[]> signed, List<byte[]> signatures) {
        List<byte[]> prepared = scheme.prepared(signed);
        int fitting = 0;
        for (Numbered<PublicKey> key : keys) {
            boolean fits = false;
            for (byte[] signature : signatures) {
                fits |= verifies(key.value(), prepared, signature);
            }
            if (signatures.isEmpty()) {
                verifies(key.value(), prepared, scheme.standIn(key.value()));
            }
            fitting = fits && fitting == 0 ? key.number() : fitting;
        }
        return fitting;
    }

    private boolean verifies(PublicKey key, List<byte[]> prepared, byte[] bytes) {
        try {
            Signature signature = scheme.open(bytes);
            signature.initVerify(key);
            for (byte[] piece : prepared) {
                signature.update(piece);
            }
            return signature.verify(bytes);
        } catch (SignatureException e) {
            // not of the right length or form
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key was checked when the definition was opened", e);
        }
    }

    @Override
    public int signaturesMax() {
        return SIGNATURES_MAX;
    }
}
