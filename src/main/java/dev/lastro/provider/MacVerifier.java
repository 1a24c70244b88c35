package dev.lastro.provider;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC (RFC 2104). Keyed once: a clone of what has its key costs far less than keying again. */
final class MacVerifier implements Verifier {

    private static final int SIGNATURES_MAX = 16;

    private final List<Keyed> keys;

    private MacVerifier(List<Keyed> keys) {
        this.keys = keys;
    }

    /** @param mac never updated, only cloned */
    private record Keyed(int number, Mac mac) {}

    /** @param keys none empty */
    static MacVerifier of(Hash hash, List<Numbered<byte[]>> keys) {
        String algorithm = "Hmac" + hash.jcaName().replace("-", "");
        return new MacVerifier(keys.stream()
                .map(key -> new Keyed(key.number(), keyed(algorithm, key.value())))
                .toList());
    }

    private static Mac keyed(String algorithm, byte[] key) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    @Override
    public int fitting(List<byte[]> signed, List<byte[]> signatures) {
        int fitting = 0;
        for (Keyed key : keys) {
            byte[] own = mac(key, signed);
            boolean fits = false;
            for (byte[] signature : signatures) {
                fits |= MessageDigest.isEqual(own, signature);
            }
            fitting = fits && fitting == 0 ? key.number() : fitting;
        }
        return fitting;
    }

    private static byte[] mac(Keyed key, List<byte[]> signed) {
        try {
            Mac mac = (Mac) key.mac().clone();
            signed.forEach(mac::update);
            return mac.doFinal();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's own HMAC can be cloned", e);
        }
    }

    @Override
    public int signaturesMax() {
        return SIGNATURES_MAX;
    }
}
