package dev.lastro.receiver;

import dev.lastro.provider.Network;
import dev.lastro.provider.RequestHeaders;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a request comes from.
 *
 * @param address as far as it is known
 * @param text of it, canonical
 * @param isCertain false: a proxy says something that is no address, so the request comes from beyond {@code address}
 */
record Source(InetAddress address, String text, boolean isCertain) {

    private static final String FORWARDED = "X-Forwarded-For";

    /** For the log. */
    String told() {
        return isCertain ? text : "beyond " + text;
    }

    private static Source of(InetAddress address, boolean isCertain) {
        return new Source(address, AddressText.canonical(address), isCertain);
    }

    /** Who may say on whose behalf it comes: {@code lastro.receiver.trusted-proxies}. */
    static final class Finder {

        private final List<Network> proxies;

        /** @throws IllegalArgumentException if one is no CIDR */
        Finder(List<String> proxies) {
            this.proxies = new ArrayList<>();
            for (var proxy : proxies) {
                var network = Network.parse(proxy.strip());
                if (network == null) {
                    throw new IllegalArgumentException(
                            "lastro.receiver.trusted-proxies: '%s' is no network: write 10.0.0.0/8, 10.1.2.3 or 2001:db8::/32; names are not looked up"
                                    .formatted(proxy));
                }
                this.proxies.add(network);
            }
        }

        /**
         * The peer itself, unless it is a trusted proxy: then what it and the trusted proxies behind it say, read from
         * the right. What is left of the first address that is not trusted may have been made up by the sender.
         *
         * @param peer as the socket has it
         */
        Source find(String peer, RequestHeaders headers) {
            var address = AddressText.ofSocket(peer);
            if (!isProxy(address)) {
                return Source.of(address, true);
            }
            var lines = headers.lines();
            for (var i = lines.size() - 1; i >= 0; i--) {
                if (!lines.get(i).name().equalsIgnoreCase(FORWARDED)) {
                    continue;
                }
                var value = lines.get(i).value();
                for (var end = value.length(); end >= 0; ) {
                    var start = value.lastIndexOf(',', end - 1) + 1;
                    var said = AddressText.parse(value.substring(start, end).strip());
                    if (said == null) {
                        return Source.of(address, false);
                    }
                    address = said;
                    if (!isProxy(address)) {
                        return Source.of(address, true);
                    }
                    end = start - 1;
                }
            }
            return Source.of(address, true);
        }

        private boolean isProxy(InetAddress address) {
            for (var proxy : proxies) {
                if (proxy.contains(address)) {
                    return true;
                }
            }
            return false;
        }
    }
}
