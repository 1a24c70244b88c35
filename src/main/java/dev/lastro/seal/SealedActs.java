package dev.lastro.seal;

import dev.lastro.log.ErasureAct;
import dev.lastro.log.Erasures;
import dev.lastro.log.LeafReader;
import dev.lastro.log.Position;
import dev.lastro.proof.BadProofException;
import dev.lastro.proof.Checkpoint;
import dev.lastro.proof.RightEdge;
import dev.lastro.proof.TrustedKeys;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is ordered to be erased, by acts that are sealed themselves. */
final class SealedActs {

    private final Erasures erasures;
    private final LeafReader leaves;
    private final CheckpointTable checkpoints;

    /** @param leaves of the log itself */
    SealedActs(Erasures erasures, LeafReader leaves, CheckpointTable checkpoints) {
        this.erasures = erasures;
        this.leaves = leaves;
        this.checkpoints = checkpoints;
    }

    /**
     * Reads the log of decisions again, of which there is little, and believes it once it makes the signed root.
     *
     * @return by act the places that it names
     * @throws BadProofException if it cannot be believed, and why
     */
    Map<Position, Set<Position>> read(TrustedKeys keys) throws BadProofException, InterruptedException {
        var seal = checkpoints
                .last(ErasureAct.LOG)
                .orElseThrow(() -> new BadProofException("log %s is not sealed".formatted(ErasureAct.LOG)));
        var signed =
                keys.checkpoint(seal.note(), Checkpoint.origin(ErasureAct.LOG)).checkpoint();
        var edge = new RightEdge();
        try (var stream = new LeafStream(leaves, ErasureAct.LOG, 0, signed.size())) {
            for (var block = stream.next(); block != null; block = stream.next()) {
                for (var at = 0; at < block.count(); at++) {
                    edge.append(block.hash(at));
                }
            }
        }
        if (!MessageDigest.isEqual(edge.root(), signed.root())) {
            throw new BadProofException("log %s is not what was sealed".formatted(ErasureAct.LOG));
        }
        var places = new HashMap<Position, Set<Position>>();
        try {
            for (var each : erasures.acts(0, signed.size())) {
                places.put(each.place(), new HashSet<>(each.act().deliveries()));
            }
        } catch (IllegalArgumentException e) {
            throw new BadProofException("log %s has %s".formatted(ErasureAct.LOG, e.getMessage()));
        }
        return places;
    }

    /** Of these, by place, those of which nothing was kept: they are not erased. */
    List<Position> whole(Collection<Position> places) {
        return erasures.whole(places);
    }
}
