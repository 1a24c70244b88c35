package dev.lastro.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How proofs are written: what they are of, a hash a line, an empty line, a checkpoint.
 *
 * @param head what they are of
 * @param checkpoint the signed note, byte for byte
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ProofText(List<String> head, List<byte[]> path, byte[] checkpoint) {

    /** 44 characters: the base64 of 32 bytes. */
    private static final Pattern HASH = Pattern.compile("[A-Za-z0-9+/]{43}=");

    byte[] encode() {
        var text = new StringBuilder();
        head.forEach(line -> text.append(line).append('\n'));
        path.forEach(
                each -> text.append(Base64.getEncoder().encodeToString(each)).append('\n'));
        return text.append('\n')
                .append(new String(checkpoint, StandardCharsets.UTF_8))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    static ProofText decode(byte[] bytes) throws BadProofException {
        var text = Note.text(bytes);
        var end = text.indexOf("\n\n");
        if (end < 0) {
            throw new BadProofException("not a proof: an empty line and a checkpoint stand at its end");
        }
        var head = new ArrayList<String>();
        var path = new ArrayList<byte[]>();
        for (var line : text.substring(0, end).lines().toList()) {
            if (HASH.matcher(line).matches()) {
                path.add(Note.base64(line));
            } else if (path.isEmpty()) {
                head.add(line);
            } else {
                throw new BadProofException("'%s' is no hash of a proof".formatted(line));
            }
        }
        return new ProofText(head, path, text.substring(end + 2).getBytes(StandardCharsets.UTF_8));
    }

    /** The number after a word, which is the whole of a head's line. */
    static long number(String word, String line) throws BadProofException {
        var matcher = Pattern.compile(word + " (0|[1-9][0-9]{0,17})").matcher(line);
        if (!matcher.matches()) {
            throw new BadProofException("'%s' where the line '%s N' belongs".formatted(line, word));
        }
        return Long.parseLong(matcher.group(1));
    }
}
