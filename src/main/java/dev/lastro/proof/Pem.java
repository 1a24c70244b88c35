package dev.lastro.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
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

    /** The first of this label. */
    static byte[] decode(String text, String label) throws BadProofException {
        return decodeAll(text, label).getFirst();
    }

    /** All of this label, at least one: after a rotation a file may hold two keys. */
    static List<byte[]> decodeAll(String text, String label) throws BadProofException {
        var matcher = Pattern.compile("-----BEGIN %s-----([A-Za-z0-9+/=\\s]+)-----END %1$s-----".formatted(label))
                .matcher(text);
        var found = new ArrayList<byte[]>();
        while (matcher.find()) {
            found.add(base64(matcher.group(1).replaceAll("\\s", ""), label));
        }
        if (found.isEmpty()) {
            throw new BadProofException("there is no '-----BEGIN %s-----' in it".formatted(label));
        }
        if (text.split("-----BEGIN %s-----".formatted(label), -1).length != found.size() + 1) {
            throw new BadProofException("after a '-----BEGIN %s-----' in it stands no key".formatted(label));
        }
        return found;
    }

    /** Its message shows nothing of the text, which can be a private key. */
    private static byte[] base64(String text, String label) throws BadProofException {
        try {
            return Note.base64(text);
        } catch (BadProofException e) {
            throw new BadProofException("what stands after '-----BEGIN %s-----' is not base64".formatted(label));
        }
    }
}
