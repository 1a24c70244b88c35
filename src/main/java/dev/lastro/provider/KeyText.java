package dev.lastro.provider;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Public keys as a definition has them: an X.509 SubjectPublicKeyInfo as PEM (RFC 7468) or as its Base64 alone. */
final class KeyText {

    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";
    /** In the 12 bytes before the 32 of the key itself, RFC 8410 section 4 says that they are one. */
    private static final byte[] ED25519_PREFIX = {0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0};

    private static final int ED25519_BYTES = 32;

    private KeyText() {}

    /** What is wrong with a text, for a person; it shows nothing of it. */
    static final class FaultException extends Exception {
        private static final long serialVersionUID = 1L;

        FaultException(String message) {
            super(message);
        }
    }

    /** An RSA key of at least 2048 bits, or one of the curves. */
    static PublicKey read(String text) throws FaultException {
        X509EncodedKeySpec spec = new X509EncodedKeySpec(bytes(text));
        for (String algorithm : List.of("EC", "RSA")) {
            try {
                PublicKey key = KeyFactory.getInstance(algorithm).generatePublic(spec);
                if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < Rsa.BITS_MIN) {
                    throw new FaultException(
                            "is an RSA key of " + rsa.getModulus().bitLength()
                                    + " bits, which can be broken: ask for one of at least " + Rsa.BITS_MIN);
                }
                if (key instanceof ECPublicKey ec && Curve.of(ec) == null) {
                    throw new FaultException("is a key of a curve that is not taken: P-256, P-384 and P-521 are");
                }
                return key;
            } catch (GeneralSecurityException e) {
                // not of this kind
            }
        }
        throw new FaultException("is neither an EC nor an RSA public key");
    }

    /** {@code P-256}, {@code RSA}: for messages. */
    static String kind(PublicKey key) {
        Curve curve = key instanceof ECPublicKey ec ? Curve.of(ec) : null;
        return curve == null ? key.getAlgorithm() : curve.toString();
    }

    /** @return null where these are not the 32 bytes of a key */
    static @Nullable PublicKey ed25519(byte[] bytes) {
        if (bytes.length != ED25519_BYTES) {
            return null;
        }
        byte[] encoded = new byte[ED25519_PREFIX.length + ED25519_BYTES];
        System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
        System.arraycopy(bytes, 0, encoded, ED25519_PREFIX.length, ED25519_BYTES);
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    private static byte[] bytes(String text) throws FaultException {
        // an environment variable often has its line ends written out
        String base64 = text.replace("\\n", "\n").strip();
        if (base64.contains("PRIVATE KEY")) {
            throw new FaultException(
                    "is a private key, which only the sender should have: take the public one, and let them make a new pair");
        }
        if (base64.startsWith(BEGIN) && base64.endsWith(END)) {
            base64 = base64.substring(BEGIN.length(), base64.length() - END.length());
        } else if (base64.startsWith("-----")) {
            throw new FaultException("is no PEM of a public key: it begins with " + BEGIN
                    + "; of a certificate, openssl x509 -pubkey -noout shows it");
        }
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new FaultException("is neither PEM nor Base64");
        }
    }
}
