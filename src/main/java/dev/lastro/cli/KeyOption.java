package dev.lastro.cli;

import dev.lastro.proof.BadProofException;
import dev.lastro.proof.KeyFile;
import dev.lastro.proof.TrustedKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --key}: whose signatures count for the one who verifies. */
final class KeyOption {

    private static final String PROPERTY = "--lastro.log.key-file=";
    private static final String DEFAULT_FILE = "lastro.key";

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = {
                "A public key: a PEM file, or a verifier key (name+id+base64); may be repeated. Absent: the one beside lastro.log.key-file.",
                "Uma chave pública: arquivo PEM ou chave de verificação; pode repetir. Padrão: a que fica junto de lastro.log.key-file."
            })
    private List<String> keys = new ArrayList<>();

    boolean isGiven() {
        return !keys.isEmpty();
    }

    /** The given ones. @throws WrongUsageException if one cannot be used */
    TrustedKeys given() {
        try {
            var texts = new ArrayList<String>();
            for (var key : keys) {
                texts.add(Files.isRegularFile(Path.of(key)) ? Files.readString(Path.of(key)) : key);
            }
            return TrustedKeys.parse(texts);
        } catch (BadProofException e) {
            throw new WrongUsageException("--key: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("--key: " + e.getMessage(), e);
        }
    }

    /**
     * The given ones, else the configured one, found without starting Spring.
     *
     * @param properties as given on the command line
     */
    TrustedKeys offline(List<String> properties) {
        if (isGiven()) {
            return given();
        }
        var file = keyFile(properties, System.getenv("LASTRO_LOG_KEY_FILE"));
        var publicFile = KeyFile.publicFile(file);
        try {
            if (Files.isRegularFile(publicFile)) {
                return TrustedKeys.parse(List.of(Files.readString(publicFile)));
            }
            if (Files.isRegularFile(file)) {
                return KeyFile.read(file).trusted();
            }
        } catch (BadProofException e) {
            throw new WrongUsageException("%s: %s".formatted(publicFile, e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("%s: %s".formatted(publicFile, e.getMessage()), e);
        }
        throw new WrongUsageException(
                "name the public key that you trust with --key=FILE: there is none at %s; what is verified never brings its own"
                        .formatted(publicFile.toAbsolutePath()));
    }

    private static Path keyFile(List<String> properties, @Nullable String variable) {
        return properties.stream()
                .filter(each -> each.startsWith(PROPERTY))
                .map(each -> Path.of(each.substring(PROPERTY.length())))
                .findFirst()
                .orElse(Path.of(variable == null || variable.isBlank() ? DEFAULT_FILE : variable));
    }
}
