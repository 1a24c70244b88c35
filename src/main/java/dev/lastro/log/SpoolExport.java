package dev.lastro.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A delivery as a file for a person: JSON, the body in base64, for it may be any bytes. */
final class SpoolExport {

    private static final JsonFactory JSON = new JsonFactory();

    private SpoolExport() {}

    static byte[] json(String log, Spooled delivery, String reason) {
        var submission = delivery.submission();
        var out = new ByteArrayOutputStream();
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("log", log);
            json.writeNumberProperty("sequence", delivery.sequence());
            json.writeStringProperty("reason", reason);
            json.writeStringProperty("receivedAt", submission.receivedAt().toString());
            json.writeStringProperty("provider", submission.provider());
            json.writeStringProperty("remoteAddress", submission.remoteAddress());
            json.writeStringProperty("headers", new String(submission.headers(), StandardCharsets.UTF_8));
            json.writeBinaryProperty("salt", delivery.salt());
            json.writeBinaryProperty("body", submission.body());
            json.writeEndObject();
        }
        return out.toByteArray();
    }
}
