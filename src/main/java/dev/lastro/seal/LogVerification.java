package dev.lastro.seal;

import dev.lastro.log.LeafReader;
import dev.lastro.log.LogReader;
import dev.lastro.proof.SealedCheckpoint;
import dev.lastro.proof.TrustedKeys;
import java.util.List;

/**
 * Reads rows again, makes their leaves again, and compares the roots with every checkpoint: of the stored hashes nothing is
 * believed that a signed root does not prove.
 *
 * <p>Any range can be verified by itself: the tree before it and after it is taken from the stored hashes, and only the right
 * leaves in between make the signed root. The stored hashes also tell which row it is where a root does not fit.
 */
public final class LogVerification {

    /** Faults that are told one by one. */
    public static final int FAULTS_MAX = 20;

    final LogReader log;
    final LeafReader leaves;
    final CheckpointTable checkpoints;
    final TileTable tiles;
    final SealedActs acts;

    LogVerification(LogReader log, LeafReader leaves, CheckpointTable checkpoints, TileTable tiles, SealedActs acts) {
        this.log = log;
        this.leaves = leaves;
        this.checkpoints = checkpoints;
        this.tiles = tiles;
        this.acts = acts;
    }

    /**
     * What is to be verified.
     *
     * @param from the first position; 0: from the beginning on
     * @param to the end, without it; larger than what is sealed: all that is
     * @param keys whose signatures count
     * @param anchored checkpoints that were kept elsewhere, verified already; of other logs, too
     */
    public record Request(String log, long from, long to, TrustedKeys keys, List<SealedCheckpoint> anchored) {

        public static Request everything(String log, TrustedKeys keys) {
            return new Request(log, 0, Long.MAX_VALUE, keys, List.of());
        }

        Request whole() {
            return new Request(log, 0, Long.MAX_VALUE, keys, anchored);
        }
    }

    /**
     * @throws dev.lastro.log.LogReadException if the database cannot be read: that is no verdict
     * @throws InterruptedException if the thread was interrupted: neither is that
     */
    public LogVerdict verify(Request request, VerificationWatch watch) throws InterruptedException {
        try {
            return new VerificationPass(this, request, watch, null).run();
        } catch (StoredTree.MissingTileException | VerificationPass.UnusableTreeException e) {
            var note = "the stored tree cannot be used (%s): every row was read instead".formatted(e.getMessage());
            return new VerificationPass(this, request.whole(), watch, note).run();
        }
    }
}
