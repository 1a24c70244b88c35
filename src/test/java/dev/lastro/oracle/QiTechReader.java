package dev.lastro.oracle;

import dev.lastro.oracle.Reader.When;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** QI Tech's vocabulary of domain.md, as far as a loan's life is told in it. */
final class QiTechReader {
    private static final String NOT_LOAN = "-";
    private static final Set<String> DEBT = Set.of("debt", "laas.credit_operation.status_change");

    private QiTechReader() {}

    static Read read(Arrived arrived, Body body) {
        String type = body.text("webhook_type");
        if (body.at("webhook_type").json() == null && body.at("reversal").json() != null) {
            type = "reversal";
        }
        String status = body.stripped("status", "data/status", "data/reservation_status", "reversal/status");
        String event = type == null ? null : event(type, status == null ? "" : status, body);
        return Reader.read(
                arrived,
                type,
                status,
                null,
                event,
                type == null ? null : loan(type, body),
                body.first(
                        "event_datetime",
                        "webhook_datetime",
                        "data/installment/updated_at",
                        "data/installment/paid_at"),
                new When(ZoneOffset.UTC, true),
                null,
                facts(type, event, body));
    }

    private static @Nullable String event(String type, String status, Body body) {
        if (DEBT.contains(type)) {
            return debt(status, body);
        }
        if (type.startsWith("renegotiation.")) {
            boolean ofADebt = body.text("data/credit_operation_key", "data/debt_key") != null;
            return switch (status) {
                case "paid" -> ofADebt ? "RENEGOTIATED" : NOT_LOAN;
                case "rejected" -> NOT_LOAN;
                default -> null;
            };
        }
        return switch (type) {
            case "installment.status_change" ->
                switch (status) {
                    case "paid", "paid_early", "paid_overdue" -> "INSTALLMENT_PAID";
                    case "overdue", "paid_partial_overdue" -> "INSTALLMENT_OVERDUE";
                    case "created", "opened", "waiting_payment", "paid_partial" -> NOT_LOAN;
                    default -> null;
                };
            case "laas.private_payroll.reservation_status_change" ->
                switch (status) {
                    case "reserved" -> "COLLATERAL_REGISTERED";
                    case "pending_requester_authorization",
                            "pending_reservation",
                            "authorized",
                            "transferred",
                            "terminated",
                            "canceled" -> NOT_LOAN;
                    default -> null;
                };
            case "credit_operation.collateral" ->
                switch (status) {
                    case "success" -> "COLLATERAL_REGISTERED";
                    case "pending_consent", "failure" -> NOT_LOAN;
                    default -> null;
                };
            case "assignment.assignment_item_status_change" -> "ASSIGNED";
            case "assignment.status_change",
                    "debt_actions",
                    "document.signer.status_change",
                    "laas.private_payroll.reservation_failure" -> NOT_LOAN;
            case "reversal" -> status.equals("pending_fund") ? NOT_LOAN : null;
            default -> null;
        };
    }

    private static @Nullable String debt(String status, Body body) {
        String reason = String.valueOf(body.text("data/cancel_reason_enumerator"));
        return switch (status) {
            case "waiting_signature" -> "SIGNATURE_REQUESTED";
            case "signature_finished", "signed" -> "SIGNED";
            case "issued" -> "DISBURSEMENT_REQUESTED";
            case "disbursed" -> "DISBURSED";
            case "opened" -> "ACTIVATED";
            case "settled" -> "SETTLED";
            case "canceled_permanently" -> "CANCELED";
            case "canceled" ->
                switch (reason) {
                    case "disbursed_amount_refunded", "refund_after_payee_request" -> "REFUNDED";
                    case "disbursing_error" -> "DISBURSEMENT_FAILED";
                    case "waiting_signature" -> "EXPIRED";
                    default -> "CANCELED";
                };
            default -> null;
        };
    }

    private static @Nullable String loan(String type, Body body) {
        if (type.startsWith("assignment.")) {
            return body.text("data/credit_operation_key");
        }
        if (type.startsWith("renegotiation.")) {
            return body.text("data/credit_operation_key", "data/debt_key");
        }
        return body.text(type.equals("reversal") ? "credit_operation_key" : "key");
    }

    private static Facts facts(@Nullable String type, @Nullable String event, Body body) {
        Body option = body.at("data/disbursement_options/0");
        Body listed = body.first("data/disbursement_options/0/installments", "data/installments");
        var facts = new Facts()
                .put("contract-number", body.text("data/contract/number", "contract_number"))
                .put("external-id", body.text("requester_identifier_key", "data/requester_identifier_key"))
                .put("contracted", option.at("issue_amount").amount())
                .put("installments", option.at("number_of_installments").count())
                .schedule(listed.schedule(
                        "installment_number", "due_date", "total_amount", "principal_amortization_amount"));
        if (type == null || event == null) {
            return facts;
        }
        switch (event) {
            case "SIGNATURE_REQUESTED" -> {
                if ("financed".equals(body.text("data/iof_charge_method"))) {
                    facts.put("fees", option.at("contract_fee_amount").amount());
                    boolean several = body.text("data/disbursement_options/1/issue_amount") != null;
                    facts.put("iof", several ? null : option.at("total_iof").amount());
                }
            }
            case "DISBURSED" -> facts.put("disbursed", body.sum("data/ted_receipt_list", "amount"));
            case "INSTALLMENT_PAID", "INSTALLMENT_OVERDUE" -> {
                Body instalment = body.at("data/installment");
                String number = instalment.text("installment_number", "number");
                facts.put("number", new Body(number).count())
                        .put("due-date", instalment.at("due_date").date())
                        .put("due", instalment.at("total_amount").amount());
                if (event.equals("INSTALLMENT_PAID")) {
                    facts.put("paid", instalment.at("paid_amount").amount())
                            .put("fine", instalment.at("fine_amount").amount());
                }
            }
            default -> {
                // says nothing more
            }
        }
        return facts;
    }
}
