package dev.lastro.proof;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/**
 * RFC 8032 by the platform, with public keys as the 32 bytes that notes have. The platform is strict where the RFC lets one
 * choose: S below the order, one encoding for each point, the equation without the cofactor. The vectors in the tests hold it,
 * and the second verifier, to that.
 */
final class Ed25519 {

    static final int PUBLIC_KEY_BYTES = 32;
    static final int SIGNATURE_BYTES = 64;

    /** RFC 8410: what stands before the 32 bytes in a SubjectPublicKeyInfo. */
    private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    /** Of the curve -x² + y² = 1 + d x² y². */
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    /** Of a point of order eight; that of the others is p less this one. */
    private static final BigInteger Y_OF_ORDER_8 =
            new BigInteger("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16);
    /** Of all eight points of small order. */
    private static final Set<BigInteger> Y_OF_SMALL_ORDER =
            Set.of(BigInteger.ZERO, BigInteger.ONE, P.subtract(BigInteger.ONE), Y_OF_ORDER_8, P.subtract(Y_OF_ORDER_8));

    private Ed25519() {}

    static byte[] raw(PublicKey key) {
        var encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - PUBLIC_KEY_BYTES, encoded.length);
    }

    static byte[] encoded(byte[] raw) {
        var encoded = Arrays.copyOf(SPKI, SPKI.length + PUBLIC_KEY_BYTES);
        System.arraycopy(raw, 0, encoded, SPKI.length, PUBLIC_KEY_BYTES);
        return encoded;
    }

    /** @throws BadProofException if it is no point, or one with which a signature can fit any text; all zeros is such a one */
    static PublicKey publicKey(byte[] raw) throws BadProofException {
        requirePoint(raw);
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded(raw)));
        } catch (InvalidKeySpecException e) {
            throw new BadProofException("not an Ed25519 public key: " + e.getMessage());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
    }

    /** The platform looks at a public key only once there is a signature. */
    private static void requirePoint(byte[] raw) throws BadProofException {
        if (raw.length != PUBLIC_KEY_BYTES) {
            throw new BadProofException(
                    "not an Ed25519 public key: it has %d bytes, not %d".formatted(raw.length, PUBLIC_KEY_BYTES));
        }
        var bigEndian = new byte[raw.length];
        for (var i = 0; i < raw.length; i++) {
            bigEndian[i] = raw[raw.length - 1 - i];
        }
        var y = new BigInteger(1, bigEndian).clearBit(255);
        if (y.compareTo(P) >= 0 || !isOnCurve(y)) {
            throw new BadProofException("not an Ed25519 public key: it is no point of the curve");
        }
        if (Y_OF_SMALL_ORDER.contains(y)) {
            throw new BadProofException(
                    "not an Ed25519 public key: its point is of small order, so that a signature can fit any text");
        }
    }

    /** Whether x² = (y² - 1) / (d y² + 1) has a root: RFC 8032, section 5.1.3, and Euler's criterion. */
    private static boolean isOnCurve(BigInteger y) {
        var square = y.multiply(y).mod(P);
        var x2 = square.subtract(BigInteger.ONE)
                .multiply(D.multiply(square).add(BigInteger.ONE).modInverse(P))
                .mod(P);
        return x2.signum() == 0 || x2.modPow(P.shiftRight(1), P).equals(BigInteger.ONE);
    }

    /** A private key's file need not hold the public one; a key pair is made from the same 32 random bytes. */
    static byte[] publicOf(EdECPrivateKey key) {
        var seed = key.getBytes().orElseThrow(() -> new IllegalArgumentException("the private key shows no bytes"));
        try {
            var generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
            return raw(generator.generateKeyPair().getPublic());
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
    }

    static byte[] sign(PrivateKey key, byte[] message) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an Ed25519 key signs", e);
        }
    }

    static boolean verifies(PublicKey key, byte[] message, byte[] signed) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // A signature that is no point of the curve is one that does not verify.
            return false;
        }
    }

    /** Gives the bytes of a key that is there already. */
    private static final class Seed extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        Seed(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] wanted) {
            System.arraycopy(bytes, 0, wanted, 0, wanted.length);
        }
    }
}
