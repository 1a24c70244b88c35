package dev.lastro.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * No story at all, of the further lenders and of Base39's money: few loans, few hours, few amounts that differ by as much as is
 * tolerated or a cent more, so that each rule is met on both of its sides.
 */
final class MoneyChaos {
    private static final int HOURS = 24 * 12;
    private static final int DELIVERIES_A_LOAN = 8;

    private final Dice dice;
    private final Instant end;
    private final int loans;

    private MoneyChaos(Dice dice, int loans, Instant end) {
        this.dice = dice;
        this.loans = loans;
        this.end = end;
    }

    static List<Sent> deliveries(Dice dice, int count, Instant end) {
        var chaos = new MoneyChaos(dice, Math.max(1, count / DELIVERIES_A_LOAN / 4), end);
        var sent = new ArrayList<Sent>();
        for (int i = 0; i < count; i++) {
            Instant at = end.minus(Duration.ofHours(dice.between(0, HOURS)));
            String provider = dice.pick("base39", "qitech", "qitech", "celcoin", "pismo");
            Tree body = switch (provider) {
                case "base39" -> chaos.base39(at);
                case "qitech" -> chaos.qiTech(at);
                case "celcoin" -> chaos.celcoin(at);
                default -> chaos.pismo(at);
            };
            sent.add(new Sent(provider, body.toString().getBytes(UTF_8), "application/json", at, at));
        }
        return sent;
    }

    private Tree base39(Instant at) {
        boolean paid = dice.chance(0.4);
        var object = Tree.of();
        if (paid) {
            object.put("loan", loan());
            maybe(object, "number", dice.between(1, 5));
            maybe(object, "totalAmount", near100());
            maybe(object, "amountPaid", near100());
            maybe(object, "dueDate", date().toString());
            var transactions = new ArrayList<Object>();
            for (int i = dice.between(0, 2); i > 0; i--) {
                var transaction = Tree.of();
                maybe(transaction, "fine", small());
                maybe(transaction, "interest", small());
                maybe(transaction, "discount", small());
                transactions.add(transaction);
            }
            maybe(object, "transactions", Tree.of("data", transactions));
        } else {
            object.put("id", loan()).put("status", dice.pick("open", "disbursing", "disbursed", "disbursed", "repaid"));
            var offer = Tree.of();
            maybe(offer, "totalAmount", near100());
            maybe(offer, "disbursementAmount", near100());
            maybe(offer, "iofAmount", small());
            maybe(offer, "numberOfInstallments", dice.between(1, 5));
            maybe(offer, "firstDueDate", date().toString());
            maybe(object, "offer", offer);
        }
        String type =
                paid ? "installment.paid" : dice.pick("loan.created", "loan.status_changed", "loan.status_changed");
        return Tree.of(
                "id", "m" + dice.between(1, loans * 20), "type", type, "data", object, "createdAt", at.toString());
    }

    private Tree qiTech(Instant at) {
        return switch (dice.between(1, 10)) {
            case 1, 2 -> qiTech(at, "debt", "waiting_signature").put("data", offer());
            case 3, 4 ->
                qiTech(at, "debt", "disbursed")
                        .put("data", Tree.of("ted_receipt_list", receipts(), "installments", schedule()));
            case 5 -> qiTech(at, "debt", dice.pick("signed", "issued", "opened", "settled", "canceled_permanently"));
            case 6 ->
                qiTech(at, "debt", " canceled")
                        .put(
                                "data",
                                Tree.of(
                                        "cancel_reason_enumerator",
                                        dice.pick(
                                                "disbursing_error",
                                                "waiting_signature",
                                                "manual",
                                                "disbursed_amount_refunded")));
            case 7 ->
                dice.pick(
                        qiTech(at, "credit_operation.collateral", dice.pick("success", "failure")),
                        qiTech(at, "assignment.assignment_item_status_change", "")
                                .put("data", Tree.of("credit_operation_key", loan())),
                        qiTech(at, "renegotiation.proposal", dice.pick("paid", "rejected"))
                                .put("data", Tree.of("debt_key", loan())));
            default -> instalment(at);
        };
    }

    private Tree instalment(Instant at) {
        var instalment = Tree.of();
        maybe(instalment, dice.pick("number", "installment_number"), dice.between(1, 5));
        maybe(instalment, "due_date", date().toString());
        maybe(instalment, "total_amount", near100());
        maybe(instalment, "paid_amount", near100());
        maybe(instalment, "fine_amount", small());
        String status =
                dice.pick("paid", "paid", "paid_early", "paid_overdue", "overdue", "paid_partial_overdue", "opened");
        return qiTech(at, "installment.status_change", "")
                .put("data", Tree.of("status", status, "installment", instalment));
    }

