package dev.lastro.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A header that must have exactly one value, and in it one of several secrets. What was sent and what is known are
 * compared as SHA-256 in constant time, each with each, so that neither length nor content shows in the time it takes.
 */
final class Credential implements Proof {

    private static final byte[] NOTHING = {};

    private final String name;
    private final String header;
    /** Empty: the value itself is the secret. */
    private final String scheme;

    private final boolean base64;
    private final List<Numbered<byte[]>> digests;

    private Credential(String check, String header, String scheme, boolean base64, List<Numbered<String>> secrets) {
        this.name = check + " " + header;
        this.header = header;
        this.scheme = scheme;
        this.base64 = base64;
        this.digests = secrets.stream()
                .map(secret ->
                        new Numbered<>(secret.number(), sha256(secret.value().getBytes(StandardCharsets.UTF_8))))
                .toList();
    }

    static Credential header(String name, List<Numbered<String>> secrets) {
        return new Credential("header", name, "", false, secrets);
    }

    /** @param users each {@code username:password} */
    static Credential basic(List<Numbered<String>> users) {
        return new Credential("basic", "Authorization", "basic", true, users);
    }

    static Credential bearer(List<Numbered<String>> tokens) {
        return new Credential("bearer", "Authorization", "bearer", false, tokens);
    }

    @Override
    public void judge(Attempt attempt, Findings findings) {
        List<String> values = attempt.headers().values(header);
        byte[] sent = values.size() == 1 ? secret(values.getFirst()) : null;
        byte[] digest = sha256(sent == null ? NOTHING : sent);
        int fitting = 0;
        // every digest is looked at, also after one that fits
        for (Numbered<byte[]> known : digests) {
            boolean fits = MessageDigest.isEqual(known.value(), digest);
            fitting = fits && fitting == 0 ? known.number() : fitting;
        }
        if (values.size() != 1) {
            findings.fault(name, values.isEmpty() ? "header missing" : "header sent more than once");
        } else if (sent == null || fitting == 0) {
            findings.fault(name, "no secret fits");
        } else {
            findings.used(name, fitting);
        }
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
        return Hash.SHA256.digest().digest(bytes);
    }
}
