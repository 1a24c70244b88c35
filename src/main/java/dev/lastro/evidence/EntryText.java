package dev.lastro.evidence;

import dev.lastro.proof.BadProofException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A delivery's entry, as spec section 3 writes it, taken apart.
 *
 * @param values of {@link #NAMES}, in their order
 */
record EntryText(List<String> values) {

    private static final String HEADER = "lastro-entry/1";

    private static final List<String> NAMES =
            List.of("log", "position", "received-at", "provider", "remote-address", "headers-sha256", "body-sha256");

    /** @throws BadProofException if these bytes are no entry */
    static EntryText decode(byte[] bytes) throws BadProofException {
        var lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        if (lines.length != NAMES.size() + 2 || !lines[0].equals(HEADER) || !lines[lines.length - 1].isEmpty()) {
            throw new BadProofException("not an entry: %s and %d fields are one".formatted(HEADER, NAMES.size()));
        }
        var values = new ArrayList<String>();
        for (var i = 0; i < NAMES.size(); i++) {
            var begin = NAMES.get(i) + ": ";
            if (!lines[i + 1].startsWith(begin)) {
                throw new BadProofException("not an entry: '%s' instead of '%s…'".formatted(lines[i + 1], begin));
            }
            values.add(lines[i + 1].substring(begin.length()));
        }
        return new EntryText(List.copyOf(values));
    }

    String place() {
        return values.get(0) + "/" + values.get(1);
    }

    String receivedAtMicros() {
        return values.get(2);
    }

    String provider() {
        return values.get(3);
    }

    String headersSha256() {
        return values.get(5);
    }

    String bodySha256() {
        return values.get(6);
    }

    static String micros(Instant instant) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
    }
}
