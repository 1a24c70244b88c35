package dev.lastro.provider;

import static dev.lastro.provider.StatementDefinitionReader.word;
import static dev.lastro.provider.StatementDefinitionReader.words;

import dev.lastro.loan.ListTerms;
import dev.lastro.loan.ListTerms.LoanKeyField;
import dev.lastro.loan.ListTerms.PartKeyField;
import dev.lastro.loan.ListTerms.Term;
import dev.lastro.loan.ListedField;
import dev.lastro.provider.StatementDefinition.Column;
import dev.lastro.provider.StatementDefinition.Counted;
import dev.lastro.provider.StatementDefinition.Listed;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a definition says of one row of a list: what it is called by, whether it counts, and what is compared.
 *
 * @param kind null where it is none; that is noted
 * @param states of the provider's lifecycle
 */
record StatementRowReader(boolean isCsv, ListTerms.@Nullable Kind kind, Set<String> states) {

    /** @param loan null where a loan is called by nothing; that is noted */
    record Key(
            LoanKeyField loanKey,
            @Nullable Column loan,
            @Nullable PartKeyField partKey,
            @Nullable Column part) {}

    Key key(@Nullable Section section) {
        var loanKey = LoanKeyField.LOAN_ID;
        var partKey = (PartKeyField) null;
        var loan = (Column) null;
        var part = (Column) null;
        if (section == null) {
            return new Key(loanKey, loan, partKey, part);
        }
        for (var each : LoanKeyField.values()) {
            var value = section.optional(word(each));
            if (value != null && loan != null) {
                value.problem("a loan is called by one of " + words(LoanKeyField.values()));
            } else if (value != null) {
                loanKey = each;
                loan = column(value);
            }
        }
        for (var each : kind == ListTerms.Kind.PAYMENTS ? PartKeyField.values() : new PartKeyField[0]) {
            var value = section.optional(word(each));
            if (value != null && part != null) {
                value.problem("a payment is called by one of " + words(PartKeyField.values()));
            } else if (value != null) {
                partKey = each;
                part = column(value);
            }
        }
        section.close();
        if (loan == null) {
            section.problem("says not what a loan is called by: one of " + words(LoanKeyField.values()));
        }
        if (part == null && kind == ListTerms.Kind.PAYMENTS) {
            section.problem("says not what a payment is called by: one of " + words(PartKeyField.values()));
        }
        return new Key(loanKey, loan, partKey, part);
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

    @Nullable
    Counted counted(@Nullable Value value) {
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

    SortedMap<ListedField, Listed> fields(@Nullable Section section) {
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
            var listed = listed(field, value);
            if (listed != null) {
                fields.put(field, listed);
            }
        });
        if (section.all().isEmpty()) {
            section.problem("is empty: say which fields are compared");
        }
        return fields;
    }

    private @Nullable Listed listed(ListedField field, Value value) {
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
                ? meanings(section.requiredSection("words"))
                : Map.<String, String>of();
        var tolerance = BigDecimal.ZERO;
        if (field.kind() != ListedField.Kind.STATES && field.kind() != ListedField.Kind.TEXT) {
            tolerance = tolerance(section.optional("tolerance"));
        }
        section.close();
        return at == null ? null : new Listed(column(at), words, new Term(tolerance, Boolean.TRUE.equals(isRequired)));
    }

    private Map<String, String> meanings(@Nullable Section section) {
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

    SortedSet<String> expected(@Nullable Value value) {
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
