package dev.lastro.proof;

import java.util.List;

/**
 * That one checkpoint's tree is the beginning of another's, in the form in which c2sp.org/tlog-witness hands it to a witness:
 * {@code old N}, the path, an empty line, the newer checkpoint.
 *
 * @param oldSize leaves of the older tree
 * @param checkpoint the newer signed note, byte for byte
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ConsistencyProof(long oldSize, List<byte[]> path, byte[] checkpoint) {

    public ConsistencyProof {
        path = List.copyOf(path);
    }

    public byte[] encode() {
        return new ProofText(List.of("old " + oldSize), path, checkpoint).encode();
    }

    /** @throws BadProofException if these bytes are no proof */
    public static ConsistencyProof decode(byte[] bytes) throws BadProofException {
        var text = ProofText.decode(bytes);
        if (text.head().size() != 1) {
            throw new BadProofException("not a consistency proof: it does not begin with one line 'old N'");
        }
        return new ConsistencyProof(ProofText.number("old", text.head().getFirst()), text.path(), text.checkpoint());
    }

    /**
     * @param older the checkpoint that somebody kept
     * @return the newer one
     * @throws BadProofException if the newer tree does not begin with the older one, or is not signed by a trusted key
     */
    public SealedCheckpoint verify(Checkpoint older, TrustedKeys keys) throws BadProofException {
        var newer = keys.checkpoint(checkpoint, older.origin());
        var tree = newer.checkpoint();
        if (older.size() != oldSize || !Proofs.isConsistent(oldSize, tree.size(), older.root(), tree.root(), path)) {
            throw new BadProofException("the tree of %s with %d leaves does not begin with the one with %d leaves"
                    .formatted(older.origin(), tree.size(), older.size()));
        }
        return newer;
    }
}
