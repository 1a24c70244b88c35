package dev.lastro.provider;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A CIDR. A bare address is itself alone (/32, /128); an IPv4 address in IPv6 clothes (::ffff:0:0/96) is IPv4; host bits
 * below the prefix are ignored.
 */
public final class Network {

    /** Four decimal parts, none with a leading zero, which some read as octal. */
    private static final Pattern V4 = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /** 4 or 16. */
    private final byte[] bytes;

    private final int prefixBits;

    private Network(byte[] bytes, int prefixBits) {
        this.bytes = bytes;
        this.prefixBits = prefixBits;
    }

    static @Nullable String fault(String text) {
        return parse(text) == null
                ? "'" + text
                        + "' is no network: write 203.0.113.0/24, 203.0.113.9 or 2001:db8::/32; names are not looked up"
                : null;
    }

    /** @return null where the text is no network */
    public static @Nullable Network parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        byte[] bytes = address(address);
        if (bytes == null) {
            return null;
        }
        int bits = bytes.length * 8;
        int prefix = bits;
        if (slash >= 0) {
            String number = text.substring(slash + 1);
            // the prefix of an IPv4 address that is written as IPv6 counts the 96 bits before it
            int before = bits == 32 && address.indexOf(':') >= 0 ? 96 : 0;
            if (!number.matches("0|[1-9][0-9]{0,2}")) {
                return null;
            }
            prefix = Integer.parseInt(number) - before;
        }
        return prefix < 0 || prefix > bits ? null : new Network(bytes, prefix);
    }

    private static byte @Nullable [] address(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return null;
        }
        try {
            return unmapped(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    public boolean contains(InetAddress source) {
        byte[] other = unmapped(source);
        if (other.length != bytes.length) {
            return false;
        }
        int whole = prefixBits / 8;
        if (!Arrays.equals(bytes, 0, whole, other, 0, whole)) {
            return false;
        }
        int rest = prefixBits % 8;
        return rest == 0 || ((bytes[whole] ^ other[whole]) & 0xFF) >>> (8 - rest) == 0;
    }

    private static byte[] unmapped(InetAddress address) {
        try {
            // takes an IPv4 address out of its IPv6 clothes
            return InetAddress.getByAddress(address.getAddress()).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }
}
