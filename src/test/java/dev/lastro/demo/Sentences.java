package dev.lastro.demo;

import java.util.List;
import java.util.Map;

/** Rows of findings.csv as a person would say them. */
final class Sentences {
    private static final List<String> SEVERITIES = List.of("critical", "high", "medium", "info");

    private Sentences() {}

    /** Smaller is worse. */
    static int gravity(Map<String, String> finding) {
        return SEVERITIES.indexOf(cell(finding, "severity"));
    }

    static String of(Map<String, String> finding) {
        return "%-8s %s%n         %s"
                .formatted(cell(finding, "severity"), what(finding), cell(finding, "suggested_action"));
    }

    private static String what(Map<String, String> finding) {
        String loan = "Loan " + cell(finding, "loan_id") + contract(finding) + " of " + cell(finding, "provider");
        String evidence = shortened(cell(finding, "evidence"));
        return switch (cell(finding, "code")) {
            case "MISSING_STEP" ->
                loan + ": " + cell(finding, "expected_event") + " happened and nobody told us; event " + evidence
                        + " proves it.";
            case "OVERDUE_STEP" ->
                loan + ": " + cell(finding, "expected_event") + " was due " + cell(finding, "due_at") + ", "
                        + cell(finding, "hours_late") + " hours before the cut-off, and did not come.";
            case "ILLEGAL_TRANSITION" -> loan + ": event " + evidence + " cannot follow what happened before it.";
            case "EVENT_AFTER_TERMINAL" -> loan + ": event " + evidence + " came after the loan had ended.";
            case "CONFLICTING_DUPLICATE" -> loan + ": event " + evidence + " was told in two ways that differ.";
            case "DOUBLE_DISBURSEMENT" -> loan + ": was paid out twice: " + evidence + ".";
            case "PAYMENT_DUPLICATED" -> loan + ": an instalment was paid twice: " + evidence + ".";
            case "INSTALLMENT_GAP" -> loan + ": a later instalment was paid, an earlier one neither paid nor overdue.";
            case "SETTLED_WITH_OPEN_INSTALLMENTS" -> loan + ": is settled, but not all instalments were paid.";
            case "UNKNOWN_TYPE" -> cell(finding, "provider") + " sends something that its definition does not know.";
            default -> loan + ": " + cell(finding, "code") + ".";
        };
    }

    private static String contract(Map<String, String> finding) {
        String contract = cell(finding, "contract_number");
        return contract.isEmpty() ? "" : " (contract " + contract + ")";
    }

    private static String shortened(String evidence) {
        int atMost = 70;
        return evidence.length() <= atMost ? evidence : evidence.substring(0, atMost) + "…";
    }

    private static String cell(Map<String, String> row, String column) {
        return row.getOrDefault(column, "");
    }
}
