package dev.lastro.receiver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/**
 * What is in a bundle's files. Two readings of the same certificates are equal.
 *
 * @param own our chain, our own certificate first; empty: the bundle has no key
 * @param trusted the authorities whose client certificates are believed
 */
record BundleCertificates(List<X509Certificate> own, Set<X509Certificate> trusted) {

    private static final byte[] PROBE = "whose key is this?".getBytes(StandardCharsets.US_ASCII);

    /** @throws UnfitTlsException with whatever keeps the files from being used, such as a key that belongs to another certificate */
    static BundleCertificates read(SslBundle bundle) {
        try {
            var keys = bundle.getStores().getKeyStore();
            var trust = bundle.getStores().getTrustStore();
            return new BundleCertificates(keys == null ? List.of() : own(keys, bundle), trusted(trust));
        } catch (UnfitTlsException e) {
            throw e;
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new UnfitTlsException(innermost(e), e);
        }
    }

    private static List<X509Certificate> own(KeyStore keys, SslBundle bundle) throws GeneralSecurityException {
        var alias = alias(keys, bundle.getKey().getAlias());
        var chain = chain(keys, alias);
        var first = chain.getFirst();
        if (!belong(key(keys, alias, bundle), first)) {
            throw new UnfitTlsException("the private key does not belong to the first certificate (%s)"
                    .formatted(first.getSubjectX500Principal()));
        }
        return chain;
    }

    private static String alias(KeyStore keys, @Nullable String wanted) throws GeneralSecurityException {
        for (var alias : Collections.list(keys.aliases())) {
            if (keys.isKeyEntry(alias) && (wanted == null || alias.equalsIgnoreCase(wanted))) {
                return alias;
            }
        }
        throw new UnfitTlsException(
                wanted == null
                        ? "there is no private key beside the certificate"
                        : "there is no private key with the alias " + wanted);
    }

    private static Key key(KeyStore keys, String alias, SslBundle bundle) throws GeneralSecurityException {
        var password = bundle.getKey().getPassword();
        if (password == null) {
            password = bundle.getStores().getKeyStorePassword();
        }
        return keys.getKey(alias, password == null ? new char[0] : password.toCharArray());
    }

    private static List<X509Certificate> chain(KeyStore keys, String alias) throws GeneralSecurityException {
        return Arrays.stream(keys.getCertificateChain(alias))
                .map(X509Certificate.class::cast)
                .toList();
    }

    private static boolean belong(Key key, X509Certificate certificate) throws GeneralSecurityException {
        var certified = certificate.getPublicKey();
        if (key instanceof RSAKey own && certified instanceof RSAKey other) {
            return own.getModulus().equals(other.getModulus());
        }
        return key instanceof PrivateKey own
                && own.getAlgorithm().equals(certified.getAlgorithm())
                && signsFor(own, certified);
    }

    private static boolean signsFor(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        var signature = Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : key.getAlgorithm());
        signature.initSign(key);
        signature.update(PROBE);
        var signed = signature.sign();
        signature.initVerify(certified);
        signature.update(PROBE);
        return signature.verify(signed);
    }

    private static Set<X509Certificate> trusted(@Nullable KeyStore trust) throws GeneralSecurityException {
        if (trust == null) {
            return Set.of();
        }
        var trusted = new HashSet<X509Certificate>();
        for (var alias : Collections.list(trust.aliases())) {
            if (trust.getCertificate(alias) instanceof X509Certificate certificate) {
                trusted.add(certificate);
            }
        }
        return Set.copyOf(trusted);
    }

    private static String innermost(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        var isPerhapsOnlyAPath = cause instanceof IOException;
        return isPerhapsOnlyAPath || cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** All that expire, ours first. */
    List<X509Certificate> all() {
        return Stream.concat(own.stream(), trusted.stream()).toList();
    }

    /** Whether what is served to senders is in its time. */
    boolean isInTime(Instant now) {
        return own.stream()
                .allMatch(
                        certificate -> !now.isBefore(certificate.getNotBefore().toInstant())
                                && !now.isAfter(certificate.getNotAfter().toInstant()));
    }

    String describe() {
        var parts = new ArrayList<String>();
        if (!own.isEmpty()) {
            parts.add("%s, valid until %s"
                    .formatted(
                            name(own.getFirst()), own.getFirst().getNotAfter().toInstant()));
        }
        if (!trusted.isEmpty()) {
            parts.add("client certificates of "
                    + trusted.stream().map(BundleCertificates::name).sorted().toList());
        }
        return String.join("; ", parts);
    }

    static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }
}
