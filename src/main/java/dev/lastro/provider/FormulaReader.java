package dev.lastro.provider;

import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.parser.ASTNode;
import com.ezylang.evalex.parser.ParseException;
import com.ezylang.evalex.parser.Token;
import dev.lastro.loan.Amount;
import dev.lastro.loan.MoneyRule.Formula;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads a side of a money rule: EvalEx parses it, and of its tree this makes a function, so that a loan costs no parsing and
 * no interpretation. Of EvalEx's language are known numbers, the amounts' names, {@code + - * /}, brackets, {@code
 * ROUND(x, digits)} (half up), {@code ABS, MIN, MAX}.
 */
final class FormulaReader {

    private static final Map<String, Amount> NAMES = names();

    private static final ExpressionConfiguration LANGUAGE = ExpressionConfiguration.builder()
            .implicitMultiplicationAllowed(false)
            .arraysAllowed(false)
            .structuresAllowed(false)
            .singleQuoteStringLiteralsAllowed(false)
            .build();

    /** More than any amount of money needs, as a number of a formula is written. */
    private static final int DIGITS_MAX = 30;

    private static final int DECIMALS_MAX = 8;

    private final Set<Amount> used;

    private FormulaReader(Set<Amount> used) {
        this.used = used;
    }

    /**
     * @param used takes the amounts that it names
     * @return null where it cannot be read; why is then among the value's problems
     */
    static @Nullable Formula read(Value value, Set<Amount> used) {
        String text = value.text();
        if (text == null) {
            return null;
        }
        try {
            return new FormulaReader(used).formula(new Expression(text, LANGUAGE).getAbstractSyntaxTree());
        } catch (ParseException e) {
            value.problem("'" + text + "': " + e.getMessage() + " at character " + e.getStartPosition());
        } catch (UnknownException e) {
            value.problem("'" + text + "': " + e.getMessage());
        }
        return null;
    }

    private static Map<String, Amount> names() {
        Map<String, Amount> names = new TreeMap<>();
        for (Amount amount : Amount.values()) {
            names.put(amount.toString(), amount);
        }
        return names;
    }

    private static final class UnknownException extends Exception {

        private static final long serialVersionUID = 1L;

        UnknownException(Token token, String message) {
            super(message + " at character " + token.getStartPosition(), null, false, false);
        }
    }

    private Formula formula(ASTNode node) throws UnknownException {
        Token token = node.getToken();
        List<ASTNode> parameters = node.getParameters();
        return switch (token.getType()) {
            case NUMBER_LITERAL -> number(token);
            case VARIABLE_OR_CONSTANT -> amount(token);
            case PREFIX_OPERATOR -> prefix(token, formula(parameters.getFirst()));
            case INFIX_OPERATOR -> infix(token, formula(parameters.getFirst()), formula(parameters.getLast()));
            case FUNCTION -> function(token, parameters);
            default -> throw new UnknownException(token, "'" + token.getValue() + "' is not known here");
        };
    }

    private static Formula number(Token token) throws UnknownException {
        if (!token.getValue().matches("[0-9.]{1," + DIGITS_MAX + "}")) {
            throw new UnknownException(token, "'" + token.getValue() + "' is no number such as 0.0038");
        }
        BigDecimal number = new BigDecimal(token.getValue());
        return amounts -> number;
    }

    private Formula amount(Token token) throws UnknownException {
        Amount amount = NAMES.get(token.getValue());
        if (amount == null) {
            throw new UnknownException(
                    token, "'" + token.getValue() + "' is no amount; there are " + String.join(", ", NAMES.keySet()));
        }
        used.add(amount);
        String name = token.getValue(); // made once: this runs some times for each loan
        return amounts -> Objects.requireNonNull(amounts.get(amount), name);
    }

    private static Formula prefix(Token token, Formula of) throws UnknownException {
        return switch (token.getValue()) {
            case "-" -> amounts -> of.of(amounts).negate();
            case "+" -> of;
            default -> throw new UnknownException(token, "'" + token.getValue() + "' is not known here");
        };
    }

    private static Formula infix(Token token, Formula left, Formula right) throws UnknownException {
        return switch (token.getValue()) {
            case "+" -> both(left, right, BigDecimal::add);
            case "-" -> both(left, right, BigDecimal::subtract);
            case "*" -> both(left, right, BigDecimal::multiply);
            case "/" -> both(left, right, (a, b) -> a.divide(b, MathContext.DECIMAL128));
            default -> throw new UnknownException(token, "'" + token.getValue() + "' is not known here: use + - * /");
        };
    }

    private static Formula both(Formula left, Formula right, BinaryOperator<BigDecimal> with) {
        return amounts -> with.apply(left.of(amounts), right.of(amounts));
    }

    private Formula function(Token token, List<ASTNode> parameters) throws UnknownException {
        String name = token.getValue().toUpperCase(Locale.ROOT);
        Formula first = parameters.isEmpty() ? null : formula(parameters.getFirst());
        if (first == null) {
            throw new UnknownException(token, name + " is of nothing");
        }
        return switch (name) {
            case "ROUND" -> {
                int decimals = decimals(token, parameters);
                yield amounts -> first.of(amounts).setScale(decimals, RoundingMode.HALF_UP);
            }
            case "ABS" -> amounts -> first.of(amounts).abs();
            case "MIN" -> several(first, parameters, BigDecimal::min);
            case "MAX" -> several(first, parameters, BigDecimal::max);
            default ->
                throw new UnknownException(token, name + " is not known here; there are ROUND, ABS, MIN and MAX");
        };
    }

    private Formula several(Formula first, List<ASTNode> parameters, BinaryOperator<BigDecimal> with)
            throws UnknownException {
        Formula all = first;
        for (ASTNode parameter : parameters.subList(1, parameters.size())) {
            all = both(all, formula(parameter), with);
        }
        return all;
    }

    private static int decimals(Token token, List<ASTNode> parameters) throws UnknownException {
        String digits = parameters.getLast().getToken().getValue();
        if (parameters.size() != 2 || !digits.matches("[0-8]")) {
            throw new UnknownException(token, "ROUND wants a number of decimals from 0 to " + DECIMALS_MAX);
        }
        return Integer.parseInt(digits);
    }
}
