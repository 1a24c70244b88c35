package dev.lastro.proof;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** RFC 6962, section 2.1: SHA-256 with a byte in front that tells leaves from nodes. Not thread-safe. */
public final class TreeHash {

    /** Of every hash, in bytes. */
    public static final int BYTES = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest sha256 = sha256();

    /** SHA-256(0x00 || entry). */
    public byte[] leaf(byte[] entry) {
        var hash = new byte[BYTES];
        leaf(entry, entry.length, hash, 0);
        return hash;
    }

    /** The leaf of an entry that is the first {@code length} bytes, written to {@code into} from {@code at} on. */
    public void leaf(byte[] entry, int length, byte[] into, int at) {
        sha256.update(LEAF);
        sha256.update(entry, 0, length);
        digest(into, at);
    }

    /** SHA-256(0x01 || left || right). */
    public byte[] node(byte[] left, byte[] right) {
        sha256.update(NODE);
        sha256.update(left);
        sha256.update(right);
        return sha256.digest();
    }

    /** The node over the two hashes that begin at {@code pair}, written to {@code into} from {@code at} on; they may be one array. */
    public void node(byte[] hashes, int pair, byte[] into, int at) {
        sha256.update(NODE);
        sha256.update(hashes, pair, 2 * BYTES);
        digest(into, at);
    }

    /**
     * The root over {@code count} neighbouring hashes, which is a power of two.
     *
     * @param hashes of one level, from {@code from} (in hashes, not bytes) on
     */
    public byte[] subtree(byte[] hashes, int from, int count) {
        var level = new byte[Math.max(count, 1) * BYTES];
        System.arraycopy(hashes, from * BYTES, level, 0, count * BYTES);
        for (var width = count; width > 1; width /= 2) {
            for (var pair = 0; pair < width / 2; pair++) {
                node(level, 2 * pair * BYTES, level, pair * BYTES);
            }
        }
        return Arrays.copyOf(level, BYTES);
    }

    /** SHA-256 of nothing: the root of a tree without leaves. */
    public byte[] empty() {
        return sha256.digest();
    }

    private void digest(byte[] into, int at) {
        try {
            sha256.digest(into, at, BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("there is room for a hash", e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
