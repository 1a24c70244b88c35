package dev.lastro.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lastro.outbound.Post;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeStampAnchorTest {

    private static final Sealed CHECKPOINT = Notes.sealed("main", 46, Instant.parse("2026-11-22T12:00:00Z"));

    @TempDir
    private static Path folder;

    private static Openssl authority;

    @BeforeAll
    static void theAuthority() throws IOException {
        assumeTrue(Openssl.isThere(), "skipped: no openssl on this machine, which is the time stamp authority here");
        authority = new Openssl(folder.resolve("one"), "sha256");
    }

    @Test
    void theTokenIsKeptAndOpensslAcceptsItForThisNoteOnly() throws IOException {
        for (var signer : new TokenSigner[] {TokenSigner.anybody(), TokenSigner.of(authority.authority())}) {
            try (var server = stamping(authority, UnaryOperator.identity());
                    var anchor = anchor(server, signer)) {
                var token = anchor.publish(CHECKPOINT);

                assertThat(authority.verify(token, CHECKPOINT.note())).contains("Verification: OK");
                assertThatThrownBy(() -> authority.verify(token, Notes.note("main", 1)))
                        .hasMessageContaining("Verification: FAILED");
                var request = server.requests.getFirst();
                assertThat(request.headers().getFirst("content-type")).isEqualTo("application/timestamp-query");
                // a digest, never the note
                assertThat(new String(request.body(), StandardCharsets.ISO_8859_1))
                        .doesNotContain("lastro");
            }
        }
    }

    @Test
    void aNonceOfAnotherRequestIsRefused() throws IOException {
        refused(query -> query(query.getMessageImprintDigest(), query.getNonce().add(BigInteger.ONE)), "nonce");
        refused(query -> query(query.getMessageImprintDigest(), null), "nonce");
    }

    @Test
    void anotherImprintIsRefused() throws IOException {
        refused(
                query -> {
                    var other = query.getMessageImprintDigest();
                    other[0] ^= 1;
                    return query(other, query.getNonce());
                },
                "imprint");
    }

    /** Each byte of the reply in turn would take minutes: the last ones, which are the signature's, and one in 37. */
    @Test
    void aTamperedReplyIsRefusedOrWhatIsSignedIsUntouched() throws Exception {
        var at = new int[1];
        var sent = new byte[1][];
        var accepted = 0;
        try (var server = new Answering((exchange, body) -> {
                    sent[0] = authority.reply(body);
                    var tampered = sent[0].clone();
                    tampered[tampered.length - 1 - at[0]] ^= 4;
                    exchange.sendResponseHeaders(200, tampered.length);
                    exchange.getResponseBody().write(tampered);
                });
                var anchor = anchor(server, TokenSigner.of(authority.authority()))) {
            do {
                try {
                    // a field that no signature covers, such as the list of digests
                    var token = new TimeStampToken(new CMSSignedData(anchor.publish(CHECKPOINT)));
                    var original = new TimeStampResponse(sent[0]).getTimeStampToken();
                    assertThat(token.getTimeStampInfo().getEncoded())
                            .isEqualTo(original.getTimeStampInfo().getEncoded());
                    assertThat(at[0]).as("from the end, where the signature is").isGreaterThan(255);
                    accepted++;
                } catch (IOException e) {
                    assertThat(e).hasMessageContaining("the time stamp");
                }
                at[0] += at[0] < 8 ? 1 : 37;
            } while (at[0] < sent[0].length);
        }
        assertThat(accepted).isLessThan(4);
    }

    @Test
    void anAuthorityThatDoesNotLeadToOursIsRefused() throws IOException {
        var other = new Openssl(folder.resolve("other"), "sha256");
        try (var server = stamping(other, UnaryOperator.identity());
                var anybody = anchor(server, TokenSigner.anybody());
                var ours = anchor(server, TokenSigner.of(authority.authority()))) {
            assertThat(anybody.publish(CHECKPOINT)).isNotEmpty();
            assertThatThrownBy(() -> ours.publish(CHECKPOINT))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the time stamp's signature");
        }
    }

    @Test
    void aRefusalSaysWhy() throws IOException {
        var strict = new Openssl(folder.resolve("strict"), "sha512");
        try (var server = stamping(strict, UnaryOperator.identity());
                var anchor = anchor(server, TokenSigner.anybody())) {
            assertThatThrownBy(() -> anchor.publish(CHECKPOINT))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("refused: status 2")
                    .hasMessageContaining("digest");
        }
    }

    @Test
    void anythingElseIsRefused() {
        for (var answer : new String[] {"", "<html>not a time stamp</html>", "0\u0003\u0002\u0001\u0000"}) {
            try (var server = new Answering((exchange, body) -> {
                        exchange.sendResponseHeaders(200, 0);
                        exchange.getResponseBody().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                    });
                    var anchor = anchor(server, TokenSigner.anybody())) {
                assertThatThrownBy(() -> anchor.publish(CHECKPOINT)).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void aFileWithoutCertificatesIsRefusedAtOnce() throws IOException {
        var empty = Files.writeString(folder.resolve("empty.pem"), "");
        assertThatThrownBy(() -> TokenSigner.of(empty)).hasMessageContaining("no certificate in");
        assertThatThrownBy(() -> TokenSigner.of(folder.resolve("not there")))
                .hasMessageContaining("lastro.anchors.rfc3161.ca-file: NoSuchFileException");
    }

    private static void refused(UnaryOperator<TimeStampRequest> other, String why) throws IOException {
        try (var server = stamping(authority, other);
                var anchor = anchor(server, TokenSigner.anybody())) {
            assertThatThrownBy(() -> anchor.publish(CHECKPOINT))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is not to what was asked")
                    .hasMessageContaining(why);
        }
    }

    /** @param asked what the authority is asked in place of what it was asked */
    private static Answering stamping(Openssl authority, UnaryOperator<TimeStampRequest> asked) {
        return new Answering((exchange, body) -> {
            var reply = authority.reply(asked.apply(new TimeStampRequest(body)).getEncoded());
            exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
        });
    }

    private static TimeStampRequest query(byte[] imprint, @Nullable BigInteger nonce) {
        var generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        return nonce == null
                ? generator.generate(TSPAlgorithms.SHA256, imprint)
                : generator.generate(TSPAlgorithms.SHA256, imprint, nonce);
    }

    private static TimeStampAnchor anchor(Answering server, TokenSigner signer) {
        return new TimeStampAnchor(
                new Post(server.address(), Duration.ofSeconds(10)), Duration.ofHours(1), signer, new SecureRandom());
    }
}
