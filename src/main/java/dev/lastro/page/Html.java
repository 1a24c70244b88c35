package dev.lastro.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * A page in one file that asks the network for nothing and runs no script: Portuguese, then English. Whatever a provider
 * sent is a stranger's text here.
 */
public final class Html {

    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("dd/MM/uuuu HH:mm:ss", Locale.ROOT);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT);

    private final StringBuilder page = new StringBuilder();

    /**
     * @param title plain text
     * @param styles CSS, beside what all pages have
     */
    public Html(String title, String styles) {
        page.append("""
                <!doctype html>
                <html lang="pt-BR">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
                <meta name="viewport" content="width=device-width">
                <title>%1$s</title>
                <style>
                body { font: 15px/1.5 Georgia, serif; max-width: 62em; margin: 2em auto; padding: 0 1em; color: #1b1b1b }
                h1 { font-size: 1.5em } h2 { font-size: 1.15em; margin-top: 2em } .en { color: #555; font-style: italic }
                table { border-collapse: collapse; width: 100%% } td, th { text-align: left; vertical-align: top;
                padding: .35em .6em; border-bottom: 1px solid #ccc; font-size: .92em } th { background: #f2f0ea }
                code, pre { font: 12px/1.4 monospace; overflow-wrap: anywhere; white-space: pre-wrap }
                @media print { details { display: none } }
                %2$s</style>
                </head>
                <body>
                <h1>%1$s</h1>
                """.formatted(safe(title), styles));
    }

    /** What is HTML already; of a stranger's words only what {@link #safe} made of them. */
    public Html append(String html) {
        page.append(html);
        return this;
    }

    public Html heading(String portuguese, String english) {
        return append("<h2>%s</h2>\n".formatted(both(portuguese, english)));
    }

    public Html paragraph(String portuguese, String english) {
        return append("<p>%s</p>\n<p class=\"en\" lang=\"en\">%s</p>\n".formatted(safe(portuguese), safe(english)));
    }

    /** A row of a table of facts; what is not known has no row. */
    public Html row(String name, @Nullable String value) {
        return value == null || value.isEmpty()
                ? this
                : append("<tr><th>%s</th><td>%s</td></tr>\n".formatted(safe(name), safe(value)));
    }

    /** The whole page. Nothing may be appended any more. */
    public String end() {
        return page.append("</body>\n</html>\n").toString();
    }

    /** Both languages in one line. */
    public static String both(String portuguese, String english) {
        return "%s <span class=\"en\" lang=\"en\">%s</span>".formatted(safe(portuguese), safe(english));
    }

    /** A stranger's text as text: no markup, and nothing that turns the page's words around. */
    public static String safe(String text) {
        var plain = new StringBuilder(text.length());
        text.codePoints().map(each -> isHarmless(each) ? each : '\uFFFD').forEach(plain::appendCodePoint);
        return HtmlUtils.htmlEscape(plain.toString(), StandardCharsets.UTF_8.name());
    }

    private static boolean isHarmless(int character) {
        return character == '\n'
                || character == '\t'
                || (!Character.isISOControl(character)
                        && Character.getType(character) != Character.FORMAT
                        && Character.getType(character) != Character.SURROGATE);
    }

    /** As a Brazilian reads it: {@code 21/11/2026}; nothing where there is none. */
    public static String day(@Nullable LocalDate date) {
        return date == null ? "" : DAY.format(date);
    }

    /** In São Paulo, and exactly. */
    public static String time(@Nullable Instant instant) {
        return instant == null ? "" : "%s São Paulo (%s)".formatted(LOCAL.format(instant.atZone(SAO_PAULO)), instant);
    }

    /** In São Paulo, to the second. */
    public static String local(Instant instant) {
        return LOCAL.format(instant.atZone(SAO_PAULO));
    }

    /** {@code R$ 1.234,56}; nothing where there is none. */
    public static String money(@Nullable BigDecimal amount) {
        return amount == null ? "" : format("'R$ '#,##0.00;-'R$ '#,##0.00").format(amount);
    }

    /** The same; a dash where nobody has told how much, which is not zero. */
    public static String moneyIfKnown(@Nullable BigDecimal amount) {
        return amount == null ? "—" : money(amount);
    }

    /** {@code 1.234} */
    public static String count(long number) {
        return format("#,##0").format(number);
    }

    /** {@code 1 empréstimo}, {@code 1.234 empréstimos} */
    public static String count(long number, String one, String many) {
        return "%s %s".formatted(count(number), number == 1 ? one : many);
    }

    /** Figures as Brazil writes them, whatever this machine's country is. Not thread-safe, so a new one each time. */
    static DecimalFormat format(String pattern) {
        var symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setDecimalSeparator(',');
        symbols.setGroupingSeparator('.');
        var format = new DecimalFormat(pattern, symbols);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format;
    }
}
