package dev.lastro.provider;

import java.time.Duration;
import java.util.List;

/** What a claim of a JWT must be. */
sealed interface ClaimRule {

    /** One of these texts; of a claim that is a list, one of its items. */
    record Equal(List<Template> texts) implements ClaimRule {}

    /** The hash of the body. */
    record Hashed(Hash hash, Encoding encoding) implements ClaimRule {}

    /** What the request has there: its method, path or target. */
    record Same(List<Part> parts) implements ClaimRule {}

    /** A time that is not farther than this from when the request came in. */
    record Within(StampFormat format, Duration window) implements ClaimRule {}
}
