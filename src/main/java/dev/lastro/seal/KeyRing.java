package dev.lastro.seal;

import dev.lastro.proof.BadProofException;
import dev.lastro.proof.Checkpoint;
import dev.lastro.proof.KeyFile;
import dev.lastro.proof.LogKey;
import dev.lastro.proof.TrustedKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key that signs, and those whose signatures count. */
public final class KeyRing {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

    private final Path file;
    private final List<String> former;
    private @Nullable LogKey key;

    /** @param former public keys that signed before a rotation, as PEM or verifier keys */
    KeyRing(Path file, List<String> former) {
        this.file = file;
        this.former = List.copyOf(former);
    }

    /**
     * The key for a checkpoint.
     *
     * @param last the one before it, or of another log; null: there is none, and a key is made where there is none
     * @throws IllegalStateException if it was signed by a key that is not known here
     */
    synchronized LogKey signing(@Nullable Seal last) {
        if (last == null) {
            return signing();
        }
        if (!Files.exists(file)) {
            throw new IllegalStateException(
                    "there is no key %s, but log %s has checkpoints: put the key that signed them there (lastro.log.key-file)"
                            .formatted(file.toAbsolutePath(), last.log()));
        }
        try {
            trusted().checkpoint(last.note(), Checkpoint.origin(last.log()));
        } catch (BadProofException e) {
            throw new IllegalStateException(
                    "the last checkpoint of log %s is not signed by the key %s: %s. Put the right key there; after a rotation, name the old one's public key in lastro.log.former-public-keys"
                            .formatted(last.log(), file.toAbsolutePath(), e.getMessage()),
                    e);
        }
        return signing();
    }

    /** The key; made where there is none yet. */
    public synchronized LogKey signing() {
        if (key == null) {
            if (!Files.exists(file)) {
                KeyFile.create(file, LogKey.generate());
                LOG.warn(
                        "a new key was made that signs checkpoints and reports: {}. Keep a copy elsewhere, and give auditors {}",
                        file.toAbsolutePath(),
                        KeyFile.publicFile(file).toAbsolutePath());
            }
            key = KeyFile.read(file);
        }
        return key;
    }

    /** @throws IllegalStateException if there is no key yet, or one that cannot be read */
    public TrustedKeys trusted() {
        try {
            var keys = TrustedKeys.parse(former);
            if (!Files.exists(file) && !keys.isEmpty()) {
                return keys;
            }
            return KeyFile.read(file).trusted().and(keys);
        } catch (BadProofException e) {
            throw new IllegalStateException("lastro.log.former-public-keys: " + e.getMessage(), e);
        }
    }
}
