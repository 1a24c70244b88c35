package dev.lastro.provider;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a signature stands in a request, and what it signs.
 *
 * @param header has one signature, or several with commas or spaces between them
 * @param prefix stands before each; a character of it does not separate
 * @param field where the header is a list of {@code name=value}: the name of those that are signatures; else null
 * @param stamp the time that {@link Part.Whole#TIMESTAMP} stands for; null: there is none
 */
record SignedHeader(
        String header,
        Encoding encoding,
        String prefix,
        @Nullable String field,
        List<Part> signs,
        @Nullable Stamp stamp) {

    /**
     * @param name of a header, or of a field of the signature's header
     * @param window how far it may be from when the request came in, before and after, the bound included
     */
    record Stamp(boolean isField, String name, StampFormat format, Duration window) {}

    boolean signsBody() {
        return signs.contains(Part.Whole.BODY);
    }
}
