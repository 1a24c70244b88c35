package dev.lastro.derive;

/** A short stand-in for (provider, event id): equal ids have equal hashes, and who finds one compares the ids. */
final class IdentityHash {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private IdentityHash() {}

    /** FNV-1a over the chars, then mixed so that neighbours lie far apart. */
    static long of(String provider, String identity) {
        var hash = update(update(FNV_OFFSET, provider) * FNV_PRIME, identity);
        hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
        hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
        return hash ^ (hash >>> 32);
    }

    private static long update(long begin, String text) {
        var hash = begin;
        for (var i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
