package dev.lastro.seal;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code lastro.log.*}, what concerns signatures.
 *
 * @param keyFile the Ed25519 key (PKCS#8, PEM) that signs checkpoints and reports; made at first need
 * @param formerPublicKeys those that signed before a rotation, as PEM or verifier keys
 */
@ConfigurationProperties("lastro.log")
record KeyProperties(
        @DefaultValue("lastro.key") Path keyFile,
        @DefaultValue List<String> formerPublicKeys) {}
