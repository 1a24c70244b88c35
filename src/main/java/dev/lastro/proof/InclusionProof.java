package dev.lastro.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * That a leaf is in the tree of a checkpoint, as c2sp.org/tlog-proof writes it: all that is needed offline, beside the entry
 * and a trusted key.
 *
 * @param index of the leaf
 * @param path from the leaf's sibling up
 * @param checkpoint the signed note, byte for byte
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record InclusionProof(long index, List<byte[]> path, byte[] checkpoint) {

    private static final String HEADER = "c2sp.org/tlog-proof@v1";

    public InclusionProof {
        path = List.copyOf(path);
    }

    public byte[] encode() {
        return new ProofText(List.of(HEADER, "index " + index), path, checkpoint).encode();
    }

    /** @throws BadProofException if these bytes are no proof */
    public static InclusionProof decode(byte[] bytes) throws BadProofException {
        var text = ProofText.decode(bytes);
        var head = new ArrayList<>(text.head());
        if (head.size() == 3 && head.get(1).startsWith("extra ")) {
            head.remove(1); // other people's data: not authenticated, not needed
        }
        if (head.size() != 2 || !head.getFirst().equals(HEADER)) {
            throw new BadProofException("not a proof: it does not begin with '%s' and 'index N'".formatted(HEADER));
        }
        return new InclusionProof(ProofText.number("index", head.getLast()), text.path(), text.checkpoint());
    }

    /**
     * @param entry whose leaf it is
     * @param origin of the log
     * @return the checkpoint that covers it
     * @throws BadProofException if the entry is not in that tree, or the tree is not signed by a trusted key
     */
    public SealedCheckpoint verify(byte[] entry, String origin, TrustedKeys keys) throws BadProofException {
        var sealed = keys.checkpoint(checkpoint, origin);
        var tree = sealed.checkpoint();
        if (!Proofs.isIncluded(new TreeHash().leaf(entry), index, tree.size(), tree.root(), path)) {
            throw new BadProofException(
                    "the entry is not leaf %d of the tree of %s with %d leaves".formatted(index, origin, tree.size()));
        }
        return sealed;
    }
}
