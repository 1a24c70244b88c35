package dev.lastro.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.List;

/** The Ed25519 key that signs checkpoints and manifests. */
public final class LogKey {

    /** The name under which the key says when it signed: one for all logs, as a cosigner has one name. */
    static final String COSIGNER = "lastro";

    private final EdECPrivateKey key;
    private final byte[] publicKey;

    private LogKey(EdECPrivateKey key) {
        this.key = key;
        this.publicKey = Ed25519.publicOf(key);
    }

    public static LogKey generate() {
        try {
            return new LogKey((EdECPrivateKey)
                    KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
    }

    /**
     * @param pem PKCS#8, as {@code openssl genpkey -algorithm ed25519} writes it
     * @throws BadProofException if it is none
     */
    public static LogKey ofPem(String pem) throws BadProofException {
        try {
            var key = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(Pem.decode(pem, Pem.PRIVATE_KEY)));
            return new LogKey((EdECPrivateKey) key);
        } catch (GeneralSecurityException e) {
            throw new BadProofException("not an Ed25519 private key: " + e.getMessage());
        }
    }

    public String privatePem() {
        return Pem.encode(key.getEncoded(), Pem.PRIVATE_KEY);
    }

    public String publicPem() {
        return Pem.encode(Ed25519.encoded(publicKey), Pem.PUBLIC_KEY);
    }

    /** 32 bytes. */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    public TrustedKeys trusted() {
        return TrustedKeys.of(List.of(publicKey));
    }

    /** @param text ends with a line feed */
    public Note sign(String name, String text) {
        return new Note(text, List.of(line(name, text)));
    }

    /** Signed as the log that it is of, and with the time of doing so, in whole seconds. */
    public Note sign(Checkpoint checkpoint, Instant now) {
        var text = checkpoint.text();
        return new Note(text, List.of(line(checkpoint.origin(), text), cosignature(text, now)));
    }

    private Note.Line line(String name, String text) {
        return new Note.Line(
                name, KeyType.TEXT.keyId(name, publicKey), Ed25519.sign(key, text.getBytes(StandardCharsets.UTF_8)));
    }

    private Note.Line cosignature(String text, Instant now) {
        var seconds = now.getEpochSecond();
        var signature = Ed25519.sign(key, cosigned(text, seconds));
        return new Note.Line(
                COSIGNER,
                KeyType.COSIGNATURE.keyId(COSIGNER, publicKey),
                ByteBuffer.allocate(Long.BYTES + signature.length)
                        .putLong(seconds)
                        .put(signature)
                        .array());
    }

    /** c2sp.org/tlog-cosignature: what is signed for a time in seconds since the epoch. */
    static byte[] cosigned(String text, long seconds) {
        return "cosignature/v1\ntime %d\n%s".formatted(seconds, text).getBytes(StandardCharsets.UTF_8);
    }
}
