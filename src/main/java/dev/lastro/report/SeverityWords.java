package dev.lastro.report;

import dev.lastro.page.Html;
import java.util.List;
import java.util.Locale;

/** A finding's severity in the words of finance. */
final class SeverityWords {

    static final String CRITICAL = "CRITICAL";

    /** Nobody has to act on it. */
    static final String INFO = "INFO";

    /** The worst first. */
    static final List<String> ORDER = List.of(CRITICAL, "HIGH", "MEDIUM", "LOW", INFO);

    private SeverityWords() {}

    /** @param severity in either case */
    static String html(String severity) {
        var name = severity.toUpperCase(Locale.ROOT);
        return "<span class=\"%s\">%s</span>"
                .formatted(Html.safe(name), Html.both(portuguese(name), name.toLowerCase(Locale.ROOT)));
    }

    private static String portuguese(String severity) {
        return switch (severity) {
            case "CRITICAL" -> "crítica";
            case "HIGH" -> "alta";
            case "MEDIUM" -> "média";
            case "LOW" -> "baixa";
            case "INFO" -> "informativa";
            default -> severity;
        };
    }
}
