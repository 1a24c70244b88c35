package dev.lastro.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import dev.lastro.outbound.Post;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WebhookAnchorTest {

    private static final String SECRET = "whsec_"
            + Base64.getEncoder().encodeToString("thirty-two bytes of a secret key".getBytes(StandardCharsets.UTF_8));
    private static final Sealed CHECKPOINT = Notes.sealed("main", 46, Instant.parse("2026-11-22T12:00:00Z"));

    @Test
    void theNoteIsPostedAsItIsAndTheOfficialLibraryTakesTheSignature() throws Exception {
        try (var server = new Answering(Answering.status(204));
                var anchor = anchor(server, Duration.ofSeconds(5))) {
            assertThat(anchor.publish(CHECKPOINT)).isNull();

            assertThat(server.requests).hasSize(1);
            var request = server.requests.getFirst();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.body()).isEqualTo(CHECKPOINT.note());
            assertThat(request.headers().getFirst("content-type")).isEqualTo("text/plain; charset=utf-8");
            var text = new String(request.body(), StandardCharsets.UTF_8);
            var headers = new HashMap<String, List<String>>();
            request.headers().forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values));
            var oracle = new Webhook(SECRET);
            var sent = HttpHeaders.of(headers, (name, value) -> true).map();
            oracle.verify(text, new HashMap<>(sent));
            assertThatThrownBy(() -> oracle.verify(text + " ", new HashMap<>(sent)))
                    .hasMessageContaining("signature");
        }
    }

    @Test
    void aRepeatHasTheSameIdAndAnotherNoteOfThatSizeHasNot() throws IOException {
        try (var server = new Answering(Answering.status(200));
                var anchor = anchor(server, Duration.ofSeconds(5))) {
            anchor.publish(CHECKPOINT);
            anchor.publish(CHECKPOINT);
            anchor.publish(new Sealed("main", 46, CHECKPOINT.size(), CHECKPOINT.sealedAt(), Notes.note("main", 1)));

            var ids = server.requests.stream()
                    .map(request -> request.headers().getFirst("webhook-id"))
                    .toList();
            assertThat(ids.get(0))
                    .startsWith("main_4700_")
                    .isEqualTo(ids.get(1))
                    .isNotEqualTo(ids.get(2));
        }
    }

    @Test
    void whatIsNot2xxWasNotKept() throws IOException {
        for (var status : List.of(301, 400, 410, 500, 503)) {
            try (var server = new Answering(Answering.status(status));
                    var anchor = anchor(server, Duration.ofSeconds(5))) {
                assertThatThrownBy(() -> anchor.publish(CHECKPOINT))
                        .isInstanceOf(IOException.class)
                        .hasMessage("127.0.0.1 answered " + status);
                assertThat(server.requests).hasSize(1);
            }
        }
    }

    @Test
    @Timeout(20)
    void aServerThatHangsOrDripsIsLeftInTime() {
        Answering.Handler hangs = (exchange, body) -> Thread.sleep(60_000);
        Answering.Handler drips = (exchange, body) -> {
            exchange.sendResponseHeaders(200, 0);
            for (var i = 0; i < 600; i++) {
                exchange.getResponseBody().write('.');
                exchange.getResponseBody().flush();
                Thread.sleep(100);
            }
        };
        for (var handler : List.of(hangs, drips)) {
            try (var server = new Answering(handler);
                    var anchor = anchor(server, Duration.ofSeconds(1))) {
                assertThatThrownBy(() -> anchor.publish(CHECKPOINT)).hasMessage("127.0.0.1 did not answer in 1 s");
            }
        }
    }

    @Test
    void anEndlessAnswerIsNotKept() throws IOException {
        try (var server = new Answering((exchange, body) -> {
                    exchange.sendResponseHeaders(200, 0);
                    var chunk = new byte[64 * 1024];
                    for (var i = 0; i < 64; i++) {
                        exchange.getResponseBody().write(chunk);
                    }
                });
                var anchor = anchor(server, Duration.ofSeconds(5))) {
            assertThatThrownBy(() -> anchor.publish(CHECKPOINT)).isInstanceOf(IOException.class);
        }
    }

    private static WebhookAnchor anchor(Answering server, Duration timeout) {
        return new WebhookAnchor(new Post(server.address(), timeout), Duration.ZERO, SECRET, Clock.systemUTC());
    }
}
