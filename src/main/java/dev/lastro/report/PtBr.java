package dev.lastro.report;

import dev.lastro.loan.BusinessDates;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The machine profile's cells as Brazilian finance reads them, and as Excel and LibreOffice understand them by a double click
 * where the system's language is Portuguese.
 */
final class PtBr {

    /** Codes and states stay as they are, so that both profiles can be matched; these are said in every sentence. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("critical", "crítica"),
            Map.entry("high", "alta"),
            Map.entry("medium", "média"),
            Map.entry("info", "informativa"),
            Map.entry("open", "aberta"),
            Map.entry("acknowledged", "reconhecida"),
            Map.entry("waived", "dispensada"),
            Map.entry("resolved", "resolvida"),
            Map.entry("matched", "confere"),
            Map.entry("differs", "diverge"),
            Map.entry("missing_here", "falta aqui"),
            Map.entry("missing_there", "falta no provedor"),
            Map.entry("not_compared", "não comparado"),
            // what is compared with a provider's list
            Map.entry("loans", "empréstimos"),
            Map.entry("payments", "pagamentos"),
            Map.entry("state", "situacao"),
            Map.entry("contract_number", "contrato"),
            Map.entry("external_id", "id_externo"),
            Map.entry("contracted_amount", "valor_contratado"),
            Map.entry("disbursed_amount", "valor_desembolsado"),
            Map.entry("iof_amount", "valor_iof"),
            Map.entry("fees_amount", "valor_tarifas"),
            Map.entry("paid_amount", "valor_pago"),
            Map.entry("installments", "parcelas"),
            Map.entry("installments_paid", "parcelas_pagas"),
            Map.entry("created_at", "criado_em"),
            Map.entry("signed_at", "assinado_em"),
            Map.entry("disbursed_at", "desembolsado_em"),
            Map.entry("closed_at", "encerrado_em"),
            Map.entry("overdue_since", "vencido_desde"),
            Map.entry("paid_at", "pago_em"),
            // and how many rows
            Map.entry("rows", "linhas da lista"),
            Map.entry("repeated", "repetidas"),
            Map.entry("not_counted", "não consideradas"),
            Map.entry("here", "linhas daqui"),
            Map.entry("not_expected", "não esperadas"),
            Map.entry("not_kept", "sem pendência, além do limite"),
            Map.entry("0", "em dia"),
            Map.entry("1-15", "1 a 15 dias"),
            Map.entry("16-30", "16 a 30 dias"),
            Map.entry("31-60", "31 a 60 dias"),
            Map.entry("61-90", "61 a 90 dias"),
            Map.entry("91-120", "91 a 120 dias"),
            Map.entry("121-150", "121 a 150 dias"),
            Map.entry("151-180", "151 a 180 dias"),
            Map.entry("181-360", "181 a 360 dias"),
            Map.entry(">360", "mais de 360 dias"));

    private static final int DATE_LENGTH = "2026-11-21".length();

    /** Beside digits: of numbers, dates, times, percentages and powers of ten. */
    private static final String NUMERIC = ".,/:-+%$ eE\u00A0";

    /** {@code MAR1}, {@code 10-dez}, {@code jan/26}: a spreadsheet makes a day of it. */
    private static final Pattern MONTH = Pattern.compile(
            "(\\d{1,2}[-/ .]?(de )?)?(jan(eiro|uary)?|fev(ereiro)?|feb(ruary)?|mar([cç]o|ch)?|abr(il)?|apr(il)?|maio?|may"
                    + "|jun(ho|e)?|jul(ho|y)?|ago(sto)?|aug(ust)?|set(embro)?|sept?(ember)?|out(ubro)?|oct(ober)?"
                    + "|nov(embro|ember)?|dez(embro)?|dec(ember)?)([-/ .]?(de )?\\d{1,4})?",
            Pattern.CASE_INSENSITIVE);

    private static final int MONTH_LENGTH_MAX = "10 de setembro de 2026".length();

    private PtBr() {}

