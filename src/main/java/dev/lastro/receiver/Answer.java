package dev.lastro.receiver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.catalina.connector.Response;

/** Everything that a sender can be told (spec section 2). */
sealed interface Answer {

    /** How long a sender should wait before it sends again what could not be stored. */
    Duration RETRY_AFTER = Duration.ofSeconds(5);

    int status();

    record Stored(String log, long position) implements Answer {
        @Override
        public int status() {
            return 200;
        }
    }

    record Spooled() implements Answer {
        @Override
        public int status() {
            return 200;
        }
    }

    enum Refused implements Answer {
        UNKNOWN_PATH(404, "not found"),
        NOT_POST(405, "only POST is answered here"),
        SOURCE_NOT_ALLOWED(403, "forbidden"),
        NOT_AUTHENTICATED(401, "unauthorized"),
        TOO_LARGE(413, "the body is larger than this provider may send"),
        TOO_SLOW(408, "the body did not come in time"),
        /** Not in the spec's table: there is nobody left to answer, or what came is no HTTP. */
        BROKEN(400, "the body broke off");

        private final int status;
        private final String message;

        Refused(int status, String message) {
            this.status = status;
            this.message = message;
        }

        @Override
        public int status() {
            return status;
        }
    }

    record TooFast(Duration retryAfter) implements Answer {

        private static final byte[] JSON = error("too many deliveries");

        @Override
        public int status() {
            return 429;
        }
    }

    /** Ours, never the sender's fault: nothing was stored, and it should come again. */
    record NotStored() implements Answer {

        private static final byte[] JSON = error("could not be stored now");

        @Override
        public int status() {
            return 503;
        }
    }

    default void send(Response response) throws IOException {
        response.setStatus(status());
        switch (this) {
            case Stored(var log, var position) ->
                json(response, ascii("{\"log\":\"" + log + "\",\"position\":" + position + "}"));
            case Spooled() -> json(response, ascii("{\"spooled\":true}"));
            case Refused refused -> {
                switch (refused) {
                    case NOT_POST -> response.setHeader("Allow", "POST");
                    // RFC 9110, section 11.6.1: a 401 names a challenge
                    case NOT_AUTHENTICATED -> response.setHeader("WWW-Authenticate", "Webhook realm=\"lastro\"");
                    case TOO_SLOW, BROKEN -> response.setHeader("Connection", "close");
                    case UNKNOWN_PATH, SOURCE_NOT_ALLOWED, TOO_LARGE -> {}
                }
                json(response, error(refused.message));
            }
            case TooFast(var retryAfter) -> {
                retryAfter(response, retryAfter);
                json(response, TooFast.JSON);
            }
            case NotStored() -> {
                retryAfter(response, RETRY_AFTER);
                json(response, NotStored.JSON);
            }
        }
    }

    private static void retryAfter(Response response, Duration wait) {
        var seconds = wait.plusNanos(999_999_999).toSeconds();
        response.setHeader("Retry-After", Long.toString(Math.max(1, seconds)));
    }

    private static byte[] error(String message) {
        return ascii("{\"error\":\"" + message + "\"}");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void json(Response response, byte[] json) throws IOException {
        response.setContentType("application/json");
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }
}
