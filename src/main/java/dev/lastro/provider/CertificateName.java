package dev.lastro.provider;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** By what a certificate can be known; {@code toString} is its word in a definition. */
enum CertificateName {
    /** Of the whole certificate, in hex with or without colons. */
    SHA256_FINGERPRINTS("sha256-fingerprints"),
    /** Of its SubjectPublicKeyInfo, in Base64 as RFC 7469 has it: stays while a renewal keeps the key. */
    SPKI_SHA256("spki-sha256"),
    /** RFC 2253, compared as names are: whatever the case and the white space. */
    SUBJECTS("subjects"),
    /** An alternative name, whatever the case. */
    DNS_NAMES("dns-names"),
    /** An alternative name, as SPIFFE has it. */
    URIS("uris");

    private static final int SAN_DNS = 2;
    private static final int SAN_URI = 6;
    private static final int SHA256_BYTES = 32;

    private final String word;

    CertificateName(String word) {
        this.word = word;
    }

    /** In the form in which they are compared; null for a text that is no such name. */
    @Nullable
    Object parse(String text) {
        return switch (this) {
            case SHA256_FINGERPRINTS -> digest(Encoding.HEX.decode(text.replace(":", "")));
            case SPKI_SHA256 -> digest(Encoding.BASE64.decode(text));
            case SUBJECTS -> subject(text);
            case DNS_NAMES -> text.toLowerCase(Locale.ROOT);
            case URIS -> text;
        };
    }

    /** Those that a certificate has, in the form in which they are compared. */
    List<?> of(X509Certificate certificate) {
        try {
            return switch (this) {
                case SHA256_FINGERPRINTS -> List.of(sha256(certificate.getEncoded()));
                case SPKI_SHA256 -> List.of(sha256(certificate.getPublicKey().getEncoded()));
                case SUBJECTS -> List.of(certificate.getSubjectX500Principal());
                case DNS_NAMES ->
                    alternatives(certificate, SAN_DNS).stream()
                            .map(name -> name.toLowerCase(Locale.ROOT))
                            .toList();
                case URIS -> alternatives(certificate, SAN_URI);
            };
        } catch (java.security.cert.CertificateException e) {
            return List.of();
        }
    }

    private static List<String> alternatives(X509Certificate certificate, int kind) throws CertificateParsingException {
        Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        return all == null
                ? List.of()
                : all.stream()
                        .filter(name -> name.getFirst().equals(kind))
                        .map(name -> String.valueOf(name.get(1)))
                        .toList();
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Hash.SHA256.digest().digest(bytes));
    }

    private static @Nullable String digest(byte @Nullable [] bytes) {
        return bytes == null || bytes.length != SHA256_BYTES
                ? null
                : HexFormat.of().formatHex(bytes);
    }

    private static @Nullable X500Principal subject(String text) {
        try {
            return new X500Principal(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return word;
    }
}
