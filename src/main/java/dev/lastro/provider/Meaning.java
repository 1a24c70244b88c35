package dev.lastro.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A digest of what a part of a definition says: comments, quotes and layout change nothing. */
final class Meaning {

    private final StringBuilder text = new StringBuilder(2_000);

    private Meaning() {}

    /** Lower-case hex SHA-256 over kinds, tags and values in the file's order. */
    static String of(Node node) {
        Meaning meaning = new Meaning();
        meaning.add(node);
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(meaning.text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private void add(Node node) {
        switch (node) {
            case MappingNode mapping -> {
                text.append('{');
                for (NodeTuple tuple : mapping.getValue()) {
                    add(tuple.getKeyNode());
                    add(tuple.getValueNode());
                }
                text.append('}');
            }
            case SequenceNode sequence -> {
                text.append('[');
                sequence.getValue().forEach(this::add);
                text.append(']');
            }
            case ScalarNode scalar -> {
                String tag = scalar.getTag().getValue();
                text.append(tag.length()).append(':').append(tag);
                text.append(scalar.getValue().length()).append(':').append(scalar.getValue());
            }
            default -> throw new IllegalStateException("unexpected " + node.getNodeId());
        }
    }
}
