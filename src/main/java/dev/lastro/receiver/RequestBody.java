package dev.lastro.receiver;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as bytes: exactly what was sent, whatever its headers say of it. Read from Tomcat's own buffer, past
 * the servlet's stream, which would copy each byte once more and take a time-out for the end of the connection.
 *
 * <p>What it holds is reserved as it arrives, not as it is announced: who announces a megabyte and sends a byte holds
 * little.
 */
final class RequestBody implements ApplicationBufferHandler, AutoCloseable {

    enum End {
        COMPLETE,
        TOO_LARGE,
        TOO_SLOW,
        /** The sender went away, or sent what is no HTTP. */
        BROKEN,
        NO_MEMORY
    }

    /** What a request costs before the first byte of its body: about what Tomcat and the thread hold for it. */
    private static final int OVERHEAD_BYTES = 4 << 10;

    /** An announced body up to here is given its array at once; a larger one grows into it. */
    private static final int TRUSTED_BYTES = 8 << 10;

    /** How much of a refused body is read away so that its sender can still read the answer; no provider may send more. */
    private static final long DRAINED_BYTES = 16 << 20;

    private static final byte[] EMPTY = {};

    private final Request request;
    private final BytesInFlight inFlight;
    private final long deadlineNanos;

    private ByteBuffer buffer = EMPTY_BUFFER;
    private byte[] bytes = EMPTY;
    private int length;
    private int reserved;
    private boolean isFinished;

    /** @param deadlineNanos of {@link System#nanoTime} */
    RequestBody(Request request, BytesInFlight inFlight, long deadlineNanos) {
        this.request = request;
        this.inFlight = inFlight;
        this.deadlineNanos = deadlineNanos;
    }

    /** Whether the sender itself says that the body is longer than this. */
    boolean isDeclaredOver(int maxBytes) {
        return request.getContentLengthLong() > maxBytes;
    }

    End read(int maxBytes) {
        if (!reserve(OVERHEAD_BYTES)) {
            return End.NO_MEMORY;
        }
        var declared = request.getContentLengthLong();
        try {
            while (true) {
                if (next() < 0) {
                    isFinished = true;
                    bytes = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
                    return End.COMPLETE;
                }
                var more = buffer.remaining();
                if (more > maxBytes - length) {
                    return End.TOO_LARGE;
                }
                if (more > bytes.length - length && !grow(more, declared, maxBytes)) {
                    return End.NO_MEMORY;
                }
                buffer.get(bytes, length, more);
                length += more;
            }
        } catch (SocketTimeoutException e) {
            return End.TOO_SLOW;
        } catch (IOException e) {
            return End.BROKEN;
        }
    }

    boolean isFinished() {
        return isFinished;
    }

    /** Empty before {@link End#COMPLETE}. */
    byte[] bytes() {
        return isFinished ? bytes : EMPTY;
    }

    /** Null: it was not read, or not to its end. */
    byte @Nullable [] bytesIfComplete() {
        return isFinished ? bytes : null;
    }

    /**
     * After the answer was sent: reads away what is left, for who is still sending may not see an answer before it is
     * done. Where that takes too long or is too much, the connection is closed instead.
     */
    void drain() {
        if (isFinished) {
            return;
        }
        // it waits for a leave to send that it did not get
        var mayNotCome = request.hasExpectation() && request.getBytesRead() == 0;
        if (mayNotCome || !readAway()) {
            request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    private boolean readAway() {
        try {
            for (var left = DRAINED_BYTES; left >= 0; ) {
                var more = next();
                if (more < 0) {
                    return true;
                }
                left -= more;
            }
        } catch (IOException e) {
            // it is of no use any more
        }
        return false;
    }

    /** Waits for bytes until the deadline; -1: there are no more. */
    private int next() throws IOException {
        var leftNanos = deadlineNanos - System.nanoTime();
        if (leftNanos <= 0) {
            throw new SocketTimeoutException();
        }
        var socket = WebhookProtocol.socketOf(request);
        if (socket == null) {
            return request.doRead(this);
        }
        var usual = socket.getReadTimeout();
        socket.setReadTimeout(leftNanos / 1_000_000 + 1);
        try {
            return request.doRead(this);
        } finally {
            socket.setReadTimeout(usual);
        }
    }

    private boolean grow(int more, long declared, int maxBytes) {
        var needed = length + more;
        var wanted = Math.max(needed, Math.max(2 * bytes.length, TRUSTED_BYTES));
        var most = declared >= 0 ? (int) declared : maxBytes;
        if (declared < 0 && length == 0) {
            // often one chunk is all there is
            wanted = needed;
        }
        wanted = Math.max(needed, Math.min(wanted, most));
        if (!reserve(wanted)) {
            return false;
        }
        var before = bytes.length;
        bytes = Arrays.copyOf(bytes, wanted);
        release(before);
        return true;
    }

    private boolean reserve(int more) {
        if (!inFlight.reserve(more)) {
            return false;
        }
        reserved += more;
        return true;
    }

    private void release(int less) {
        inFlight.release(less);
        reserved -= less;
    }

    /** Gives back what was reserved. */
    @Override
    public void close() {
        release(reserved);
    }

    @Override
    public void setByteBuffer(ByteBuffer given) {
        buffer = given;
    }

    @Override
    public ByteBuffer getByteBuffer() {
        return buffer;
    }

    @Override
    public void expand(int size) {
        // only Tomcat's own filters ask for that
    }
}
