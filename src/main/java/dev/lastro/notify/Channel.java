package dev.lastro.notify;

import java.io.IOException;

/** A way of telling. It may be asked for the same again, and that must do no harm. */
interface Channel extends AutoCloseable {

    /** What it is called in {@code notified}, in health and in metrics. */
    String name();

    /** @throws IOException in words for an operator; it is tried again */
    void tell(Notice notice) throws IOException;

    @Override
    default void close() {}
}
