package dev.lastro.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads and checks one {@code providers/<name>.yaml}. */
final class ProviderReader {

    private static final long MEGABYTE = 1024L * 1024;
    private static final long BODY_DEFAULT = MEGABYTE;
    /** What fits, with its headers, into one packet to the database. */
    private static final long BODY_MAX = 16 * MEGABYTE;

    private static final int RATE_MAX = 1_000_000;
    /** The console's decisions are logged as deliveries of this provider (spec section 6). */
    private static final String OURSELVES = "lastro";

    private static final String IF_CONFIGURED = "if-configured";

    private static final Set<String> DECISIVE = Set.of("provider", "lifecycle", "event", "resend");

    private static final List<String> RESEND_PLACES = List.of("{loan-id}", "{type}", "{from}", "{to}");
    private static final Pattern PLACE = Pattern.compile("\\{[^}]*}?");

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(B|KB|MB|)");

    private ProviderReader() {}

    /**
     * What it returns is only fit for use where no problem was noted.
     *
     * @param lifecycles the names of all there are
     */
    static Provider read(Section file, String name, Set<String> lifecycles) {
        DefinitionFiles.sameName(file, "provider", name);
        if (!NAME.matcher(name).matches()) {
            file.problem("'" + name + "' is no name for a provider: up to 32 of a-z, 0-9 and -");
        } else if (OURSELVES.equals(name)) {
            file.problem("'" + name + "' is the name of Lastro's own entries: choose another");
        }
        Value lifecycleValue = file.required("lifecycle");
        String lifecycle = lifecycleValue == null ? null : lifecycleValue.text();
        if (lifecycleValue != null && lifecycle != null && !lifecycles.contains(lifecycle)) {
            lifecycleValue.problem("there is no lifecycles/" + lifecycle + ".yaml; there are " + lifecycles);
        }
        List<Check> checks = CheckReader.read(file.required("checks"));
        Section event = file.requiredSection("event");
        Provider provider = new Provider(
                name,
                lifecycle == null ? "" : lifecycle,
                bodyMax(file.optional("body-max")),
                rate(file.optional("rate")),
                ifConfigured(file.optional("received")),
                checks,
                event == null ? null : MappingReader.read(event),
                resend(file.optional("resend")));
        file.close();
        return provider;
    }

    /** The keys that decide how its deliveries are read, and a check that no receiver would take for one of its own. */
    static MappingNode decisive(MappingNode file) {
        List<NodeTuple> tuples = new ArrayList<>();
        for (NodeTuple tuple : file.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key && DECISIVE.contains(key.getValue())) {
                tuples.add(tuple);
            }
        }
        tuples.add(tuple("checks", list(map(tuple("none", map(tuple("because", text("not kept in the archive"))))))));
        return map(tuples.toArray(NodeTuple[]::new));
    }

    private static NodeTuple tuple(String key, Node value) {
        return new NodeTuple(text(key), value);
    }

    private static Node text(String text) {
        return new ScalarNode(Tag.STR, text, null, null, DumperOptions.ScalarStyle.PLAIN);
    }

    private static Node list(Node item) {
        return new SequenceNode(Tag.SEQ, List.of(item), DumperOptions.FlowStyle.BLOCK);
    }

    private static MappingNode map(NodeTuple... tuples) {
        return new MappingNode(Tag.MAP, List.of(tuples), DumperOptions.FlowStyle.BLOCK);
    }

    private static boolean ifConfigured(@Nullable Value value) {
        String text = value == null ? null : value.text();
        if (value != null && text != null && !text.equals(IF_CONFIGURED)) {
            value.problem("'" + text + "' is unknown: it can only be " + IF_CONFIGURED);
        }
        return IF_CONFIGURED.equals(text);
    }

    /** A place that nobody fills would be sent as it stands. */
    private static String resend(@Nullable Value value) {
        String text = value == null ? null : value.text();
        if (value == null || text == null) {
            return "";
        }
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            if (!RESEND_PLACES.contains(place.group())) {
                value.problem("there is no " + place.group() + " to fill in; there are " + RESEND_PLACES);
            }
        }
        return text.strip();
    }

    private static long bodyMax(@Nullable Value value) {
        String text = value == null ? null : value.text();
        if (value == null || text == null) {
            return BODY_DEFAULT;
        }
        Matcher matcher = SIZE.matcher(text.strip());
        if (matcher.matches()) {
            long unit = switch (matcher.group(2)) {
                case "KB" -> 1024;
                case "MB" -> MEGABYTE;
                default -> 1;
            };
            long bytes = Long.parseLong(matcher.group(1)) * unit;
            if (bytes >= 1 && bytes <= BODY_MAX) {
                return bytes;
            }
        }
        value.problem("'" + text + "' is no size from 1B to 16MB: write 512KB or 1MB, for instance");
        return BODY_DEFAULT;
    }

    private static Provider.@Nullable Rate rate(@Nullable Value value) {
        Section section = value == null ? null : value.section();
        if (section == null) {
            return null;
        }
        Integer perSecond = section.requiredInteger("per-second", 1, RATE_MAX);
        Integer burst = section.requiredInteger("burst", 1, RATE_MAX);
        section.close();
        return perSecond == null || burst == null ? null : new Provider.Rate(perSecond, burst);
    }
}
