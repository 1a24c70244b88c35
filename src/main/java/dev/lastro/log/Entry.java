package dev.lastro.log;

/** A delivery's entry in the Merkle tree: the text of spec section 3, and the hashes made of it. */
public final class Entry {

    private Entry() {}

    /** {@code lastro-entry/1} and its seven fields, UTF-8, each line ended by a line feed. */
    public static byte[] encode(Delivery delivery) {
        throw new IllegalStateException("skeleton");
    }

    /** SHA-256(salt || body): the body's hash that leaves the building. */
    public static byte[] bodyHash(Delivery delivery) {
        throw new IllegalStateException("skeleton");
    }

    /** SHA-256(0x00 || entry): RFC 6962, section 2.1. */
    public static byte[] leafHash(Delivery delivery) {
        throw new IllegalStateException("skeleton");
    }
}
