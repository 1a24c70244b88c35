package dev.lastro.demo;

import java.util.List;
import java.util.Map;

/** Rows of findings.csv as a person would say them. */
final class Sentences {
    private static final List<String> SEVERITIES = List.of("critical", "high", "medium", "info");

    private static final String INDENT = " ".repeat(9);
    private static final int WIDTH = 110;

    private Sentences() {}

    /** Smaller is worse. */
    static int gravity(Map<String, String> finding) {
        return SEVERITIES.indexOf(cell(finding, "severity"));
    }

    /** @param alike findings of its code, with it */
    static String of(Map<String, String> finding, int alike) {
        return "%-9s%s%s%n%s"
                .formatted(
                        cell(finding, "severity"),
                        what(finding),
                        alike == 1 ? "" : " (%,d such)".formatted(alike),
                        wrapped(cell(finding, "suggested_action")));
    }

    private static String what(Map<String, String> finding) {
        String loan = cell(finding, "provider") + " " + cell(finding, "loan_id") + contract(finding);
        return switch (cell(finding, "code")) {
            case "MISSING_STEP" ->
                loan + ": " + cell(finding, "expected_event") + " must have happened, and nobody told us.";
            case "OVERDUE_STEP" ->
                loan + ": " + cell(finding, "expected_event") + " is " + cell(finding, "hours_late") + " hours late.";
            case "ILLEGAL_TRANSITION" -> loan + ": something that cannot follow what was before it.";
            case "EVENT_AFTER_TERMINAL" -> loan + ": something came after the end.";
            case "CONFLICTING_DUPLICATE" -> loan + ": one event was told in two ways.";
            case "DOUBLE_DISBURSEMENT" -> loan + ": paid out twice.";
            case "PAYMENT_DUPLICATED" -> loan + ": an instalment was paid twice.";
            case "INSTALLMENT_GAP" -> loan + ": an instalment was left out.";
            case "SETTLED_WITH_OPEN_INSTALLMENTS" -> loan + ": settled, and not all was paid.";
            case "INSTALLMENT_UNREPORTED" -> loan + ": an instalment was due, and nobody told us more.";
            case "AMOUNT_MISMATCH" -> loan + ": amounts that should be equal are not.";
            case "SEQUENCE_BREAK" -> loan + ": something names a status before it that never came.";
            case "LATE_DELIVERY" -> loan + ": something came more than two days late.";
            case "CLOCK_SKEW" -> loan + ": something came before it says that it happened.";
            case "UNKNOWN_TYPE" -> cell(finding, "provider") + ": something that its definition does not know.";
            case "PROVIDER_SILENCE" -> cell(finding, "provider") + ": nothing came for longer than is usual.";
            case "PROVIDER_LIST_MISMATCH" -> loan + ": the provider's own list says otherwise.";
            case "OUTAGE_SUSPECTED" ->
                cell(finding, "provider") + ": many loans miss a step at one moment, as after an outage.";
            default -> loan + ": " + cell(finding, "code") + ".";
        };
    }

    private static String wrapped(String text) {
        var lines = new StringBuilder();
        var line = new StringBuilder(INDENT);
        for (String word : text.split(" ", -1)) {
            if (line.length() + word.length() >= WIDTH && line.length() > INDENT.length()) {
                lines.append(line).append(System.lineSeparator());
                line = new StringBuilder(INDENT);
            }
            line.append(line.length() == INDENT.length() ? "" : " ").append(word);
        }
        return lines.append(line).toString();
    }

    private static String contract(Map<String, String> finding) {
        String contract = cell(finding, "contract_number");
        return contract.isEmpty() ? "" : " (contract " + contract + ")";
    }

    private static String cell(Map<String, String> row, String column) {
        return row.getOrDefault(column, "");
    }
}
