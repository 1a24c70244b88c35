package dev.lastro.proof;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A signed note (c2sp.org/signed-note): text, an empty line, signature lines {@code — <name> <base64>}. A note that was read
 * says nothing until {@link TrustedKeys} has verified it.
 *
 * @param text ends with a line feed
 */
public record Note(String text, List<Line> signatures) {

    private static final int KEY_ID_BYTES = 4;
    private static final Pattern EMPTY_LINES = Pattern.compile("\n\n+");
    private static final Pattern NAME = Pattern.compile("[^+\\p{IsWhite_Space}]+");

    /**
     * One signature.
     *
     * @param keyId what the signer's name and key come to, four bytes
     * @param signature in the form that the key's type says
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Line(String name, int keyId, byte[] signature) {

        /** Ends with a line feed. */
        String encode() {
            var bytes = ByteBuffer.allocate(KEY_ID_BYTES + signature.length)
                    .putInt(keyId)
                    .put(signature)
                    .array();
            return "— %s %s\n".formatted(name, Base64.getEncoder().encodeToString(bytes));
        }

        /** @param line without its end */
        static Line decode(String line) throws BadProofException {
            var words = line.split(" ", -1);
            if (words.length != 3 || !words[0].equals("—") || !isKeyName(words[1])) {
                throw new BadProofException("'%s' is no signature line: '— name base64' is one".formatted(line));
            }
            var bytes = base64(words[2]);
            if (bytes.length <= KEY_ID_BYTES) {
                throw new BadProofException("the signature of %s is too short".formatted(words[1]));
            }
            return new Line(
                    words[1], ByteBuffer.wrap(bytes).getInt(), Arrays.copyOfRange(bytes, KEY_ID_BYTES, bytes.length));
        }
    }

    public Note {
        signatures = List.copyOf(signatures);
    }

    /** @throws BadProofException if these bytes are no signed note */
    public static Note decode(byte[] bytes) throws BadProofException {
        var note = text(bytes);
        var end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n")) {
            throw new BadProofException("not a signed note: text, an empty line and signature lines are one");
        }
        return new Note(note.substring(0, end + 1), lines(note.substring(end + 2)));
    }

    /**
     * A text whose signature lines are kept apart from it.
     *
     * @throws BadProofException if the two make no signed note
     */
    public static Note detached(byte[] text, byte[] signatureLines) throws BadProofException {
        var whole = text(text);
        if (!whole.endsWith("\n")) {
            throw new BadProofException("the text does not end with a line feed");
        }
        var lines = text(signatureLines);
        if (!lines.isEmpty() && !lines.endsWith("\n")) {
            throw new BadProofException("the signature lines do not end with a line feed");
        }
        return new Note(whole, lines(lines));
    }

    /**
     * Several notes one after the other with empty lines between, as an anchors' file has them. What a crash has torn is
     * left out, or comes as a note that cannot be decoded; those around it come whole.
     */
    public static List<byte[]> split(byte[] bytes) {
        // Bytes as characters: the end of a torn note may be no UTF-8.
        var blocks = EMPTY_LINES.split(new String(bytes, StandardCharsets.ISO_8859_1), -1);
        var signature = new String("— ".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        var notes = new ArrayList<byte[]>();
        for (var i = 1; i < blocks.length; i++) {
            if (blocks[i].startsWith(signature) && !blocks[i - 1].startsWith(signature)) {
                var note = "%s\n\n%s\n".formatted(blocks[i - 1], blocks[i].stripTrailing());
                notes.add(note.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return notes;
    }

    static boolean isKeyName(String name) {
        return NAME.matcher(name).matches();
    }

    private static List<Line> lines(String text) throws BadProofException {
        var signatures = new ArrayList<Line>();
        for (var line : text.lines().toList()) {
            signatures.add(Line.decode(line));
        }
        if (signatures.isEmpty()) {
            throw new BadProofException("a signed note without a signature");
        }
        return signatures;
    }

    public byte[] encode() {
        return (text + "\n" + signatureLines()).getBytes(StandardCharsets.UTF_8);
    }

    /** The lines below the text, as they stand in the note. */
    public String signatureLines() {
        var lines = new StringBuilder();
        signatures.forEach(line -> lines.append(line.encode()));
        return lines.toString();
    }

    /** UTF-8 without control characters other than line feeds. */
    static String text(byte[] bytes) throws BadProofException {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.chars().anyMatch(each -> each < ' ' && each != '\n')) {
                throw new BadProofException("a note has no control characters but line feeds");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new BadProofException("a note is UTF-8");
        }
    }

    static byte[] base64(String text) throws BadProofException {
        try {
            var bytes = Base64.getDecoder().decode(text);
            // A decoder that forgives spare bits would let one signature be written in several ways.
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new BadProofException("'%s' is not base64".formatted(text));
    }
}
