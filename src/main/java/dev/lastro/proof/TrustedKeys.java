package dev.lastro.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The public keys whose signatures count: those that the one who verifies has from elsewhere, never those of what is verified. */
public final class TrustedKeys {

    private static final HexFormat HEX = HexFormat.of();

    /** The year 10000: no checkpoint was signed then, and not every program can tell such a time. */
    private static final long SECONDS_END =
            Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond();

    private final List<byte[]> raw;
    private final List<PublicKey> keys = new ArrayList<>();

    private TrustedKeys(List<byte[]> raw) throws BadProofException {
        this.raw = List.copyOf(raw);
        for (var each : raw) {
            keys.add(Ed25519.publicKey(each));
        }
    }

    static TrustedKeys of(List<byte[]> raw) {
        try {
            return new TrustedKeys(raw);
        } catch (BadProofException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * @param texts each public keys as PEM, or as a note's verifier keys {@code name+id+base64}, one a line
     * @throws BadProofException if one of them is neither
     */
    public static TrustedKeys parse(List<String> texts) throws BadProofException {
        var raw = new ArrayList<byte[]>();
        for (var text : texts) {
            if (Pem.isPem(text)) {
                for (var der : Pem.decodeAll(text, Pem.PUBLIC_KEY)) {
                    raw.add(ofDer(der));
                }
            } else if (text.isBlank()) {
                throw new BadProofException("there is no key in it");
            } else {
                for (var line : text.strip().lines().toList()) {
                    raw.add(ofVerifierKey(line.strip()));
                }
            }
        }
        return new TrustedKeys(raw);
    }

    public TrustedKeys and(TrustedKeys others) {
        var both = new ArrayList<>(raw);
        both.addAll(others.raw);
        return of(both);
    }

    private static byte[] ofDer(byte[] der) throws BadProofException {
        var key = der.length < Ed25519.PUBLIC_KEY_BYTES
                ? der
                : Arrays.copyOfRange(der, der.length - Ed25519.PUBLIC_KEY_BYTES, der.length);
        if (key.length != Ed25519.PUBLIC_KEY_BYTES || !Arrays.equals(der, Ed25519.encoded(key))) {
            throw new BadProofException("the public key is no Ed25519 key");
        }
        return key;
    }

    private static byte[] ofVerifierKey(String text) throws BadProofException {
        var parts = text.split("\\+", 3);
        if (parts.length != 3) {
            throw new BadProofException("'%s' is no verifier key: name+id+base64 is one".formatted(text));
        }
        var key = Note.base64(parts[2]);
        if (key.length != 1 + Ed25519.PUBLIC_KEY_BYTES) {
            throw new BadProofException("'%s' is not the verifier key of an Ed25519 key".formatted(text));
        }
        var publicKey = Arrays.copyOfRange(key, 1, key.length);
        for (var type : KeyType.values()) {
            if (Note.isKeyName(parts[0])
                    && type.identifier() == key[0]
                    && verifierKey(type, parts[0], publicKey).equals(text)) {
                return publicKey;
            }
        }
        throw new BadProofException("'%s' is not whole: its name and key do not make its id".formatted(text));
    }

    private static String verifierKey(KeyType type, String name, byte[] publicKey) {
        var key = ByteBuffer.allocate(1 + publicKey.length)
                .put(type.identifier())
                .put(publicKey)
                .array();
        return "%s+%08x+%s"
                .formatted(
                        name, type.keyId(name, publicKey), Base64.getEncoder().encodeToString(key));
    }

    /** As other tools read them: {@code name+id+base64}, for each key. */
    public List<String> verifierKeys(String name) {
        return raw.stream().map(each -> verifierKey(KeyType.TEXT, name, each)).toList();
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** That the note is signed under this name. @throws BadProofException if it is not, or badly */
    public void verify(Note note, String name) throws BadProofException {
        var found = signed(note, name, KeyType.TEXT);
        if (found.isEmpty()) {
            throw new BadProofException("no signature of %s by a key that is trusted (%s), only of %s"
                    .formatted(
                            name,
                            ids(name),
                            note.signatures().stream()
                                    .map(line -> "%s (%08x)".formatted(line.name(), line.keyId()))
                                    .collect(Collectors.joining(", "))));
        }
        var message = note.text().getBytes(StandardCharsets.UTF_8);
        for (var each : found.entrySet()) {
            if (!Ed25519.verifies(each.getValue(), message, each.getKey().signature())) {
                throw new BadProofException("the signature of %s does not fit the text".formatted(name));
            }
        }
    }

    /**
     * The checkpoint that a note is, once its signatures are verified.
     *
     * @param origin whose checkpoint it must be
     * @throws BadProofException if it is none, or another log's, or not signed by a trusted key
     */
    public SealedCheckpoint checkpoint(byte[] bytes, String origin) throws BadProofException {
        var note = Note.decode(bytes);
        verify(note, origin);
        var checkpoint = Checkpoint.ofText(note.text());
        if (!checkpoint.origin().equals(origin)) {
            throw new BadProofException(
                    "a checkpoint of %s where one of %s belongs".formatted(checkpoint.origin(), origin));
        }
        return new SealedCheckpoint(checkpoint, time(note), bytes.clone());
    }

    /** Of any log. */
    public SealedCheckpoint checkpoint(byte[] bytes) throws BadProofException {
        return checkpoint(bytes, Checkpoint.ofText(Note.decode(bytes).text()).origin());
    }

    /** @param note of the log's checkpoint */
    public SealedCheckpoint checkpoint(String note, String log) throws BadProofException {
        return checkpoint(note.getBytes(StandardCharsets.UTF_8), Checkpoint.origin(log));
    }

    private Instant time(Note note) throws BadProofException {
        var times = new ArrayList<Instant>();
        for (var each : signed(note, LogKey.COSIGNER, KeyType.COSIGNATURE).entrySet()) {
            times.add(time(note, each.getKey().signature(), each.getValue()));
        }
        if (times.isEmpty()) {
            throw new BadProofException("a checkpoint whose time is not signed by %s".formatted(LogKey.COSIGNER));
        }
        return times.getFirst();
    }

    private static Instant time(Note note, byte[] signature, PublicKey key) throws BadProofException {
        if (signature.length == Long.BYTES + Ed25519.SIGNATURE_BYTES) {
            var seconds = ByteBuffer.wrap(signature).getLong();
            var signed = Arrays.copyOfRange(signature, Long.BYTES, signature.length);
            if (seconds >= 0
                    && seconds < SECONDS_END
                    && Ed25519.verifies(key, LogKey.cosigned(note.text(), seconds), signed)) {
                return Instant.ofEpochSecond(seconds);
            }
        }
        throw new BadProofException("the time that %s signed does not fit the text".formatted(LogKey.COSIGNER));
    }

    private Map<Note.Line, PublicKey> signed(Note note, String name, KeyType type) {
        var found = new LinkedHashMap<Note.Line, PublicKey>();
        for (var line : note.signatures()) {
            for (var i = 0; i < raw.size(); i++) {
                if (line.name().equals(name) && line.keyId() == type.keyId(name, raw.get(i))) {
                    found.put(line, keys.get(i));
                }
            }
        }
        return found;
    }

    private String ids(String name) {
        return raw.stream()
                .map(each -> HEX.toHexDigits(KeyType.TEXT.keyId(name, each)))
                .collect(Collectors.joining(", "));
    }
}
