package dev.lastro.bench;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One keep-alive connection with one request on its way at a time. Reads of an answer only what it must: the status, how
 * long it is, and whether the server closes; the server may close after an answer, then the next one is opened.
 */
final class HttpConnection implements Closeable {

    static final int INCOMPLETE = -1;

    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final String LENGTH = "content-length:";
    private static final String CLOSE = "connection: close";

    private final InetSocketAddress server;
    private final Selector selector;
    private final ByteBuffer in = ByteBuffer.allocateDirect(16 << 10);
    private SocketChannel channel;

    /** When the request that is on its way was due; written by the sending thread before it sends. */
    volatile long dueNanos;

    /** Readable events come to the selector, with this as their attachment. */
    HttpConnection(int port, Selector selector) throws IOException {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.selector = selector;
        this.channel = open();
    }

    private SocketChannel open() throws IOException {
        var opened = SocketChannel.open(server);
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        opened.configureBlocking(false);
        opened.register(selector, SelectionKey.OP_READ, this);
        return opened;
    }

    /** A request fits into the buffer of an idle connection, so this does not wait. */
    void send(ByteBuffer request, long due) throws IOException {
        dueNanos = due;
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    /** @return the status once the whole answer is there, until then {@link #INCOMPLETE} */
    int receive() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the server closed a connection without an answer");
        }
        var bodyAt = 0;
        var length = 0;
        var closes = false;
        for (int line = 0, i = 0; i < in.position(); i++) {
            if (in.get(i) != '\n') {
                continue;
            }
            if (i - line <= 1) {
                bodyAt = i + 1;
                break;
            }
            if (startsWith(line, LENGTH)) {
                length = number(line + LENGTH.length(), i);
            } else if (startsWith(line, CLOSE)) {
                closes = true;
            }
            line = i + 1;
        }
        if (bodyAt == 0 || in.position() < bodyAt + length) {
            return INCOMPLETE;
        }
        var status = number(STATUS_AT, STATUS_AT + 3);
        in.clear();
        if (closes) {
            reopen();
        }
        return status;
    }

    /** Forgets the request that was on its way. */
    void reopen() throws IOException {
        channel.close();
        in.clear();
        channel = open();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private boolean startsWith(int at, String lowerCase) {
        for (var i = 0; i < lowerCase.length(); i++) {
            var c = in.get(at + i);
            if (lowerCase.charAt(i) != (c >= 'A' && c <= 'Z' ? c + 32 : c)) {
                return false;
            }
        }
        return true;
    }

    private int number(int from, int to) {
        var number = 0;
        for (var i = from; i < to; i++) {
            var digit = in.get(i) - '0';
            number = digit >= 0 && digit <= 9 ? number * 10 + digit : number;
        }
        return number;
    }
}
