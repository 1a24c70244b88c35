package dev.lastro.report;

import dev.lastro.proof.BadProofException;
import dev.lastro.proof.Note;
import dev.lastro.proof.TrustedKeys;
import dev.lastro.proof.Verdict;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether a night's folder is what was published, told without a database: the manifest is signed, each file is the one that
 * it names, nothing is missing or was added, and the nights before it, as far as they are here, are those that it goes on from.
 */
public final class ReportVerification {

    private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    private static final String REVISION = "r[1-9][0-9]{0,8}";

    private final Path folder;
    private final TrustedKeys keys;
    private final List<String> broken = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private final List<String> verified = new ArrayList<>();

    private ReportVerification(Path folder, TrustedKeys keys) {
        this.folder = folder;
        this.keys = keys;
    }

    /**
     * @param folder {@code <date>/r<revision>} in the folder of all dates, or a copy of it
     * @param keys whose signatures count
     * @throws IOException if it cannot be read: that is no verdict
     */
    public static Verdict verify(Path folder, TrustedKeys keys) throws IOException {
        var verification = new ReportVerification(folder.toAbsolutePath().normalize(), keys);
        verification.run();
        return new Verdict(verification.broken, verification.unknown, verification.verified);
    }

    private void run() throws IOException {
        var manifest = signed(folder);
        if (manifest == null) {
            return;
        }
        checkPlace(manifest);
        checkCheckpoints(manifest);
        checkFiles(manifest);
        checkChain(manifest);
    }

    /** The manifest of a folder, once its signature is verified; null: that is told. */
    private @Nullable Manifest signed(Path of) throws IOException {
        var file = of.resolve(Manifest.FILE);
        var signature = of.resolve(Manifest.SIGNATURE_FILE);
        for (var each : List.of(file, signature)) {
            if (!Files.isRegularFile(each)) {
                broken.add("%s is missing".formatted(each));
                return null;
            }
        }
        try {
            var note = Note.detached(Files.readAllBytes(file), Files.readAllBytes(signature));
            keys.verify(note, Manifest.SIGNER);
        } catch (BadProofException e) {
            broken.add("%s: %s".formatted(file, e.getMessage()));
            return null;
        }
        return Manifest.read(file);
    }

    /** A folder that was given another night's name is that night's folder. */
    private void checkPlace(Manifest manifest) {
        var revision = String.valueOf(folder.getFileName());
        var date = folder.getParent() == null
                ? ""
                : String.valueOf(folder.getParent().getFileName());
        var signed = "%s/r%d".formatted(manifest.businessDate(), manifest.revision());
        if (revision.matches(REVISION) && date.matches(DATE) && !signed.equals(date + "/" + revision)) {
            broken.add("%s is the folder of %s".formatted(folder, signed));
        } else {
            verified.add("the manifest of %s, signed as %s".formatted(signed, Manifest.SIGNER));
        }
    }

    private void checkCheckpoints(Manifest manifest) {
        for (var each : manifest.checkpoints()) {
            var place = "%s/%d".formatted(each.log(), each.size());
            if (each.note() == null) {
                unknown.add("%s was not sealed at this size".formatted(place));
                continue;
            }
            try {
                var sealed = keys.checkpoint(each.note(), each.log());
                if (sealed.checkpoint().size() != each.size()) {
                    broken.add("the checkpoint of %s covers %d deliveries"
                            .formatted(place, sealed.checkpoint().size()));
                } else {
                    verified.add("checkpoint %s, sealed at %s".formatted(place, sealed.sealedAt()));
                }
            } catch (BadProofException e) {
                broken.add("the checkpoint of %s: %s".formatted(place, e.getMessage()));
            }
        }
    }

    private void checkFiles(Manifest manifest) throws IOException {
        var there = new TreeSet<String>();
        try (var tree = Files.walk(folder)) {
            tree.filter(each -> !Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
                    .map(each -> folder.relativize(each).toString().replace('\\', '/'))
                    .filter(name -> !name.equals(Manifest.FILE) && !name.equals(Manifest.SIGNATURE_FILE))
                    .forEach(there::add);
        }
        var good = 0;
        for (var file : manifest.files()) {
            if (!there.remove(file.name())) {
                broken.add("%s is missing".formatted(file.name()));
            } else {
                var hash = Digests.sha256(folder.resolve(file.name()));
                if (hash.equals(file.sha256())) {
                    good++;
                } else {
                    broken.add("%s was changed: %s".formatted(file.name(), origin(hash)));
                }
            }
        }
        there.forEach(name -> broken.add("%s is not of this night: the manifest does not name it".formatted(name)));
        if (good > 0) {
            verified.add("%d of %d files, byte for byte"
                    .formatted(good, manifest.files().size()));
        }
    }

    /** Where a file comes from that does not belong here. */
    private String origin(String hash) throws IOException {
        for (var each : nights().entrySet()) {
            for (var file : each.getValue().files()) {
                if (file.sha256().equals(hash)) {
                    return "it is %s of %s".formatted(file.name(), each.getKey());
                }
            }
        }
        return "its SHA-256 is %s".formatted(hash);
    }

    /** The manifests beside this one, signed or not, as far as they can be read, by {@code <date>/r<revision>}. */
    private Map<String, Manifest> nights() throws IOException {
        var nights = new TreeMap<String, Manifest>();
        var all = reportsFolder();
        if (all.isPresent()) {
            for (var date : list(all.get(), DATE)) {
                for (var night : list(date, REVISION)) {
                    if (!night.equals(folder)) {
                        read(night)
                                .ifPresent(manifest -> nights.put(
                                        "%s/%s".formatted(date.getFileName(), night.getFileName()), manifest));
                    }
                }
            }
        }
        return nights;
    }

    /** The folder may be a copy that lies anywhere, among what is nobody's business. */
    private static List<Path> list(Path folder, String names) throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(each -> each.getFileName().toString().matches(names))
                    .filter(Files::isReadable)
                    .filter(Files::isDirectory)
                    .toList();
        } catch (AccessDeniedException e) {
            return List.of();
        }
    }

    private static Optional<Manifest> read(Path night) {
        try {
            return Optional.of(Manifest.read(night.resolve(Manifest.FILE)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The folder of all dates. */
    private Optional<Path> reportsFolder() {
        return Optional.ofNullable(folder.getParent()).map(Path::getParent);
    }

    /** Back to the first night, as far as the nights are here. */
    private void checkChain(Manifest last) throws IOException {
        var links = 0;
        for (var manifest = last; manifest.previousFolder() != null; links++) {
            var name = manifest.previousFolder();
            var previous = reportsFolder().map(all -> all.resolve(name)).orElse(folder);
            if (!Files.isRegularFile(previous.resolve(Manifest.FILE))) {
                unknown.add("the chain beyond %s/r%d: %s is not here"
                        .formatted(manifest.businessDate(), manifest.revision(), name));
                break;
            }
            var hash = Digests.sha256(previous.resolve(Manifest.FILE));
            if (!hash.equals(manifest.previousManifest())) {
                broken.add("the chain: %s/r%d goes on from a manifest %s, but that of %s is %s"
                        .formatted(
                                manifest.businessDate(), manifest.revision(), manifest.previousManifest(), name, hash));
                return;
            }
            var next = signed(previous);
            if (next == null) {
                return;
            }
            manifest = next;
        }
        if (links > 0) {
            verified.add("the chain of %d night%s before it".formatted(links, links == 1 ? "" : "s"));
        }
    }
}
