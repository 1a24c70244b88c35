package dev.lastro.provider;

/** Well-formed UTF-8: table 3-7 of the Unicode standard. No overlong form, no surrogate, nothing beyond U+10FFFF. */
final class Utf8 {

    private Utf8() {}

    // Bytes are signed: 0x80 is the smallest, a byte below 0xC0 is one that goes on, one from 0 on is ASCII.
    static boolean isValid(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            byte lead = bytes[at++];
            if (lead >= 0) {
                continue;
            }
            int more = lead < (byte) 0xC2
                    ? 0
                    : lead < (byte) 0xE0 ? 1 : lead < (byte) 0xF0 ? 2 : lead < (byte) 0xF5 ? 3 : 0;
            if (more == 0 || at + more > to || !isSecond(lead, bytes[at])) {
                return false;
            }
            for (int end = at + more; at < end; at++) {
                if (bytes[at] >= (byte) 0xC0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isSecond(byte lead, byte second) {
        return switch (lead & 0xFF) {
            case 0xE0 -> second >= (byte) 0xA0;
            case 0xED -> second < (byte) 0xA0;
            case 0xF0 -> second >= (byte) 0x90;
            case 0xF4 -> second < (byte) 0x90;
            default -> true;
        };
    }
}
