package dev.lastro.anchor;

import dev.lastro.outbound.Post;
import dev.lastro.outbound.StandardWebhook;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * POSTs each note to a service of somebody else, signed as <a
 * href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 * has it. Any 2xx means that it was kept.
 */
final class WebhookAnchor implements Anchor {

    private final Post post;
    private final Duration every;
    private final StandardWebhook webhook;
    private final InstantSource clock;

    /** @param secret {@code whsec_} and base64 */
    WebhookAnchor(Post post, Duration every, String secret, InstantSource clock) {
        this.post = post;
        this.every = every;
        this.webhook = new StandardWebhook(secret);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Duration every() {
        return every;
    }

    @Override
    public byte @Nullable [] publish(Sealed checkpoint) throws IOException {
        var note = checkpoint.note();
        post.send(note, webhook.headers(id(checkpoint), clock.instant(), "text/plain; charset=utf-8", note));
        return null;
    }

    /**
     * The same whenever the same note is sent, so a receiver can drop what it has. Another note of the same size is what a
     * rewritten log looks like: that must not be dropped, so the note comes in.
     */
    static String id(Sealed checkpoint) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(checkpoint.note());
            return String.format(
                    Locale.ROOT,
                    "%s_%d_%s",
                    checkpoint.log(),
                    checkpoint.size(),
                    HexFormat.of().formatHex(digest, 0, 8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        post.close();
    }
}
