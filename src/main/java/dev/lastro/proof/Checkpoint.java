package dev.lastro.proof;

import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The head of a log's tree (c2sp.org/tlog-checkpoint), without extension lines.
 *
 * @param origin {@code lastro/<log name>}
 * @param size leaves: positions 0 to size - 1
 * @param root 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its text
public record Checkpoint(String origin, long size, byte[] root) {

    private static final String PREFIX = "lastro/";
    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");

    public static Checkpoint of(String log, long size, byte[] root) {
        return new Checkpoint(origin(log), size, root);
    }

    public static String origin(String log) {
        return PREFIX + log;
    }

    /** The log's name, where the origin is one of ours. */
    public String log() throws BadProofException {
        if (!origin.startsWith(PREFIX)) {
            throw new BadProofException("%s is not the origin of a log: that is lastro/<log>".formatted(origin));
        }
        return origin.substring(PREFIX.length());
    }

    public String text() {
        return "%s\n%d\n%s\n".formatted(origin, size, Base64.getEncoder().encodeToString(root));
    }

    static Checkpoint ofText(String text) throws BadProofException {
        var lines = text.lines().toList();
        if (lines.size() < 3
                || lines.contains("")
                || !SIZE.matcher(lines.get(1)).matches()) {
            throw new BadProofException("not a checkpoint: origin, size and root are three lines");
        }
        var root = Note.base64(lines.get(2));
        if (root.length != TreeHash.BYTES) {
            throw new BadProofException("a root has %d bytes, not %d".formatted(TreeHash.BYTES, root.length));
        }
        return new Checkpoint(lines.getFirst(), Long.parseLong(lines.get(1)), root);
    }
}
