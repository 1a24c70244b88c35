package dev.lastro.loan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML whose scalars all stay text: the library's dates lose microseconds, its numbers lose scales. */
final class PlainYaml {

    private PlainYaml() {}

    static Object read(Path file) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        var dump = new DumperOptions();
        var yaml = new Yaml(new SafeConstructor(options), new Representer(dump), dump, options, new TextOnly());
        try (var reader = Files.newBufferedReader(file)) {
            return yaml.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static final class TextOnly extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // none: nothing but text
        }
    }
}
