package dev.lastro.bench;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Who sends, by the built-in definitions. */
@SuppressWarnings("ImmutableEnumChecker") // bytes that nobody changes: they are copied millions of times
enum Lender {
    /** With event ids, a secret in a header. */
    BASE39("Base39-Webhooks/1.0", """
            ["Authorization","sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],""", "203.0.113.39"),
    /** Without event ids, from addresses that are known. */
    OPENCO("openco-notifier/3", "", "198.51.100.7");

    final String provider = name().toLowerCase(Locale.ROOT);
    final byte[] providerBytes = provider.getBytes(StandardCharsets.US_ASCII);
    final byte[] address;
    /** As the receiver stores them, up to the length of the body. */
    final byte[] headers;

    Lender(String agent, String credential, String address) {
        this.address = address.getBytes(StandardCharsets.US_ASCII);
        this.headers = """
                [["Host","hooks.example.com"],["User-Agent","%s"],["Accept","*/*"],%s\
                ["Content-Type","application/json"],["Content-Length",\"""".formatted(agent, credential).getBytes(StandardCharsets.US_ASCII);
    }
}
