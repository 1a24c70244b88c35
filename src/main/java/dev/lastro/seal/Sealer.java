package dev.lastro.seal;

import dev.lastro.log.LeafReader;
import dev.lastro.log.LogReader;
import dev.lastro.log.ServerLock;
import dev.lastro.proof.Checkpoint;
import dev.lastro.proof.Tree;
import dev.lastro.proof.TreeHash;
import dev.lastro.seal.Fault.Kind;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes checkpoints. Of many that try at once, in one process or on many machines, one works and the others find that there
 * is nothing left to do: a log has one chain.
 */
public final class Sealer {

    private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);

    /** A log without news is sealed so often: that nothing came is worth a signature too. */
    private static final Duration QUIET = Duration.ofDays(1);

    /** Leaves of one checkpoint: whoever is killed in a long first seal has lost at most as many. */
    private static final long LEAVES_MAX = 1 << 20;

    /** Longer than anybody needs for that many. */
    private static final int WAIT_SECONDS = 120;

    private final DataSource dataSource;
    private final LogReader log;
    private final LeafReader leaves;
    private final CheckpointTable checkpoints;
    private final TileTable tiles;
    private final KeyRing keys;
    private final InstantSource clock;

    Sealer(
            DataSource dataSource,
            LogReader log,
            LeafReader leaves,
            CheckpointTable checkpoints,
            TileTable tiles,
            KeyRing keys,
            InstantSource clock) {
        this.dataSource = dataSource;
        this.log = log;
        this.leaves = leaves;
        this.checkpoints = checkpoints;
        this.tiles = tiles;
        this.keys = keys;
        this.clock = clock;
    }

    /** Every log that has deliveries or ever had. */
    public List<String> logs() {
        var names = new ArrayList<>(log.sizes().keySet());
        checkpoints.sizes().keySet().stream()
                .filter(each -> !names.contains(each))
                .forEach(names::add);
        return names;
    }

    /** Whether {@link #seal} would make a checkpoint. */
    public boolean hasNews(String name) {
        var last = checkpoints.last(name).orElse(null);
        return isDue(last, log.size(name));
    }

    private boolean isDue(@Nullable Seal last, long size) {
        if (last == null) {
            return size > 0;
        }
        return size != last.size() || !clock.instant().isBefore(last.sealedAt().plus(QUIET));
    }

    /**
     * Seals what the log has now; where there is nothing new, at most once a day.
     *
     * @param progress is told how many deliveries are sealed
     * @return the log's last checkpoint; null: the log is empty
     * @throws BrokenLogException if the rows or the stored tree are not those of the last checkpoint
     */
    public @Nullable Seal seal(String name, LongConsumer progress) {
        try (var lock = ServerLock.acquire(dataSource, "seal." + name, WAIT_SECONDS)) {
            if (lock == null) {
                throw new IllegalStateException(
                        "another process has been sealing log %s for more than %d s".formatted(name, WAIT_SECONDS));
            }
            var last = checkpoints.last(name).orElse(null);
            var size = log.size(name);
            while (isDue(last, size)) {
                last = next(name, last, size, progress);
            }
            return last;
        } catch (SQLException e) {
            throw new IllegalStateException("log %s could not be sealed".formatted(name), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the sealing of log %s was interrupted".formatted(name), e);
        }
    }

    private Seal next(String name, @Nullable Seal last, long size, LongConsumer progress) throws InterruptedException {
        var sealed = last == null ? 0 : last.size();
        if (size < sealed) {
            throw new BrokenLogException(new Fault(
                    name, size, Kind.TAIL_CUT, "%d deliveries were sealed, %d are there".formatted(sealed, size)));
        }
        // Whose key it is comes first: a tree that nobody can sign needs no hashing.
        var key = keys.signing(last == null ? checkpoints.newest().orElse(null) : last);
        var to = Math.min(size, sealed + LEAVES_MAX);
        append(treeOf(name, last), name, sealed, to, progress);
        var checkpoint = Checkpoint.of(name, to, new Tree(new StoredTree(tiles, name)).root(to));
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var seal = new Seal(
                name,
                last == null ? 0 : last.number() + 1,
                to,
                checkpoint.root(),
                now,
                key.sign(checkpoint, now).encode());
        checkpoints.insert(seal);
        return seal;
    }

    private void append(TreeWriter tree, String name, long from, long to, LongConsumer progress)
            throws InterruptedException {
        try (var stream = new LeafStream(leaves, name, from, to)) {
            for (var block = stream.next(); block != null; block = stream.next()) {
                if (!block.isWhole()) {
                    throw new BrokenLogException(new Fault(
                            name,
                            block.from() + block.firstMissing(0),
                            Kind.MISSING,
                            "there is no row, but there are later ones"));
                }
                tree.append(block.hashes());
                progress.accept(block.from() + block.count());
            }
        }
        tree.flush();
    }

    /** The stored tree, once it makes the root that was signed; else one that is made again. */
    private TreeWriter treeOf(String name, @Nullable Seal last) throws InterruptedException {
        if (last == null) {
            return new TreeWriter(tiles, name, 0);
        }
        if (!isTreeOf(last)) {
            LOG.warn("log {}: the stored tree does not make the last checkpoint's root; it is made again", name);
            append(new TreeWriter(tiles, name, 0), name, 0, last.size(), size -> {});
            if (!isTreeOf(last)) {
                throw new BrokenLogException(new Fault(
                        name,
                        0,
                        Kind.CONTENT,
                        "the first %d rows do not make the root of the last checkpoint".formatted(last.size())));
            }
        }
        return new TreeWriter(tiles, name, last.size());
    }

    private boolean isTreeOf(Seal seal) {
        try {
            return MessageDigest.isEqual(new Tree(new StoredTree(tiles, seal.log())).root(seal.size()), seal.root());
        } catch (StoredTree.MissingTileException e) {
            return seal.size() == 0 && MessageDigest.isEqual(new TreeHash().empty(), seal.root());
        }
    }
}
