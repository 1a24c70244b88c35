package dev.lastro.notify;

import dev.lastro.outbound.StandardWebhook;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code lastro.notify.*}: a way of telling is there if it is configured; the mail server is {@code spring.mail.*}'s.
 *
 * @param mail null: none
 * @param webhook null: none
 * @param lateAfter in America/Sao_Paulo: a night that is not complete by then is late
 * @param link where the folder of all dates is served from; null: only the folder's place is told
 */
@ConfigurationProperties("lastro.notify")
public record NotifyProperties(
        @Nullable Mail mail,
        @Nullable Webhook webhook,
        @DefaultValue("06:00") LocalTime lateAfter,
        @Nullable URI link) {

    /** @param to everybody who is told */
    public record Mail(List<String> to, String from) {

        public Mail {
            if (to == null || to.isEmpty() || to.stream().anyMatch(String::isBlank)) {
                throw new IllegalArgumentException("lastro.notify.mail.to: missing: who is to be told?");
            }
            if (from == null || from.isBlank()) {
                throw new IllegalArgumentException("lastro.notify.mail.from: missing: who does the mail come from?");
            }
            to = List.copyOf(to);
        }
    }

    /**
     * @param secret as Standard Webhooks has it: {@code whsec_} and 24 to 64 bytes in base64
     * @param timeout of one request, from connecting to the answer's end
     */
    public record Webhook(
            URI url, String secret, @DefaultValue("10s") Duration timeout) {

        public Webhook {
            if (url == null
                    || url.getHost() == null
                    || !("https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme()))) {
                throw new IllegalArgumentException("lastro.notify.webhook.url: no http or https address: " + url);
            }
            if (!StandardWebhook.isSecret(secret)) {
                // not the secret itself
                throw new IllegalArgumentException("lastro.notify.webhook.secret: must be "
                        + StandardWebhook.SECRET_PREFIX + " and 24 to 64 bytes in base64");
            }
        }

        @Override
        public String toString() {
            return "Webhook[url=%s]".formatted(url);
        }
    }
}
