package dev.lastro.evidence;

import dev.lastro.proof.BadProofException;
import dev.lastro.proof.Checkpoint;
import dev.lastro.proof.InclusionProof;
import dev.lastro.proof.TrustedKeys;
import dev.lastro.proof.Verdict;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Whether an evidence pack is what was received and sealed, told without a database: each delivery's bytes make its entry, and
 * the entry is in a tree whose root a trusted key has signed. Of what accompanies them only the pack's own list tells, which
 * nobody has signed.
 */
public final class PackVerification {

    /** Beyond these nothing is read: a small file can claim to be a large one. */
    private static final long FILE_BYTES_MAX = 64L << 20;

    private static final long PACK_BYTES_MAX = 4L << 30;
    private static final int FILES_MAX = 1_000_000;

    private final TrustedKeys keys;
    private final List<String> broken = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private final List<String> verified = new ArrayList<>();
    private final Map<String, byte[]> checkpoints = new HashMap<>();
    /** What is told of a checkpoint once a delivery is proved by it: others may be anybody's. */
    private final Map<String, String> sealings = new HashMap<>();

    private PackVerification(TrustedKeys keys) {
        this.keys = keys;
    }

    /**
     * @param keys whose signatures count
     * @throws IOException if it cannot be read: that is no verdict
     */
    public static Verdict verify(Path file, TrustedKeys keys) throws IOException {
        var verification = new PackVerification(keys);
        try (var zip = new ZipFile(file.toFile())) {
            verification.run(zip);
        } catch (ZipException | EOFException e) {
            verification.broken.add("%s is no whole zip file: %s".formatted(file, e.getMessage()));
        }
        return new Verdict(verification.broken, verification.unknown, verification.verified);
    }

    private void run(ZipFile zip) throws IOException {
        if (!isReadable(zip)) {
            return;
        }
        Pack pack;
        try {
            pack = Pack.read(bytes(zip, Pack.FILE));
        } catch (IOException e) {
            broken.add(String.valueOf(e.getMessage()));
            return;
        }
        checkFiles(zip, pack);
        for (var each : pack.checkpoints().entrySet()) {
            checkCheckpoint(zip, each.getKey(), each.getValue());
        }
        var proved = 0;
        var places = new HashSet<String>();
        for (var each : pack.deliveries()) {
            if (!places.add(each.place())) {
                broken.add("%s: is listed twice".formatted(each.place()));
            } else if (check(zip, pack, each)) {
                proved++;
            }
        }
        if (proved > 0) {
            verified.add("%d of %d deliveries, byte for byte as they were received and sealed"
                    .formatted(proved, pack.deliveries().size()));
        }
        unknown.add(
                "that these are all deliveries of loan %s of %s, and of no other; classes, timeline, definitions and page were made of them, and are not signed"
                        .formatted(pack.loanId(), pack.provider()));
    }

    /** Names first: nothing is read of a pack whose list of names is a trap. */
    private boolean isReadable(ZipFile zip) {
        if (zip.size() > FILES_MAX) {
            broken.add("there are %d files in it: more than any pack has".formatted(zip.size()));
            return false;
        }
        var names = new HashSet<String>();
        var bytes = 0L;
        for (var entry : zip.stream().toList()) {
            if (!names.add(entry.getName())) {
                broken.add("%s is in it twice".formatted(entry.getName()));
            }
            if (!isPlain(entry)) {
                broken.add("%s is no name of a file of a pack".formatted(entry.getName()));
            }
            bytes += entry.getSize();
            if (entry.getSize() < 0 || entry.getSize() > FILE_BYTES_MAX || bytes > PACK_BYTES_MAX) {
                broken.add("%s says that it has %d bytes: more than is read here"
                        .formatted(entry.getName(), entry.getSize()));
                return false;
            }
        }
        if (!names.contains(Pack.FILE)) {
            broken.add("%s is missing: this is no evidence pack".formatted(Pack.FILE));
        }
        return broken.isEmpty();
    }

    private static boolean isPlain(ZipEntry entry) {
        var name = entry.getName();
        return !entry.isDirectory()
                && !name.startsWith("/")
                && !name.contains("\\")
                && !name.contains(":")
                && name.chars().noneMatch(Character::isISOControl)
                && Arrays.stream(name.split("/", -1))
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }

    /** @throws IOException also if it is longer than it says */
    private static byte[] bytes(ZipFile zip, String name) throws IOException {
        var entry = zip.getEntry(name);
        try (var in = zip.getInputStream(entry)) {
            var bytes = in.readNBytes((int) entry.getSize() + 1);
            if (bytes.length != entry.getSize()) {
                throw new ZipException("%s is not as long as it says".formatted(name));
            }
            return bytes;
        }
    }

