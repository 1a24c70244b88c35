package dev.lastro.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.lastro.provider.RequestHeaders.Line;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the official library signs is let in. */
class StandardWebhooksTest {

    private static final Instant NOW = Instant.parse("2026-11-21T13:00:00Z");

    @TempDir
    private Path jobs;

    @Test
    void whatTheOfficialLibrarySigns() throws Exception {
        Random random = new Random(20261121);
        byte[] key = new byte[32];
        random.nextBytes(key);
        String secret = "whsec_" + Base64.getEncoder().encodeToString(key);
        Webhook oracle = new Webhook(secret);
        Gatekeeper gate = SignedRequests.gate(
                jobs, "[{standard-webhooks: {secrets: ['" + secret + "']}}]", new Vectors(Map.of()));
        for (int i = 0; i < 200; i++) {
            String body = text(random);
            long sentAt = NOW.getEpochSecond() - 300 + random.nextInt(601);
            String signature = oracle.sign("msg_" + i, sentAt, body);
            assertThat(gate.judge(attempt("msg_" + i, sentAt, signature, body)).refusals())
                    .isEmpty();
            assertThat(gate.judge(attempt("msg_" + i, sentAt, signature, body + "x"))
                            .refusals())
                    .containsExactly("standard-webhooks: no signature fits");
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(400), 0, 0xD7FF).forEach(text::appendCodePoint);
        return text.toString();
    }

    private static Attempt attempt(String id, long sentAt, String signature, String body) {
        List<Line> lines = List.of(
                new Line("webhook-id", id),
                new Line("webhook-timestamp", Long.toString(sentAt)),
                new Line("webhook-signature", signature));
        return new Attempt(
                "POST",
                "/webhooks/p",
                new RequestHeaders(lines),
                body.getBytes(StandardCharsets.UTF_8),
                NOW,
                List.of());
    }
}
