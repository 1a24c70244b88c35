package dev.lastro.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * No story at all: any event of any loan at any of few hours, with ids used again and fields left out, so that every
 * event meets every state, and ties and contradictions are the rule.
 */
final class Chaos {
    private static final int HOURS = 24 * 12;
    private static final int DELIVERIES_A_LOAN = 9;
    private static final List<String> BASE39_STATUS =
            List.of("draft", "open", "pending", "disbursing", "disbursed", "repaid", "canceled", "void", "expired");
    private static final List<String> APPLICATION = List.of(
            "APPLICATION_CREATED",
            "APPLICATION_APPROVED",
            "APPLICATION_COMPLETED",
            "CONTRACT_SIGNED",
            "APPROVED",
            "SUBMITTED_TO_FI",
            "FUNDED",
            "FUNDING_FAILED",
            "APPLICATION_DECLINED",
            "DECLINED",
            "CANCELLED");
    private static final List<String> INSTALLMENT = List.of(
            "PAID",
            "PAID_EARLY",
            "PAID_OVERDUE",
            "PAID_PARTIAL_OVERDUE",
            "OVERDUE_GRACE",
            "OVERDUE_PENALTY",
            "PENDING",
            "WAITING_PAYMENT");

    private final Dice dice;
    private final Instant end;
    private final int loans;

    private Chaos(Dice dice, int loans, Instant end) {
        this.dice = dice;
        this.loans = loans;
        this.end = end;
    }

    static List<Sent> deliveries(Dice dice, int count, Instant end) {
        var chaos = new Chaos(dice, Math.max(1, count / DELIVERIES_A_LOAN), end);
        var sent = new ArrayList<Sent>();
        for (int i = 0; i < count; i++) {
            Instant at = end.minus(Duration.ofHours(dice.between(0, HOURS))).minusNanos(dice.pick(0, 0, 0, 1_000));
            boolean base39 = dice.chance(0.5);
            Tree body = base39 ? chaos.base39(at) : chaos.openCo(at);
            sent.add(new Sent(
                    base39 ? "base39" : "openco", body.toString().getBytes(UTF_8), "application/json", at, at));
        }
        return sent;
    }

    private Tree base39(Instant at) {
        String type = dice.pick(
                "loan.created",
                "loan.status_changed",
                "loan.status_changed",
                "loan.status_changed",
                "loan.installment.paid",
                "installment.paid");
        boolean paid = type.endsWith("paid");
        String loan = "loan_" + dice.between(1, loans);
        var object = paid ? Tree.of("id", "inst_1", "loan", loan) : Tree.of("id", loan, "loan", "loan_of_nobody");
        object.put("status", paid ? "paid" : dice.pick(BASE39_STATUS));
        maybe(object, "number", dice.between(1, 5));
        maybe(object, "amountPaid", amount());
        maybe(object, "contractNumber", dice.pick("A-1", "A-2", "-3", "ação; \"4\""));
        if (dice.chance(0.5)) {
            var offer = Tree.of();
            maybe(offer, "totalAmount", amount());
            maybe(offer, "disbursementAmount", amount());
            maybe(offer, "numberOfInstallments", dice.between(1, 5));
            object.put("offer", offer);
        }
        boolean newer = dice.chance(0.5);
        var body = Tree.of(newer ? "eventType" : "type", type, "data", newer ? object : Tree.of("object", object));
        if (dice.chance(0.9)) {
            body.put("id", "evnt_" + dice.between(1, loans * DELIVERIES_A_LOAN));
        }
        return when(body, object, at);
    }

    private Tree when(Tree body, Tree object, Instant at) {
        String other = end.minus(Duration.ofHours(dice.between(0, HOURS))).toString();
        switch (dice.between(1, 4)) {
            case 1 -> body.put("createdAt", at.toString());
            case 2 -> object.put("createdAt", at.toString());
            case 3 -> object.put("createdAt", other).put("updatedAt", at.toString());
            default -> {
                object.put("createdAt", other).put("updatedAt", other);
                body.put("createdAt", at.toString());
            }
        }
        return body;
    }

    private Tree openCo(Instant at) {
        boolean application = dice.chance(0.6);
        String event = application
                ? "application.status_change"
                : dice.pick("installment.status_change", "installment.status_change", "refund.status_change");
        String status = switch (event) {
            case "application.status_change" -> dice.pick(APPLICATION);
            case "installment.status_change" -> dice.pick(INSTALLMENT);
            default -> dice.pick("COMPLETED", "COMPLETED", "FAILED");
        };
        var body = Tree.of("event", event, "new_status", status, "application_uuid", "app-" + dice.between(1, loans));
        maybe(body, "previous_status", dice.pick(APPLICATION));
        if (!application) {
            maybe(body, "installment_number", dice.between(1, 5));
            maybe(body, "amount", amount());
        }
        return body.put("timestamp", at.toString());
    }

    private void maybe(Tree tree, String name, Object value) {
        if (dice.chance(0.8)) {
            tree.put(name, value);
        } else if (dice.chance(0.3)) {
            tree.put(name, null);
        }
    }

    private BigDecimal amount() {
        return new BigDecimal(
                dice.pick("100", "100.00", "100.0000", "99.99", "0.10", "0.1", "1e2", "12345678.12345678"));
    }
}