    private void checkFiles(ZipFile zip, Pack pack) throws IOException {
        var there = new TreeSet<String>();
        zip.stream().map(ZipEntry::getName).forEach(there::add);
        there.remove(Pack.FILE);
        for (var file : pack.files().entrySet()) {
            if (!there.remove(file.getKey())) {
                broken.add("%s is missing".formatted(file.getKey()));
            } else if (!EvidencePack.sha256(bytes(zip, file.getKey())).equals(file.getValue())) {
                broken.add("%s was changed".formatted(file.getKey()));
            }
        }
        there.forEach(name -> broken.add("%s does not belong to it: %s does not name it".formatted(name, Pack.FILE)));
    }

    private void checkCheckpoint(ZipFile zip, String log, Pack.Checkpoint checkpoint) throws IOException {
        if (zip.getEntry(checkpoint.file()) == null) {
            return; // told
        }
        try {
            var note = bytes(zip, checkpoint.file());
            var sealed = keys.checkpoint(note, Checkpoint.origin(log));
            if (sealed.checkpoint().size() != checkpoint.size()) {
                broken.add("%s covers %d deliveries, not %d"
                        .formatted(checkpoint.file(), sealed.checkpoint().size(), checkpoint.size()));
            }
            checkpoints.put(log, note);
            sealings.put(
                    log,
                    "checkpoint %s/%d, sealed at %s"
                            .formatted(log, sealed.checkpoint().size(), sealed.sealedAt()));
        } catch (BadProofException e) {
            broken.add("%s: %s".formatted(checkpoint.file(), e.getMessage()));
        }
    }

    /** @return whether its bytes, or what was kept of them, are proved to be in the log */
    private boolean check(ZipFile zip, Pack pack, Pack.Delivery delivery) throws IOException {
        var missing = delivery.files().stream()
                .filter(name -> zip.getEntry(name) == null || !pack.files().containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            broken.add("%s: has no %s".formatted(delivery.place(), String.join(", ", missing)));
            return false;
        }
        try {
            var bytes = bytes(zip, delivery.file(Pack.ENTRY));
            requireEntry(zip, delivery, EntryText.decode(bytes));
            if (!delivery.sealed()) {
                unknown.add("%s: no checkpoint covered it when the pack was made".formatted(delivery.place()));
                return false;
            }
            requireInclusion(delivery, bytes, InclusionProof.decode(bytes(zip, delivery.file(Pack.INCLUSION))));
        } catch (BadProofException e) {
            broken.add("%s: %s".formatted(delivery.place(), e.getMessage()));
            return false;
        }
        var sealing = sealings.remove(delivery.log());
        if (sealing != null) {
            verified.add(sealing);
        }
        if (delivery.erased()) {
            unknown.add("%s: the pack says that its content was erased by law; its place, time and provider are proved"
                    .formatted(delivery.place()));
            return false;
        }
        return true;
    }

    private static void requireEntry(ZipFile zip, Pack.Delivery delivery, EntryText entry)
            throws IOException, BadProofException {
        require(entry.place().equals(delivery.place()), "its entry is that of " + entry.place());
        require(
                entry.receivedAtMicros().equals(EntryText.micros(delivery.receivedAt())),
                "its entry tells another time of receipt");
        require(entry.provider().equals(delivery.provider()), "its entry is one of " + entry.provider());
        if (!delivery.erased()) {
            require(
                    entry.headersSha256().equals(EvidencePack.sha256(bytes(zip, delivery.file(Pack.HEADERS)))),
                    "its headers are not those of its entry");
            require(
                    entry.bodySha256()
                            .equals(EvidencePack.sha256(
                                    bytes(zip, delivery.file(Pack.SALT)), bytes(zip, delivery.file(Pack.BODY)))),
                    "its salt and body are not those of its entry");
        }
    }

    private void requireInclusion(Pack.Delivery delivery, byte[] entry, InclusionProof proof) throws BadProofException {
        require(
                proof.index() == delivery.position(),
                "its proof is that of %s/%d".formatted(delivery.log(), proof.index()));
        require(
                Arrays.equals(proof.checkpoint(), checkpoints.get(delivery.log())),
                "its proof leads to another checkpoint than checkpoints/" + delivery.log());
        proof.verify(entry, Checkpoint.origin(delivery.log()), keys);
    }

    private static void require(boolean holds, String otherwise) throws BadProofException {
        if (!holds) {
            throw new BadProofException(otherwise);
        }
    }
}
