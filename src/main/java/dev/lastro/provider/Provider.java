package dev.lastro.provider;

import java.time.Instant;

/** One lender: {@code jobs/providers/<name>.yaml}. */
public final class Provider {

    /** The name that stands in the URL and in every row: {@code [a-z0-9-]{1,32}}. */
    public String name() {
        throw new IllegalStateException("skeleton");
    }

    /** The name of the lifecycle that its loans follow. */
    public String lifecycle() {
        throw new IllegalStateException("skeleton");
    }

    /** Never throws because of the body. */
    public Mapped map(byte[] body, Instant receivedAt) {
        throw new IllegalStateException("skeleton");
    }
}
