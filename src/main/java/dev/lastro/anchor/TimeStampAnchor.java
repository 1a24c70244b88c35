package dev.lastro.anchor;

import dev.lastro.outbound.Post;
import dev.lastro.outbound.Words;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * Asks a time stamp authority to sign the note's SHA-256 together with the time (RFC 3161 over HTTP). Its token, DER, is
 * the receipt: with it and the note anybody can check, for as long as the authority is believed, that the checkpoint was
 * there at that time.
 */
final class TimeStampAnchor implements Anchor {

    private static final int NONCE_BITS = 64;

    private final Post post;
    private final Duration every;
    private final TokenSigner signer;
    private final SecureRandom random;

    TimeStampAnchor(Post post, Duration every, TokenSigner signer, SecureRandom random) {
        this.post = post;
        this.every = every;
        this.signer = signer;
        this.random = random;
    }

    @Override
    public String name() {
        return "rfc3161";
    }

    @Override
    public Duration every() {
        return every;
    }

    @Override
    public byte[] publish(Sealed checkpoint) throws IOException {
        var request = request(checkpoint.note());
        var answer = post.send(
                request.getEncoded(),
                Map.of("content-type", "application/timestamp-query", "accept", "application/timestamp-reply"));
        try {
            var token = token(request, answer);
            signer.check(token);
            return token.getEncoded();
        } catch (IllegalArgumentException | IllegalStateException | ClassCastException e) {
            // what the library says to bytes that are no such structure
            throw new IOException("the time stamp authority's answer: " + Words.of(e), e);
        }
    }

    private TimeStampRequest request(byte[] note) throws IOException {
        var generator = new TimeStampRequestGenerator();
        // with the authority's certificate in it, the token can be checked by itself
        generator.setCertReq(true);
        try {
            var imprint = MessageDigest.getInstance("SHA-256").digest(note);
            return generator.generate(TSPAlgorithms.SHA256, imprint, new BigInteger(NONCE_BITS, random));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TimeStampToken token(TimeStampRequest request, byte[] answer) throws IOException {
        try {
            var response = new TimeStampResponse(answer);
            // that it is about this imprint and nonce
            response.validate(request);
            var token = response.getTimeStampToken();
            if (token == null) {
                throw new IOException("the time stamp authority refused: status %d %s"
                        .formatted(response.getStatus(), reason(response)));
            }
            return token;
        } catch (TSPException e) {
            throw new IOException("the time stamp authority's answer is not to what was asked: " + Words.of(e), e);
        }
    }

    private static String reason(TimeStampResponse response) {
        var words = response.getStatusString();
        return words == null ? "" : words;
    }

    @Override
    public void close() {
        post.close();
    }
}
