package dev.lastro.provider;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ECDSA (FIPS 186-5). The digest is made once, whatever the number of keys and signatures. That r and s are neither zero
 * nor beyond the curve's order is seen to by the JDK.
 *
 * @param form null: either; what is as long as r and s together is taken for those
 */
record Ecdsa(Curve curve, Hash hash, @Nullable Form form) implements KeyVerifier.Scheme {

    /** How the two numbers of a signature are written; {@code toString} is its word in a definition. */
    enum Form {
        /** The ASN.1 of RFC 3279 section 2.2.3, as X.509 and OpenSSL have it. */
        DER,
        /** r and s in the curve's full length, one after the other, as IEEE P1363 and JOSE have it. */
        RAW;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @Override
    public List<byte[]> prepared(List<byte[]> signed) {
        MessageDigest digest = hash.digest();
        signed.forEach(digest::update);
        return List.of(digest.digest());
    }

    @Override
    public Signature open(byte[] signature) throws GeneralSecurityException {
        boolean raw = form == Form.RAW || (form == null && signature.length == 2 * curve.bytes());
        return Signature.getInstance(raw ? "NONEwithECDSAinP1363Format" : "NONEwithECDSA");
    }

    /** r = s = 1. */
    @Override
    public byte[] standIn(PublicKey key) {
        if (form == Form.DER) {
            return new byte[] {0x30, 6, 2, 1, 1, 2, 1, 1};
        }
        byte[] one = new byte[2 * curve.bytes()];
        one[curve.bytes() - 1] = 1;
        one[one.length - 1] = 1;
        return one;
    }
}
