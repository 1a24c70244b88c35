package dev.lastro.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Test vectors in {@code test/resources/provider}, read without the product's reader. */
record Vectors(Map<?, ?> map) {

    static Vectors read(String file) {
        return new Vectors((Map<?, ?>) load(file));
    }

    static List<Vectors> readList(String file) {
        return list(load(file));
    }

    private static Object load(String file) {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/provider/" + file), file)) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Vectors> list(Object value) {
        List<Vectors> list = new ArrayList<>();
        for (Object item : (List<?>) value) {
            list.add(new Vectors((Map<?, ?>) item));
        }
        return list;
    }

    Vectors child(String key) {
        return new Vectors((Map<?, ?>) get(key));
    }

    List<Vectors> children(String key) {
        return list(get(key));
    }

    boolean has(String key) {
        return map.containsKey(key);
    }

    String text(String key) {
        return String.valueOf(get(key));
    }

    @Nullable
    String textOrNull(String key) {
        return has(key) ? text(key) : null;
    }

    List<String> texts(String key) {
        return has(key) ? ((List<?>) get(key)).stream().map(String::valueOf).toList() : List.of();
    }

    private Object get(String key) {
        return Objects.requireNonNull(map.get(key), () -> "no " + key + " in " + map);
    }
}
