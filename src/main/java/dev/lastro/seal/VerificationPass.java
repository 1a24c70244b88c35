package dev.lastro.seal;

import dev.lastro.log.Leaves;
import dev.lastro.log.Position;
import dev.lastro.proof.BadProofException;
import dev.lastro.proof.Checkpoint;
import dev.lastro.proof.RightEdge;
import dev.lastro.proof.TreeHash;
import dev.lastro.seal.Fault.Kind;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One verification of one log, from left to right. */
final class VerificationPass {

    /** Faults that are remembered; the rest is counted. */
    private static final int KEPT = 10 * LogVerification.FAULTS_MAX;

    private final LogVerification in;
    private final LogVerification.Request request;
    private final VerificationWatch watch;
    private final String log;
    private final StoredTree stored;
    private final TreeHash hash = new TreeHash();
    private final List<Fault> faults = new ArrayList<>();
    private final Differences differences;
    private final CheckpointChain chain;
    private final TreeMap<Long, byte[]> anchored = new TreeMap<>();
    private final List<Leaves.Erased> erased = new ArrayList<>();

    private final long rows;
    /** Where reading ends: no further than there are rows. */
    private final long end;
    /** Where the last root is compared: beyond {@link #end} the stored hashes fill up. */
    private final long goal;

    private RightEdge edge = new RightEdge();
    /** As it was when the last root fitted, or was made to fit by what was sealed. */
    private RightEdge proved = new RightEdge();

    private @Nullable String note;

    VerificationPass(
            LogVerification in, LogVerification.Request request, VerificationWatch watch, @Nullable String note) {
        this.in = in;
        this.request = request;
        this.watch = watch;
        this.note = note;
        this.log = request.log();
        this.stored = new StoredTree(in.tiles, log);
        this.differences = new Differences(in, log);
        this.rows = in.log.size(log);
        this.chain = CheckpointChain.read(in.checkpoints, log, request.from(), request.keys(), this::fault);
        for (var each : request.anchored()) {
            var checkpoint = each.checkpoint();
            if (checkpoint.origin().equals(Checkpoint.origin(log)) && checkpoint.size() >= request.from()) {
                anchored.put(checkpoint.size(), checkpoint.root());
            }
        }
        var sealed = Math.max(chain.last(), anchored.isEmpty() ? 0 : anchored.lastKey());
        this.end = Math.min(Math.min(request.to(), sealed), rows);
        this.goal = goal(Math.min(request.to(), sealed));
    }

    /** The first checkpoint that covers what is to be read. */
    private long goal(long to) {
        var following = chain.sizesFrom(to);
        return following.isEmpty() ? to : following.getFirst();
    }

    LogVerdict run() throws InterruptedException {
        checkEnds();
        if (goal > request.from()) {
            readAndStop();
        }
        differences.faults().forEach(this::fault);
        if (differences.unnamed() > 0) {
            note = "%d more rows are not those that were sealed there".formatted(differences.unnamed());
        }
        checkErased();
        faults.sort(Comparator.comparingLong(Fault::position));
        return new LogVerdict(
                log,
                request.from(),
                faults.isEmpty()
                        ? Math.min(end, proved.size())
                        : Math.min(end, faults.getFirst().position()),
                rows,
                chain.last(),
                chain.count(),
                anchored.size(),
                faults.subList(0, Math.min(LogVerification.FAULTS_MAX, faults.size())),
                note);
    }

    private void fault(Fault fault) {
        if (faults.size() < KEPT) {
            faults.add(fault);
        }
    }

    private void fault(long position, Kind kind, String what) {
        fault(new Fault(log, position, kind, what));
    }

    /** What the rows' leaves cannot tell. */
    private void checkEnds() {
        var sealed = chain.last();
        if (rows < sealed) {
            fault(rows, Kind.TAIL_CUT, "%d deliveries were sealed, %d are there".formatted(sealed, rows));
        }
        if (!anchored.isEmpty() && anchored.lastKey() > sealed) {
            fault(
                    sealed,
                    rows < anchored.lastKey() ? Kind.TAIL_CUT : Kind.CHECKPOINT,
                    "a checkpoint of %d deliveries was kept elsewhere; here the last one covers %d, and there are %d rows"
                            .formatted(anchored.lastKey(), sealed, rows));
        }
        var first = in.log.firstPosition(log);
        if (first < 0) {
            fault(first, Kind.ORDER, "positions begin at 0");
        }
        var unsealed = in.log.count(log, sealed, Long.MAX_VALUE);
        if (sealed < rows && unsealed != rows - sealed) {
            var missing = in.log.firstGap(log, sealed);
            fault(missing, Kind.MISSING, "there is no row, but there are later ones; not sealed yet");
        }
    }

    private void readAndStop() throws InterruptedException {
        try {
            read();
        } catch (StopException e) {
            note = "what comes after was not judged";
        }
    }

    private void read() throws InterruptedException {
        if (request.from() > 0) {
            edge = RightEdge.of(request.from(), stored);
            proved = edge.copy();
            compareAtTheStart();
        }
        try (var stream = new LeafStream(in.leaves, log, request.from(), Math.max(end, request.from()))) {
            for (var block = stream.next(); block != null; block = stream.next()) {
                take(block);
                watch.at(log, edge.size() - request.from(), goal - request.from());
            }
        }
        if (edge.size() < goal) {
            // Nothing is said of these rows: they only make the next signed root.
            edge.append(stored, goal);
            compare();
        }
    }

    /** What was sealed before the range has to be what the stored hashes say. */
    private void compareAtTheStart() {
        var sizes = chain.sizesFrom(request.from());
        if (!sizes.isEmpty()
                && sizes.getFirst() == request.from()
                && !MessageDigest.isEqual(chain.root(request.from()), edge.root())) {
            throw new UnusableTreeException(
                    "its first %d leaves do not make the signed root".formatted(request.from()));
        }
    }

