package dev.lastro.provider;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;

/** RSA (RFC 8017). */
record Rsa(Hash hash, Padding padding) implements KeyVerifier.Scheme {

    /** Below this NIST SP 800-131A forbids it. */
    static final int BITS_MIN = 2048;

    /** {@code toString} is its word in a definition. */
    enum Padding {
        PKCS1,
        /** With a salt as long as the hash, and the same hash for MGF1, as JOSE has it. */
        PSS;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @Override
    public List<byte[]> prepared(List<byte[]> signed) {
        return signed;
    }

    @Override
    public Signature open(byte[] signature) throws GeneralSecurityException {
        if (padding == Padding.PKCS1) {
            return Signature.getInstance(hash.jcaName().replace("-", "") + "withRSA");
        }
        Signature pss = Signature.getInstance("RSASSA-PSS");
        String name = hash.jcaName();
        pss.setParameter(new PSSParameterSpec(
                name,
                "MGF1",
                new MGF1ParameterSpec(name),
                hash.digest().getDigestLength(),
                PSSParameterSpec.TRAILER_FIELD_BC));
        return pss;
    }

    @Override
    public byte[] standIn(PublicKey key) {
        int bits = key instanceof RSAPublicKey rsa ? rsa.getModulus().bitLength() : BITS_MIN;
        byte[] two = new byte[(bits + 7) / 8];
        two[two.length - 1] = 2;
        return two;
    }
}
