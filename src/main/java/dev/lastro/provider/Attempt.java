package dev.lastro.provider;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A request as far as a check may look at it.
 *
 * @param target path and query exactly as they stand in the request line
 * @param body empty where {@link Gatekeeper#readsBody} is false
 * @param receivedAt when the request came in, which is what a timestamp is judged by
 * @param clientCertificates the chain that the sender proved to hold by TLS, its own certificate first; empty: none
 */
public record Attempt(
        String method,
        String target,
        RequestHeaders headers,
        byte[] body,
        Instant receivedAt,
        List<X509Certificate> clientCertificates) {}