    /** The leaf of such a row is made of what was kept of it, so it takes an act to tell an erasure from a manipulation. */
    private void checkErased() throws InterruptedException {
        // Where nothing was kept of a row, its leaf is not the one that was sealed, which was told.
        erased.removeIf(each -> each.act() == null);
        var told = faults.stream().map(Fault::position).collect(Collectors.toSet());
        erased.stream()
                .filter(each -> !each.isEmpty() && !told.contains(each.position()))
                .forEach(each -> fault(
                        each.position(),
                        Kind.ERASURE,
                        "%s is said to have erased the row, and it has content".formatted(each.act())));
        try {
            checkActs(in.acts.read(request.keys()));
        } catch (BadProofException e) {
            if (!erased.isEmpty()) {
                fault(
                        erased.stream().mapToLong(Leaves.Erased::position).min().orElseThrow(),
                        Kind.ERASURE,
                        "%d rows were emptied, and no act proves that it was ordered: %s"
                                .formatted(erased.size(), e.getMessage()));
            }
        }
    }

    private void checkActs(Map<Position, Set<Position>> acts) {
        for (var each : erased) {
            if (!acts.getOrDefault(each.act(), Set.of()).contains(new Position(log, each.position()))) {
                fault(
                        each.position(),
                        Kind.ERASURE,
                        "the row was emptied, and %s is no sealed act that orders it".formatted(each.act()));
            }
        }
        var ordered = acts.values().stream()
                .flatMap(Set::stream)
                .filter(each -> each.log().equals(log) && each.position() >= request.from() && each.position() < end)
                .toList();
        var whole = in.acts.whole(ordered);
        if (!whole.isEmpty()) {
            tell("ordered to be erased, and not erased: %d rows, from %s on; `erase` once more completes it"
                    .formatted(whole.size(), whole.getFirst()));
        }
    }

    private void tell(String more) {
        note = note == null ? more : note + "; " + more;
    }

    private void take(Leaves block) throws InterruptedException {
        erased.addAll(block.erased());
        tellMissing(block);
        var at = 0;
        while (at < block.count()) {
            var position = block.from() + at;
            var next = nextTarget(position);
            var isTile = position % Tile.WIDTH == 0
                    && at + Tile.WIDTH <= block.count()
                    && position + Tile.WIDTH <= next
                    && block.firstMissing(at) >= at + Tile.WIDTH;
            if (isTile) {
                edge.append(hash.subtree(block.hashes(), at, Tile.WIDTH), Tile.HEIGHT);
                at += Tile.WIDTH;
            } else {
                edge.append(block.has(at) ? block.hash(at) : stored.node(0, position));
                at++;
            }
            if (edge.size() == next) {
                compare();
            }
        }
    }

    private void tellMissing(Leaves block) {
        for (var at = block.firstMissing(0); at < block.count(); at = block.firstMissing(at)) {
            var first = at;
            while (at < block.count() && !block.has(at)) {
                at++;
            }
            fault(
                    block.from() + first,
                    Kind.MISSING,
                    at - first == 1
                            ? "there is no row"
                            : "there are no rows up to %d".formatted(block.from() + at - 1));
        }
    }

    /** The next size after this position whose root is known. */
    private long nextTarget(long position) {
        var sealed = chain.sizesFrom(position + 1);
        var kept = anchored.higherKey(position);
        return Math.min(sealed.isEmpty() ? Long.MAX_VALUE : sealed.getFirst(), kept == null ? Long.MAX_VALUE : kept);
    }

    private void compare() throws InterruptedException {
        var size = edge.size();
        var root = edge.root();
        var sizes = chain.sizesFrom(size);
        if (!sizes.isEmpty() && sizes.getFirst() == size && !MessageDigest.isEqual(chain.root(size), root)) {
            edge = locate(size, chain.root(size));
            root = edge.root();
        }
        var kept = anchored.get(size);
        if (kept != null && !MessageDigest.isEqual(kept, root)) {
            fault(
                    proved.size(),
                    Kind.CONTENT,
                    "rows %d to %d do not make the root of the checkpoint of %d deliveries that was kept elsewhere"
                            .formatted(proved.size(), size - 1, size));
            // The first that does not fit says between which two it happened.
            anchored.clear();
        }
        proved = edge.copy();
        if (faults.isEmpty() && size <= end) {
            watch.proved(log, size);
        }
    }

    /**
     * Finds the rows that differ from what is stored of them, once what is stored makes the signed root.
     *
     * @return the edge as it was sealed
     */
    private RightEdge locate(long size, byte[] signed) throws InterruptedException {
        var from = proved.size();
        var sealed = proved.copy();
        var isStored = true;
        try {
            sealed.append(stored, size);
            isStored = MessageDigest.isEqual(signed, sealed.root());
        } catch (StoredTree.MissingTileException e) {
            isStored = false;
        }
        if (isStored && !differences.areNone(from, Math.min(size, end))) {
            return sealed;
        }
        if (request.from() > 0 || size > end) {
            throw new UnusableTreeException(
                    "it does not make the root of the checkpoint of %d deliveries".formatted(size));
        }
        fault(
                from,
                Kind.CONTENT,
                "rows %d to %d do not make the root of the checkpoint of %d deliveries, and the stored tree was changed with them"
                        .formatted(from, size - 1, size));
        throw new StopException();
    }

    /** The stored hashes are no help: they do not make what was signed. */
    static final class UnusableTreeException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnusableTreeException(String message) {
            super(message);
        }
    }

    /** No root after this one can fit. */
    private static final class StopException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
