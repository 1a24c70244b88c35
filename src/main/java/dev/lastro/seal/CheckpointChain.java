package dev.lastro.seal;

import dev.lastro.proof.BadProofException;
import dev.lastro.proof.Checkpoint;
import dev.lastro.proof.TrustedKeys;
import dev.lastro.seal.Fault.Kind;
import java.security.MessageDigest;
import java.util.SequencedCollection;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A log's checkpoints, each believed once its signature is verified: numbers without a gap, sizes that never shrink, one root
 * for each size, columns that say what the note says.
 */
final class CheckpointChain {

    private static final int PAGE = 5_000;

    private final TreeMap<Long, byte[]> rootBySize = new TreeMap<>();
    private long count;

    private CheckpointChain() {}

    /**
     * @param from checkpoints of fewer deliveries are not looked at, but for the last of them
     * @param faults is told what is wrong
     */
    static CheckpointChain read(
            CheckpointTable table, String log, long from, TrustedKeys keys, Consumer<Fault> faults) {
        var chain = new CheckpointChain();
        var first = from == 0 ? null : table.upTo(log, from).orElse(null);
        var number = first == null ? 0 : first.number();
        Seal before = null;
        for (var page = table.from(log, number, PAGE); !page.isEmpty(); page = table.from(log, number, PAGE)) {
            // A signature takes longer than all the rest.
            var checked = page.parallelStream().map(seal -> problem(seal, keys)).toList();
            for (var i = 0; i < page.size(); i++) {
                var seal = page.get(i);
                var problem = checked.get(i) == null ? chain.order(before, seal, number) : checked.get(i);
                if (problem == null) {
                    chain.rootBySize.put(seal.size(), seal.root());
                    chain.count++;
                } else {
                    faults.accept(new Fault(log, seal.size(), Kind.CHECKPOINT, problem));
                }
                number = seal.number() + 1;
                before = seal;
            }
        }
        return chain;
    }

    private static @Nullable String problem(Seal seal, TrustedKeys keys) {
        try {
            var sealed = keys.checkpoint(seal.note(), Checkpoint.origin(seal.log()));
            var checkpoint = sealed.checkpoint();
            var isSame = checkpoint.size() == seal.size()
                    && MessageDigest.isEqual(checkpoint.root(), seal.root())
                    && sealed.sealedAt().equals(seal.sealedAt());
            return isSame
                    ? null
                    : "the columns of checkpoint %d are not those of its note (%d deliveries, sealed at %s)"
                            .formatted(seal.number(), checkpoint.size(), sealed.sealedAt());
        } catch (BadProofException e) {
            return "checkpoint %d: %s".formatted(seal.number(), e.getMessage());
        }
    }

    private @Nullable String order(@Nullable Seal before, Seal seal, long number) {
        if (seal.number() != number) {
            return "checkpoint %d is missing".formatted(number);
        }
        if (before == null) {
            return null;
        }
        if (seal.size() < before.size()) {
            return "checkpoint %d covers %d deliveries, the one before it %d"
                    .formatted(seal.number(), seal.size(), before.size());
        }
        if (seal.sealedAt().isBefore(before.sealedAt())) {
            return "checkpoint %d was sealed at %s, the one before it at %s"
                    .formatted(seal.number(), seal.sealedAt(), before.sealedAt());
        }
        var root = rootBySize.get(seal.size());
        return root == null || MessageDigest.isEqual(root, seal.root())
                ? null
                : "checkpoint %d has another root for %d deliveries than one before it"
                        .formatted(seal.number(), seal.size());
    }

    /** By how many deliveries they cover, from that many on. */
    SequencedCollection<Long> sizesFrom(long size) {
        return rootBySize.tailMap(size, true).sequencedKeySet();
    }

    byte[] root(long size) {
        var root = rootBySize.get(size);
        if (root == null) {
            throw new IllegalArgumentException("no checkpoint covers just %d".formatted(size));
        }
        return root;
    }

    /** How many deliveries the last one covers; 0: there is none. */
    long last() {
        return rootBySize.isEmpty() ? 0 : rootBySize.lastKey();
    }

    long count() {
        return count;
    }
}
