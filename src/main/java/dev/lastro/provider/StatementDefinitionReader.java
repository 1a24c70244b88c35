package dev.lastro.provider;

import dev.lastro.loan.BusinessDates;
import dev.lastro.loan.ListTerms;
import dev.lastro.loan.ListTerms.LoanKeyField;
import dev.lastro.loan.ListTerms.PartKeyField;
import dev.lastro.loan.ListTerms.Term;
import dev.lastro.loan.ListedField;
import dev.lastro.provider.DefinitionException.Problem;
import dev.lastro.provider.StatementDefinition.Column;
import dev.lastro.provider.StatementDefinition.Counted;
import dev.lastro.provider.StatementDefinition.Format;
import dev.lastro.provider.StatementDefinition.Listed;
import java.math.BigDecimal;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
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
        var key = file.requiredSection("key");
        var loanKey = LoanKeyField.LOAN_ID;
        var partKey = (PartKeyField) null;
        var loan = (Column) null;
        var part = (Column) null;
        if (key != null) {
            for (var each : LoanKeyField.values()) {
                var value = key.optional(word(each));
                if (value != null && loan != null) {
                    value.problem("a loan is called by one of " + words(LoanKeyField.values()));
                } else if (value != null) {
                    loanKey = each;
                    loan = column(value);
                }
            }
            for (var each : kind == ListTerms.Kind.PAYMENTS ? PartKeyField.values() : new PartKeyField[0]) {
                var value = key.optional(word(each));
                if (value != null && part != null) {
                    value.problem("a payment is called by one of " + words(PartKeyField.values()));
                } else if (value != null) {
                    partKey = each;
                    part = column(value);
                }
            }
            key.close();
            if (loan == null) {
                key.problem("says not what a loan is called by: one of " + words(LoanKeyField.values()));
            }
            if (part == null && kind == ListTerms.Kind.PAYMENTS) {
                key.problem("says not what a payment is called by: one of " + words(PartKeyField.values()));
            }
        }
        var counted = counted(file.optional("counts"));
        var allStates = provider == null ? Set.<String>of() : states(provider);
        var fields = fields(file.requiredSection("fields"), kind, allStates);
        var expected = expected(file.optional("expected-states"), allStates);
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
                Objects.requireNonNull(loan),
                loanKey,
                part,
                partKey,
                counted,
                fields,
                expected,
                values);
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String words(Enum<?>[] all) {
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

    private Column column(Value value) {
        var names = value.texts();
        if (!isCsv) {
            for (var item : value.oneOrMore()) {
                var text = item.text();
                if (text != null && !text.startsWith("/")) {
                    item.problem("'" + text + "' is no JSON Pointer: begin with '/'");
                }
            }
        }
        return new Column(names);
    }

    private @Nullable Counted counted(@Nullable Value value) {
        var section = value == null ? null : value.section();
        if (section == null) {
            return null;
        }
        var at = section.required("at");
        var only = section.optional("only");
        var except = section.optional("except");
        section.close();
        if ((only == null) == (except == null)) {
            section.problem("say which rows count: either 'only' these words, or all 'except' these");
            return null;
        }
        var words = only == null ? Objects.requireNonNull(except).texts() : only.texts();
        return at == null ? null : new Counted(column(at), Set.copyOf(words), only != null);
    }

    private SortedMap<ListedField, Listed> fields(
            @Nullable Section section, ListTerms.@Nullable Kind kind, Set<String> states) {
        var fields = new TreeMap<ListedField, Listed>();
        if (section == null || kind == null) {
            return fields;
        }
        var known = kind == ListTerms.Kind.LOANS ? ListTerms.OF_LOANS : ListTerms.OF_PAYMENTS;
        section.all().forEach((name, value) -> {
            var field = known.stream()
                    .filter(each -> each.key().equals(name))
                    .findFirst()
                    .orElse(null);
            if (field == null) {
                value.problem("is no field of a list of %s; there are %s"
                        .formatted(
                                word(kind),
                                String.join(
                                        ", ",
                                        known.stream().map(ListedField::key).toList())));
                return;
            }
            var listed = listed(field, value, states);
            if (listed != null) {
                fields.put(field, listed);
            }
        });
        if (section.all().isEmpty()) {
            section.problem("is empty: say which fields are compared");
        }
        return fields;
    }

    private @Nullable Listed listed(ListedField field, Value value, Set<String> states) {
        if (!value.isSection()) {
            if (field.kind() == ListedField.Kind.STATES) {
                value.problem("needs 'at' and 'words': {at: status, words: {disbursed: DISBURSED}}");
                return null;
            }
            return new Listed(column(value), Map.of(), new Term(BigDecimal.ZERO, false));
        }
        var section = Objects.requireNonNull(value.section());
        var at = section.required("at");
        var required = section.optional("required");
        var isRequired = required == null ? Boolean.FALSE : required.bool();
        var words = field.kind() == ListedField.Kind.STATES
                ? words(section.requiredSection("words"), states)
                : Map.<String, String>of();
        var tolerance = BigDecimal.ZERO;
        if (field.kind() != ListedField.Kind.STATES && field.kind() != ListedField.Kind.TEXT) {
            tolerance = tolerance(section.optional("tolerance"));
        }
        section.close();
        return at == null ? null : new Listed(column(at), words, new Term(tolerance, Boolean.TRUE.equals(isRequired)));
    }

    private static Map<String, String> words(@Nullable Section section, Set<String> states) {
        var words = new LinkedHashMap<String, String>();
        if (section != null) {
            section.all().forEach((word, value) -> {
                var means = new TreeSet<String>();
                for (var item : value.oneOrMore()) {
                    var state = item.oneOf(states);
                    if (state != null) {
                        means.add(state);
                    }
                }
                words.put(word, String.join("|", means));
            });
        }
        return words;
    }

    private static BigDecimal tolerance(@Nullable Value value) {
        var text = value == null ? "0" : value.text();
        if (value != null && text != null && !text.matches("[0-9]{1,9}(\\.[0-9]{1,8})?")) {
            value.problem("'" + text + "' is no tolerance such as 0.01");
            return BigDecimal.ZERO;
        }
        return text == null ? BigDecimal.ZERO : new BigDecimal(text);
    }

    private static SortedSet<String> expected(@Nullable Value value, Set<String> states) {
        var expected = new TreeSet<String>();
        if (value != null) {
            for (var item : value.oneOrMore()) {
                var state = item.oneOf(states);
                if (state != null) {
                    expected.add(state);
                }
            }
        }
        return expected;
    }
}
