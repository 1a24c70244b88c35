package dev.lastro.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Utf8Test {

    /** Around each bound of a byte that goes on. */
    private static final int[] NEXT = {0x7F, 0x80, 0xBF, 0xC0};

    @Test
    void agreesWithTheJdksDecoder() {
        byte[] bytes = new byte[4];
        int valid = 0;
        for (int lead = 0; lead < 256; lead++) {
            bytes[0] = (byte) lead;
            for (int second = 0; second < 256; second++) {
                bytes[1] = (byte) second;
                for (int third : NEXT) {
                    bytes[2] = (byte) third;
                    for (int fourth : NEXT) {
                        bytes[3] = (byte) fourth;
                        valid += agreesAtEveryLength(bytes);
                    }
                }
            }
        }
        assertThat(valid).isGreaterThan(100_000);
    }

    private static int agreesAtEveryLength(byte[] bytes) {
        int valid = 0;
        for (int to = 1; to <= bytes.length; to++) {
            boolean is = Utf8.isValid(bytes, 0, to);
            if (is != decodes(bytes, to)) {
                assertThat(is)
                        .as(HexFormat.of().formatHex(Arrays.copyOf(bytes, to)))
                        .isEqualTo(!is);
            }
            valid += is ? 1 : 0;
        }
        return valid;
    }

    private static boolean decodes(byte[] bytes, int to) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        return decoder.decode(ByteBuffer.wrap(bytes, 0, to), CharBuffer.allocate(to), true)
                .isUnderflow();
    }
}
