package dev.lastro.seal;

import dev.lastro.proof.ConsistencyProof;
import dev.lastro.proof.InclusionProof;
import dev.lastro.proof.Tree;
import java.util.Optional;

/** Makes proofs of what is sealed; each reads a few stored tiles. */
public final class Prover {

    private final CheckpointTable checkpoints;
    private final TileTable tiles;

    Prover(CheckpointTable checkpoints, TileTable tiles) {
        this.checkpoints = checkpoints;
        this.tiles = tiles;
    }

    /**
     * That a delivery is in the log's last checkpoint.
     *
     * @return empty: it is newer than that
     * @throws IllegalStateException if the stored tree does not make the sealed root: the next {@code seal} makes it again
     */
    public Optional<InclusionProof> inclusion(String log, long position) {
        return checkpoints.last(log).filter(seal -> position < seal.size()).map(seal -> inclusion(position, seal));
    }

    /** That a delivery is in this checkpoint. */
    public InclusionProof inclusion(long position, Seal seal) {
        return new InclusionProof(position, tree(seal).inclusion(position, seal.size()), seal.note());
    }

    /** That the newer checkpoint goes on where the older one ended. */
    public ConsistencyProof consistency(Seal older, Seal newer) {
        return new ConsistencyProof(older.size(), tree(newer).consistency(older.size(), newer.size()), newer.note());
    }

    private Tree tree(Seal seal) {
        return new Tree(new StoredTree(tiles, seal.log()));
    }
}
