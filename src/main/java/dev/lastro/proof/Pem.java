package dev.lastro.proof;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** RFC 7468. */
final class Pem {

    static final String PRIVATE_KEY = "PRIVATE KEY";
    static final String PUBLIC_KEY = "PUBLIC KEY";

    private Pem() {}

    static String encode(byte[] der, String label) {
        var base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %1$s-----\n".formatted(label, base64);
    }

    static boolean isPem(String text) {
        return text.contains("-----BEGIN ");
    }

    static byte[] decode(String text, String label) throws BadProofException {
        var matcher = Pattern.compile("-----BEGIN %s-----([A-Za-z0-9+/=\\s]+)-----END %1$s-----".formatted(label))
                .matcher(text);
        if (!matcher.find()) {
            throw new BadProofException("there is no '-----BEGIN %s-----' in it".formatted(label));
        }
        return Base64.getMimeDecoder().decode(matcher.group(1));
    }
}