    /** @param cell as {@link Cells} makes it; empty stays empty */
    static String cell(String cell, Column.Kind kind) {
        if (cell.isEmpty()) {
            return cell;
        }
        return switch (kind) {
            case TEXT, FREE_TEXT, HASH -> text(Profile.inert(cell));
            case REASON -> text(Profile.inert(QuarantineWords.portuguese(cell)));
            case WORD -> WORDS.getOrDefault(cell.toLowerCase(Locale.ROOT), Profile.inert(cell));
            case DATE -> date(cell);
            case INSTANT -> instant(cell);
            case BOOLEAN -> cell.equals("true") ? "sim" : "não";
            case NUMBER, AMOUNT -> cell.replace('.', ',');
            case WRITTEN -> cell;
        };
    }

    /**
     * What a spreadsheet would take for a number or a day stays text: a CPF keeps its zeros, a long contract number all its
     * digits, {@code MAR1} its letters. Quotes do not tell a spreadsheet so, and {@code ="0123"} would be a formula; so it is
     * the apostrophe that stands before formulas already, which is seen, rather than a space, which is not.
     */
    private static String text(String cell) {
        return looksLikeNumber(cell) || looksLikeMonth(cell) ? "'" + cell : cell;
    }

    private static boolean looksLikeNumber(String cell) {
        var hasDigit = false;
        for (var i = 0; i < cell.length(); i++) {
            var letter = cell.charAt(i);
            if (letter >= '0' && letter <= '9') {
                hasDigit = true;
            } else if (NUMERIC.indexOf(letter) < 0 && !(letter == 'R' && i == 0)) {
                return false;
            }
        }
        return hasDigit;
    }

    private static boolean looksLikeMonth(String cell) {
        var last = cell.charAt(cell.length() - 1);
        var first = cell.charAt(0);
        return cell.length() <= MONTH_LENGTH_MAX
                && ((first >= '0' && first <= '9') || (last >= '0' && last <= '9'))
                && MONTH.matcher(cell).matches();
    }

    /** {@code 21/11/2026} */
    private static String date(String iso) {
        return iso.substring(8, DATE_LENGTH) + "/" + iso.substring(5, 7) + "/" + iso.substring(0, 4);
    }

    /** {@code 21/11/2026 00:00:00}: whole seconds, which is what a spreadsheet's own format shows. */
    private static String instant(String iso) {
        var local = local(iso);
        var cell = new char[19];
        number(cell, 0, 2, local.getDayOfMonth());
        cell[2] = '/';
        number(cell, 3, 2, local.getMonthValue());
        cell[5] = '/';
        number(cell, 6, 4, local.getYear());
        cell[10] = ' ';
        number(cell, 11, 2, local.getHour());
        cell[13] = ':';
        number(cell, 14, 2, local.getMinute());
        cell[16] = ':';
        number(cell, 17, 2, local.getSecond());
        return new String(cell);
    }

    /** As {@link Cells} writes it, so its digits are where they are: parsing it in general is half the cost of a row. */
    private static LocalDateTime local(String iso) {
        if (iso.charAt(DATE_LENGTH) != 'T' || iso.charAt(4) != '-') {
            return LocalDateTime.ofInstant(Instant.parse(iso), BusinessDates.ZONE);
        }
        var utc = LocalDateTime.of(
                digits(iso, 0, 4),
                digits(iso, 5, 7),
                digits(iso, 8, DATE_LENGTH),
                digits(iso, 11, 13),
                digits(iso, 14, 16),
                digits(iso, 17, 19));
        var offset = BusinessDates.ZONE.getRules().getOffset(utc.toInstant(ZoneOffset.UTC));
        return utc.plusSeconds(offset.getTotalSeconds());
    }

    private static int digits(String text, int from, int to) {
        var value = 0;
        for (var i = from; i < to; i++) {
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }

    private static void number(char[] to, int at, int digits, int value) {
        var rest = value;
        for (var i = at + digits - 1; i >= at; i--) {
            to[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
