package dev.lastro.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A header that must have exactly one value, and in it one of several secrets. What was sent and what is known are
 * compared as SHA-256 in constant time, each with each, so that neither length nor content shows in the time it takes.
 */
final class Credential {

    private static final byte[] NOTHING = {};

    private final String header;
    /** Empty: the value itself is the secret. */
    private final String scheme;

    private final boolean base64;
    private final List<byte[]> digests;

    private Credential(String header, String scheme, boolean base64, List<String> secrets) {
        this.header = header;
        this.scheme = scheme;
        this.base64 = base64;
        this.digests = secrets.stream()
                .map(secret -> sha256(secret.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    static Credential header(String name, List<String> secrets) {
        return new Credential(name, "", false, secrets);
    }

    /** @param users each {@code username:password} */
    static Credential basic(List<String> users) {
        return new Credential("Authorization", "basic", true, users);
    }

    static Credential bearer(List<String> tokens) {
        return new Credential("Authorization", "bearer", false, tokens);
    }

    boolean matches(RequestHeaders headers) {
        List<String> values = headers.values(header);
        byte[] sent = values.size() == 1 ? secret(values.getFirst()) : null;
        byte[] digest = sha256(sent == null ? NOTHING : sent);
        boolean found = false;
        // every digest is looked at, also after one that fits
        for (byte[] known : digests) {
            found |= MessageDigest.isEqual(known, digest);
        }
        return found && sent != null;
    }

    /** The bytes that were sent as the secret; null where the value is not of the scheme. */
    private byte @Nullable [] secret(String value) {
        String rest = value;
        if (!scheme.isEmpty()) {
            // RFC 9110 section 11.4: the scheme in any case, then one or more spaces
            boolean named = value.length() > scheme.length()
                    && value.substring(0, scheme.length())
                            .toLowerCase(Locale.ROOT)
                            .equals(scheme)
                    && value.charAt(scheme.length()) == ' ';
            if (!named) {
                return null;
            }
            rest = value.substring(scheme.length()).strip();
        }
        byte[] bytes = rest.getBytes(StandardCharsets.ISO_8859_1);
        if (!base64) {
            return bytes;
        }
        try {
            return Base64.getDecoder().decode(bytes);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
