package dev.lastro.provider;

import dev.lastro.provider.DefinitionException.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** From a file's bytes to its keys. Works on the node graph: objects made from YAML forget their lines. */
final class YamlText {

    /** Definitions are written by hand; far more than this is some other file. */
    static final int BYTES_MAX = 1024 * 1024;

    private YamlText() {}

    /** The same keys and values, in the same order, without comments. */
    static String write(Node node) {
        Yaml yaml = new Yaml();
        StringWriter text = new StringWriter();
        Emitter emitter = new Emitter(text, new DumperOptions());
        try {
            yaml.serialize(node).forEach(event -> emit(emitter, event));
        } catch (UncheckedIOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    private static void emit(Emitter emitter, Event event) {
        try {
            emitter.emit(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return null where there is nothing to read; the reason is then among the problems */
    static @Nullable Section read(String file, byte[] bytes, List<Problem> problems) {
        Spot whole = new Spot(file, 0, "");
        if (bytes.length > BYTES_MAX) {
            problems.add(whole.problem("has more than " + BYTES_MAX + " bytes: this is no definition"));
            return null;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            Node root = new Yaml(new LoaderOptions())
                    .compose(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
            if (root instanceof MappingNode mapping) {
                return Section.of(new Spot(file, Value.line(mapping), ""), mapping, problems);
            }
            problems.add(whole.problem(
                    root == null
                            ? "is empty"
                            : "is not a group of keys: begin with 'provider:', 'lifecycle:' or 'statement:'"));
        } catch (CharacterCodingException e) {
            problems.add(whole.problem("is not UTF-8: save it as UTF-8"));
        } catch (MarkedYAMLException e) {
            // the message would show a piece of the file, which may be a secret; the problem alone does not
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            problems.add(new Problem(file, line, "", "is not YAML: " + e.getProblem()));
        } catch (YAMLException e) {
            problems.add(whole.problem("is not YAML: it has a character that YAML does not allow"));
        }
        return null;
    }
}
