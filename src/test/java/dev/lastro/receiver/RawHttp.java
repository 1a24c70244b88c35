package dev.lastro.receiver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Speaks HTTP/1.1 by the byte: no client library helps, repairs or adds a header. */
final class RawHttp {

    private RawHttp() {}

    record Response(int status, List<String> head, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return head.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).trim())
                    .findFirst()
                    .orElse("");
        }
    }

    /** Sends the bytes as they are; the request must ask for {@code Connection: close}. */
    static Response exchange(int port, byte[]... parts) throws IOException {
        return exchange(new Socket(InetAddress.getLoopbackAddress(), port), parts);
    }

    /** The same over a socket of any kind, which is closed afterwards. */
    static Response exchange(Socket connected, byte[]... parts) throws IOException {
        try (var socket = connected) {
            socket.setSoTimeout(30_000);
            for (var part : parts) {
                socket.getOutputStream().write(part);
                socket.getOutputStream().flush();
            }
            return parse(socket.getInputStream().readAllBytes());
        }
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] request(String path, List<String> headers, byte[] body) {
        var request = new ByteArrayOutputStream();
        request.writeBytes(latin1("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n"));
        headers.forEach(header -> request.writeBytes(latin1(header + "\r\n")));
        request.writeBytes(latin1("Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n"));
        request.writeBytes(body);
        return request.toByteArray();
    }

    /** One response of a connection that may stay open. */
    static Response next(Socket socket) throws IOException {
        var in = socket.getInputStream();
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            var next = in.read();
            if (next < 0) {
                throw new IOException("no response, but " + head);
            }
            head.write(next);
        }
        var response = parse(head.toByteArray());
        var length = response.header("Content-Length");
        return new Response(
                response.status(), response.head(), in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length)));
    }

    /** What comes until the server closes the connection, be it by a reset. */
    static String untilClosed(Socket socket) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(bytes);
        } catch (SocketException e) {
            // closed, with something unread
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static Response parse(byte[] bytes) throws IOException {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no response, but " + text);
        }
        var head = List.of(text.substring(0, end).split("\r\n", -1));
        var status = Integer.parseInt(head.getFirst().split(" ", -1)[1]);
        return new Response(status, head, latin1(text.substring(end + 4)));
    }
}
