package dev.lastro.notify;

import dev.lastro.outbound.Post;
import dev.lastro.outbound.StandardWebhook;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** {@code {type, timestamp, data}}, as Standard Webhooks recommends. Any 2xx means that it was taken. */
final class WebhookChannel implements Channel {

    private final JsonMapper json = JsonMapper.builder().build();
    private final Post post;
    private final StandardWebhook webhook;
    private final @Nullable URI link;
    private final InstantSource clock;

    WebhookChannel(Post post, String secret, @Nullable URI link, InstantSource clock) {
        this.post = post;
        this.webhook = new StandardWebhook(secret);
        this.link = link;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public void tell(Notice notice) throws IOException {
        var now = clock.instant();
        var text = new NoticeText(notice, link);
        var data = new LinkedHashMap<String, Object>();
        data.put("business_date", notice.businessDate().toString());
        data.put("revision", notice.revision());
        data.put("subject", text.subject());
        data.put("text", text.body());
        var night = notice.night();
        if (night != null) {
            data.put("folder", night.folder().toString());
            if (link != null) {
                data.put("link", link.toString());
            }
            data.put("manifest_sha256", night.manifestSha256());
            data.put(
                    "findings",
                    Map.of("open", night.findings(), "new", night.newFindings(), "critical", night.criticalFindings()));
            data.put("totals", night.totals());
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "night." + notice.word());
        body.put("timestamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
        body.put("data", data);
        var bytes = json.writeValueAsBytes(body);
        post.send(bytes, webhook.headers(notice.id(), now, "application/json", bytes));
    }

    @Override
    public void close() {
        post.close();
    }
}