    private Tree offer() {
        var option = Tree.of();
        maybe(option, "issue_amount", near100());
        maybe(option, "total_iof", dice.pick("0.41", "0.42", "0.43", "0.44", "0.45", "0.46", "0.47", "2"));
        maybe(option, "contract_fee_amount", small());
        maybe(option, "number_of_installments", dice.between(1, 5));
        maybe(option, "installments", schedule());
        var options = new ArrayList<Object>(List.of(option));
        if (dice.chance(0.2)) {
            options.add(Tree.of("issue_amount", near100()));
        }
        return Tree.of("iof_charge_method", dice.chance(0.9) ? "financed" : "other", "disbursement_options", options);
    }

    private List<Object> receipts() {
        var receipts = new ArrayList<Object>();
        for (int i = dice.pick(0, 1, 1, 1, 1, 2); i > 0; i--) {
            var receipt = Tree.of();
            maybe(receipt, "amount", i == 2 ? small() : near100());
            receipts.add(receipt);
        }
        return receipts;
    }

    private List<Object> schedule() {
        var items = new ArrayList<Object>();
        int size = dice.pick(0, 1, 1, 1, 2, 3);
        for (int number = 1; number <= size; number++) {
            var item = Tree.of();
            if (dice.chance(0.98)) {
                item.put("installment_number", dice.chance(0.03) ? 1 : number);
            }
            if (dice.chance(0.95)) {
                item.put("due_date", date().toString());
            }
            maybe(item, "total_amount", near100());
            if (dice.chance(0.95)) {
                item.put("principal_amortization_amount", number == 1 ? near100() : small());
            }
            items.add(item);
        }
        return items;
    }

    private Tree celcoin(Instant at) {
        String status = dice.pick(
                "AGREEMENT_RENDERING",
                "KYC_PROCESSING",
                "PENDING_QUALIFICATION",
                "PENDING_SIGNATURE",
                "PENDING_GUARANTEE",
                "PENDING_CASHOUT ",
                "DISBURSEMENT_ATTEMPT_FAILED",
                "ISSUED",
                "CANCELED",
                "SIGNATURE_ERROR");
        return Tree.of(
                "payload", Tree.of("application_id", loan(), "status", status),
                "createdAt", at.toString(),
                "type", "APPLICATION_STATUS_UPDATED");
    }

    private Tree pismo(Instant at) {
        var event = Tree.of("loan_id", loan());
        event.put("current_loan_status", pismoStatus());
        maybe(event, "previous_loan_status", pismoStatus());
        maybe(event, "loan_amount", near100());
        String type = dice.pick("loan_status_change", "lending/loan_status_change-1", "loan_status_change-1");
        var body = Tree.of("event_type", type, "data", event, "timestamp", at.toString());
        if (dice.chance(0.9)) {
            body.put("event_id", "p" + dice.between(1, loans * 20));
        }
        return body;
    }

    private String pismoStatus() {
        return dice.pick("PENDING", "BOOKED", "PROCESSING", "ACTIVE", "ACTIVE", "SETTLED", "RENEGOTIATED", "CANCELED");
    }

    private Tree qiTech(Instant at, String type, String status) {
        var body = Tree.of("key", loan(), "webhook_type", type, "event_datetime", at.toString());
        return status.isEmpty() ? body : body.put("status", status);
    }

    private String loan() {
        return "loan-" + dice.between(1, loans);
    }

    private LocalDate date() {
        return LocalDate.ofInstant(end, ZoneOffset.UTC).plusDays(dice.between(-15, 15));
    }

    private void maybe(Tree tree, String name, Object value) {
        if (dice.chance(0.85)) {
            tree.put(name, value);
        } else if (dice.chance(0.3)) {
            tree.put(name, null);
        }
    }

    private BigDecimal near100() {
        return new BigDecimal(dice.pick(
                "100",
                "100.00",
                "100.01",
                "100.02",
                "99.99",
                "99.98",
                "99.5",
                "99.52",
                "99.55",
                "98",
                "97.98",
                "102",
                "1e2",
                "100.00000001"));
    }

    private BigDecimal small() {
        return new BigDecimal(dice.pick("0", "0.0", "0.01", "0.02", "0.45", "0.5", "2", "2.00", "0.06"));
    }
}
