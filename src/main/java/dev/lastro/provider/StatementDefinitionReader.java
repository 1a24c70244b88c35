package dev.lastro.provider;

import dev.lastro.loan.BusinessDates;
import dev.lastro.loan.ListTerms;
import dev.lastro.provider.DefinitionException.Problem;
import dev.lastro.provider.StatementDefinition.Format;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one {@code statements/<provider>-<kind>.yaml}. */
final class StatementDefinitionReader {

    private static final String ISO = "iso-8601";

    private final Definitions definitions;
    private final List<Problem> problems;
    private boolean isCsv;

    StatementDefinitionReader(Definitions definitions, List<Problem> problems) {
        this.definitions = definitions;
        this.problems = problems;
    }

    /** @return null where anything is wrong; that is noted */
    @Nullable
    StatementDefinition read(Section file, String name, String sha256) {
        var before = problems.size();
        DefinitionFiles.sameName(file, "statement", name);
        var provider = provider(file.required("provider"));
        var kind = oneOf(file.required("kind"), ListTerms.Kind.values());
        if (provider != null && kind != null && !name.equals(provider + "-" + word(kind))) {
            file.problem("is called %s: a list of %s of %s is %s-%s.yaml"
                    .formatted(name, word(kind), provider, provider, word(kind)));
        }
        var format = oneOf(file.required("format"), Format.values());
        isCsv = format == Format.CSV;
        var charset = charset(file.optional("charset"));
        var separator = separator(file.optional("separator"));
        var rows = rows(file.optional("rows"), format);
        var values = values(file);
        var row = new StatementRowReader(isCsv, kind, provider == null ? Set.of() : states(provider));
        var key = row.key(file.requiredSection("key"));
        var counted = row.counted(file.optional("counts"));
        var fields = row.fields(file.requiredSection("fields"));
        var expected = row.expected(file.optional("expected-states"));
        file.close();
        if (problems.size() > before) {
            return null;
        }
        return new StatementDefinition(
                name,
                sha256,
                Objects.requireNonNull(provider),
                Objects.requireNonNull(kind),
                Objects.requireNonNull(format),
                charset,
                separator,
                rows,
                Objects.requireNonNull(key.loan()),
                key.loanKey(),
                key.part(),
                key.partKey(),
                counted,
                fields,
                expected,
                values);
    }

    static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String words(Enum<?>[] all) {
        return String.join(
                ", ", Arrays.stream(all).map(StatementDefinitionReader::word).toList());
    }

    private static <T extends Enum<T>> @Nullable T oneOf(@Nullable Value value, T[] all) {
        var word = value == null
                ? null
                : value.oneOf(
                        Arrays.stream(all).map(StatementDefinitionReader::word).toList());
        return word == null
                ? null
                : Arrays.stream(all)
                        .filter(each -> word(each).equals(word))
                        .findFirst()
                        .orElse(null);
    }

    private @Nullable String provider(@Nullable Value value) {
        return value == null ? null : value.oneOf(definitions.providers().keySet());
    }

    private Set<String> states(String provider) {
        var one = definitions.providers().get(provider);
        var lifecycle = one == null ? null : definitions.lifecycles().get(one.lifecycle());
        var states = new TreeSet<String>();
        if (lifecycle != null) {
            lifecycle.transitions().values().forEach(transition -> states.add(transition.to()));
        }
        return states;
    }

    private Charset charset(@Nullable Value value) {
        var text = value == null ? null : value.text();
        if (value == null || text == null) {
            return StandardCharsets.UTF_8;
        }
        if (!isCsv) {
            value.problem("is for csv alone: JSON is UTF-8");
        }
        try {
            return Charset.forName(text);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            value.problem("'" + text + "' is no charset that is known here; there are UTF-8, windows-1252, ISO-8859-1");
            return StandardCharsets.UTF_8;
        }
    }

    private char separator(@Nullable Value value) {
        var text = value == null ? "," : value.anyText();
        if (value != null && !isCsv) {
            value.problem("is for csv alone");
        }
        if (value != null && text != null && (text.length() != 1 || "\"\r\n".contains(text))) {
            value.problem("'" + text + "' is not one character such as , or ; or \"\\t\"");
            return ',';
        }
        return text == null ? ',' : text.charAt(0);
    }

    private static List<String> rows(@Nullable Value value, @Nullable Format format) {
        var text = value == null ? null : value.text();
        if (value == null || text == null) {
            return List.of();
        }
        if (format != Format.JSON) {
            value.problem("is for json alone: the rows of csv and ndjson are its lines");
            return List.of();
        }
        var pointer = Pointer.read(value);
        return pointer == null ? List.of() : pointer.tokens();
    }

    private static ListFormat values(Section file) {
        var decimal = file.optional("decimal");
        var word = decimal == null ? "point" : decimal.oneOf(List.of("point", "comma"));
        var formats = new ArrayList<@Nullable DateTimeFormatter>();
        var zone = BusinessDates.ZONE;
        var value = file.optional("dates");
        var dates = value == null ? null : value.section();
        if (dates != null) {
            for (var each : dates.requiredOneOrMore("formats")) {
                format(each, formats);
            }
            zone = zone(dates.optional("zone"));
            dates.close();
        } else {
            formats.add(null);
        }
        return new ListFormat("comma".equals(word), formats, zone);
    }

    private static void format(Value value, List<@Nullable DateTimeFormatter> formats) {
        var text = value.text();
        if (text == null || text.equals(ISO)) {
            formats.add(null);
            return;
        }
        try {
            formats.add(new DateTimeFormatterBuilder()
                    .appendPattern(text)
                    .parseDefaulting(ChronoField.ERA, 1)
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT));
        } catch (IllegalArgumentException e) {
            value.problem("'" + text + "' is neither iso-8601 nor a pattern such as dd/MM/uuuu: " + e.getMessage());
        }
    }

    private static ZoneId zone(@Nullable Value value) {
        var text = value == null ? null : value.text();
        if (value == null || text == null) {
            return BusinessDates.ZONE;
        }
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            value.problem("'" + text + "' is no time zone: write America/Sao_Paulo or -03:00, for instance");
            return BusinessDates.ZONE;
        }
    }
}
