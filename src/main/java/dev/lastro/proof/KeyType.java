package dev.lastro.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What an Ed25519 key signs of a note (c2sp.org/signed-note, c2sp.org/tlog-cosignature). */
enum KeyType {
    /** The text. */
    TEXT(0x01),
    /** The text as a checkpoint seen at a time. */
    COSIGNATURE(0x04);

    private final byte identifier;

    KeyType(int identifier) {
        this.identifier = (byte) identifier;
    }

    byte identifier() {
        return identifier;
    }

    /** SHA-256(name || 0x0A || type || public key)[:4]. */
    int keyId(String name, byte[] publicKey) {
        var sha256 = TreeHash.sha256();
        sha256.update(name.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) '\n');
        sha256.update(identifier);
        return ByteBuffer.wrap(sha256.digest(publicKey)).getInt();
    }
}
