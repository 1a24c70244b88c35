package dev.lastro.receiver;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Everything that a sender can be told (spec section 2). */
sealed interface Answer {

    /** How long a sender should wait before it sends again what could not be stored. */
    Duration RETRY_AFTER = Duration.ofSeconds(5);

    record Stored(String log, long position) implements Answer {}

    record Spooled() implements Answer {}

    enum Refused implements Answer {
        UNKNOWN_PROVIDER(404, "not found"),
        NOT_POST(405, "only POST is answered here"),
        SOURCE_NOT_ALLOWED(403, "forbidden"),
        NOT_AUTHENTICATED(401, "unauthorized"),
        TOO_LARGE(413, "the body is larger than this provider may send");

        private final int status;
        private final String message;

        Refused(int status, String message) {
            this.status = status;
            this.message = message;
        }
    }

    record TooFast(Duration retryAfter) implements Answer {}

    /** Ours, never the sender's fault: nothing was stored, and it should come again. */
    record NotStored() implements Answer {}

    default void send(HttpServletResponse response) throws IOException {
        switch (this) {
            case Stored(var log, var position) ->
                json(response, 200, "{\"log\":\"%s\",\"position\":%d}".formatted(log, position));
            case Spooled() -> json(response, 200, "{\"spooled\":true}");
            case Refused refused -> {
                if (refused == Refused.NOT_POST) {
                    response.setHeader("Allow", "POST");
                }
                if (refused == Refused.NOT_AUTHENTICATED) {
                    // RFC 9110, section 11.6.1: a 401 names a challenge
                    response.setHeader("WWW-Authenticate", "Webhook realm=\"lastro\"");
                }
                json(response, refused.status, error(refused.message));
            }
            case TooFast(var retryAfter) -> {
                retryAfter(response, retryAfter);
                json(response, 429, error("too many deliveries"));
            }
            case NotStored() -> {
                retryAfter(response, RETRY_AFTER);
                json(response, 503, error("could not be stored now"));
            }
        }
    }

    private static void retryAfter(HttpServletResponse response, Duration wait) {
        var seconds = wait.plusNanos(999_999_999).toSeconds();
        response.setHeader("Retry-After", Long.toString(Math.max(1, seconds)));
    }

    private static String error(String message) {
        return "{\"error\":\"" + message + "\"}";
    }

    private static void json(HttpServletResponse response, int status, String json) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
