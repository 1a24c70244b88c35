package dev.lastro.receiver;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Addresses as text: read strictly, without looking anything up, and written in the one canonical way. */
final class AddressText {

    private AddressText() {}

    /**
     * One element of {@code X-Forwarded-For}: an address, alone or with a port: {@code 192.0.2.1:443},
     * {@code [2001:db8::1]:443}. An IPv4 address in IPv6 clothes is IPv4.
     *
     * @return null where it is anything else
     */
    static @Nullable InetAddress parse(String text) {
        if (text.startsWith("[")) {
            var end = text.indexOf(']');
            var rest = end < 0 ? "" : text.substring(end + 1);
            return end > 0 && (rest.isEmpty() || isPort(rest)) ? v6(text.substring(1, end)) : null;
        }
        var colon = text.indexOf(':');
        if (colon >= 0 && text.indexOf(':', colon + 1) >= 0) {
            return v6(text);
        }
        if (colon >= 0) {
            return isPort(text.substring(colon)) ? v4(text.substring(0, colon)) : null;
        }
        return v4(text);
    }

    /** Without a zone ({@code %eth0}), which means something on this machine alone. */
    static InetAddress ofSocket(String text) {
        var zone = text.indexOf('%');
        return unmapped(InetAddress.ofLiteral(zone < 0 ? text : text.substring(0, zone)));
    }

    /** Dotted decimal, or RFC 5952: at most 39 characters. */
    static String canonical(InetAddress address) {
        return address instanceof Inet4Address ? address.getHostAddress() : v6(address.getAddress());
    }

    private static boolean isPort(String text) {
        if (text.length() < 2 || text.length() > 6 || text.charAt(0) != ':') {
            return false;
        }
        return text.chars().skip(1).allMatch(AddressText::isDigit);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Four decimal parts, none with a leading zero, which some read as octal. */
    private static @Nullable InetAddress v4(String text) {
        var bytes = new byte[4];
        var part = 0;
        var value = -1;
        for (var i = 0; i <= text.length(); i++) {
            var c = i == text.length() ? '.' : text.charAt(i);
            if (c == '.') {
                if (value < 0 || part == 4) {
                    return null;
                }
                bytes[part++] = (byte) value;
                value = -1;
            } else if (!isDigit(c) || value == 0) {
                return null;
            } else {
                value = Math.max(value, 0) * 10 + (c - '0');
                if (value > 255) {
                    return null;
                }
            }
        }
        return part == 4 ? of(bytes) : null;
    }

    private static @Nullable InetAddress v6(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if ((c != ':' && c != '.' && Character.digit(c, 16) < 0) || c > 'f') {
                return null;
            }
        }
        try {
            return text.indexOf(':') < 0 ? null : unmapped(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static InetAddress unmapped(InetAddress address) {
        return address instanceof Inet4Address ? address : of(address.getAddress());
    }

    private static InetAddress of(byte[] bytes) {
        try {
            // takes an IPv4 address out of its IPv6 clothes
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    private static String v6(byte[] bytes) {
        var groups = new int[8];
        for (var i = 0; i < 8; i++) {
            groups[i] = ((bytes[2 * i] & 0xFF) << 8) | (bytes[2 * i + 1] & 0xFF);
        }
        var longest = 0;
        var longestAt = -1;
        for (int i = 0, run = 0; i < 8; i++) {
            run = groups[i] == 0 ? run + 1 : 0;
            // one zero group alone is written out (section 4.2.2)
            if (run > Math.max(longest, 1)) {
                longest = run;
                longestAt = i - run + 1;
            }
        }
        var text = new StringBuilder(39);
        for (var i = 0; i < 8; i++) {
            if (i == longestAt) {
                text.append("::");
                i += longest - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
