package dev.lastro.report;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Hides the numbers of persons (CPF) and companies (CNPJ, the letters of 2026 included): the first digits and the check
 * digits, as the Brazilian comptroller does ({@code ***.456.789-**}).
 */
final class Mask {

    private static final int CPF_DIGITS = 11;
    private static final int CPF_HYPHEN = "000.000.000".length();

    private static final Pattern FORMATTED_CPF = Pattern.compile("(?<!\\d)\\d{3}\\.(\\d{3}\\.\\d{3})-\\d{2}(?!\\d)");
    private static final Pattern FORMATTED_CNPJ = Pattern.compile(
            "(?<![0-9A-Za-z])[0-9A-Za-z]{2}\\.([0-9A-Za-z]{3}\\.[0-9A-Za-z]{3}/[0-9A-Za-z]{4})-\\d{2}(?!\\d)");
    /** Not part of a word: the digits of an event's id or of a hash are evidence. */
    private static final Pattern BARE = Pattern.compile("(?<![0-9A-Za-z_])(?:\\d{14}|\\d{11})(?![0-9A-Za-z_])");

    private static final int[] CPF_WEIGHTS = {11, 10, 9, 8, 7, 6, 5, 4, 3, 2};
    private static final int[] CNPJ_WEIGHTS = {6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2};

    private Mask() {}

    /** Hides the numbers that are written with their punctuation. */
    static String formatted(String text) {
        if (!mayHoldFormatted(text)) {
            return text;
        }
        var masked = FORMATTED_CNPJ.matcher(text).replaceAll("**.$1-**");
        return FORMATTED_CPF.matcher(masked).replaceAll("***.$1-**");
    }

    /** Whether a hyphen stands where one of the two patterns has it: what most texts are spared the patterns by. */
    private static boolean mayHoldFormatted(String text) {
        for (var at = text.indexOf('-', CPF_HYPHEN); at >= 0; at = text.indexOf('-', at + 1)) {
            if ((text.charAt(at - 4) == '.' && text.charAt(at - 8) == '.') || text.charAt(at - 5) == '/') {
                return true;
            }
        }
        return false;
    }

    /** Hides also the bare ones, where their check digits say that they are such a number. */
    static String everywhere(String text) {
        var masked = formatted(text);
        return !hasDigits(masked) ? masked : BARE.matcher(masked).replaceAll(Mask::bare);
    }

    /** As many in a row as a CPF has: sentences rarely do, and then there is nothing to look for. */
    private static boolean hasDigits(String text) {
        var inRow = 0;
        for (var i = 0; i < text.length() && inRow < CPF_DIGITS; i++) {
            var letter = text.charAt(i);
            inRow = letter >= '0' && letter <= '9' ? inRow + 1 : 0;
        }
        return inRow == CPF_DIGITS;
    }

    private static String bare(MatchResult match) {
        var digits = match.group();
        if (!hasCheckDigits(digits)) {
            return digits;
        }
        var hidden = digits.length() == CPF_DIGITS ? 3 : 2;
        return "*".repeat(hidden) + digits.substring(hidden, digits.length() - 2) + "**";
    }

    private static boolean hasCheckDigits(String digits) {
        var weights = digits.length() == CPF_DIGITS ? CPF_WEIGHTS : CNPJ_WEIGHTS;
        var first = digits.length() - 2;
        var allEqual = digits.chars().allMatch(digit -> digit == digits.charAt(0));
        return !allEqual && checkDigit(digits, first, weights) && checkDigit(digits, first + 1, weights);
    }

    /** Modulo 11 over all digits before it; the weights are right-aligned. Source: Receita Federal, IN RFB 2.119/2022. */
    private static boolean checkDigit(String digits, int index, int[] weights) {
        var sum = 0;
        for (var i = 0; i < index; i++) {
            sum += (digits.charAt(i) - '0') * weights[weights.length - index + i];
        }
        var rest = sum % 11;
        return digits.charAt(index) - '0' == (rest < 2 ? 0 : 11 - rest);
    }
}
