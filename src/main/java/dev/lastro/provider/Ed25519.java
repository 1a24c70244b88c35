package dev.lastro.provider;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.List;

/** RFC 8032, for the {@code v1a} signatures of Standard Webhooks. */
record Ed25519() implements KeyVerifier.Scheme {

    private static final int SIGNATURE_BYTES = 64;

    @Override
    public List<byte[]> prepared(List<byte[]> signed) {
        return signed;
    }

    @Override
    public Signature open(byte[] signature) throws GeneralSecurityException {
        return Signature.getInstance("Ed25519");
    }

    /** R is the neutral element and S is one. */
    @Override
    public byte[] standIn(PublicKey key) {
        byte[] one = new byte[SIGNATURE_BYTES];
        one[0] = 1;
        one[SIGNATURE_BYTES / 2] = 1;
        return one;
    }
}
