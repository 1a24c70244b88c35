package dev.lastro.receiver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A TLS ClientHello by the byte, because a client of today's JDK does not even ask for what is too old. */
final class RawHello {

    private static final HexFormat HEX = HexFormat.of();

    private RawHello() {}

    /**
     * @param version as in RFC 5246, section 7.4.1.2: {@code 0303} is TLS 1.2, {@code 0302} 1.1
     * @param ciphers two bytes each
     * @return {@code hello}, or {@code alert <number>}
     */
    static String answer(int port, String version, String ciphers) throws IOException {
        var extensions = "000a00040002" + "0017" // supported_groups: secp256r1
                + "000b00020100" // ec_point_formats: uncompressed
                + "000d000a0008" + "0403" + "0203" + "0401" + "0804"; // signature_algorithms
        var random = "5a".repeat(32);
        var body = version + random + "00" + length(ciphers) + ciphers + "0100" + length(extensions) + extensions;
        var handshake = "0100" + length(body) + body;
        var record = "160301" + length(handshake) + handshake;
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(HEX.parseHex(record));
            var head = ByteBuffer.wrap(socket.getInputStream().readNBytes(7));
            return head.get(0) == 0x16 ? "hello" : "alert " + head.get(6);
        }
    }

    private static String length(String hex) {
        return "%04x".formatted(hex.length() / 2);
    }
}
