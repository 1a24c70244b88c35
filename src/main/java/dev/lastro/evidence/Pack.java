package dev.lastro.evidence;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * {@code pack.json}: what is in an evidence pack.
 *
 * @param pack name and version of this format
 * @param program that made it
 * @param checkpoints by log
 * @param files every other file of the pack, with its SHA-256 in lower-case hex
 */
record Pack(
        String pack,
        String provider,
        String loanId,
        String program,
        List<Delivery> deliveries,
        SortedMap<String, Checkpoint> checkpoints,
        SortedMap<String, String> files) {

    static final String FILE = "pack.json";
    static final String FORMAT = "lastro-pack/1";

    static final String ENTRY = "entry";
    static final String HEADERS = "headers";
    static final String SALT = "salt";
    static final String BODY = "body";
    static final String INCLUSION = "inclusion.tlog-proof";

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    texts -> texts.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    /**
     * @param provider the loan's; {@code lastro}: an act of the receiver's own
     * @param sealed there is a proof that it is in the log's checkpoint
     * @param erased headers, salt and body were erased by law
     */
    record Delivery(
            String log,
            long position,
            String provider,
            Instant receivedAt,
            @JsonProperty("class") String deliveryClass,
            boolean sealed,
            boolean erased) {

        /** {@code main/42}. */
        String place() {
            return log + "/" + position;
        }

        String file(String name) {
            return "deliveries/%s-%d/%s".formatted(log, position, name);
        }

        /** What has to be there of it. */
        List<String> files() {
            var files = new ArrayList<String>();
            files.add(file(ENTRY));
            if (sealed) {
                files.add(file(INCLUSION));
            }
            if (!erased) {
                files.add(file(HEADERS));
                files.add(file(SALT));
                files.add(file(BODY));
            }
            return files;
        }
    }

    /** @param size deliveries that it covers */
    record Checkpoint(long size, String file) {

        static Checkpoint of(String log, long size) {
            return new Checkpoint(size, "checkpoints/" + log);
        }
    }

    byte[] bytes() {
        return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IOException if these bytes are no such list */
    static Pack read(byte[] bytes) throws IOException {
        try {
            // Left to itself the library takes UTF-16 too, and steps over a byte order mark: other readers see other
            // things.
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.startsWith("\uFEFF")) {
                throw new IOException("%s cannot be read: it begins with a byte order mark".formatted(FILE));
            }
            var pack = JSON.readValue(text, Pack.class);
            if (pack.deliveries().contains(null)
                    || pack.checkpoints().containsValue(null)
                    || pack.files().containsValue(null)) {
                throw new IOException("%s has null where something should be".formatted(FILE));
            }
            if (!pack.pack().equals(FORMAT)) {
                throw new IOException("%s is of format '%s': %s can be read here".formatted(FILE, pack.pack(), FORMAT));
            }
            return pack;
        } catch (CharacterCodingException e) {
            throw new IOException("%s cannot be read: it is not UTF-8".formatted(FILE), e);
        } catch (JacksonException e) {
            throw new IOException("%s cannot be read: %s".formatted(FILE, e.getOriginalMessage()), e);
        }
    }
}
