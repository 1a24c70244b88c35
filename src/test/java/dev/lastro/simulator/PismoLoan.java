package dev.lastro.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The life of one loan at Pismo, from its booking on; each status says which was before it. */
final class PismoLoan {
    private final Dice dice;
    private final List<Step> steps = new ArrayList<>();
    private final String loan;
    private final String externalId;
    private final BigDecimal amount;
    private final boolean enveloped;
    private Instant now;
    private String status = "PENDING";

    private PismoLoan(Dice dice, Instant start) {
        this.dice = dice;
        this.now = start.truncatedTo(ChronoUnit.MILLIS);
        this.loan = dice.uuid();
        this.externalId = dice.uuid();
        this.amount = dice.amount(100, 9_000);
        this.enveloped = dice.chance(0.7);
    }

    static List<Step> of(Dice dice, Instant start) {
        var loan = new PismoLoan(dice, start);
        loan.live();
        return loan.steps;
    }

    private void live() {
        to("BOOKED");
        pass(Duration.ofMinutes(1), Duration.ofDays(4));
        if (dice.chance(0.1)) {
            return;
        }
        if (dice.chance(0.06)) {
            to("CANCELED");
            return;
        }
        if (dice.chance(0.6)) {
            to("PROCESSING");
            pass(Duration.ofMinutes(1), Duration.ofHours(30));
            if (dice.chance(0.12)) {
                return; // the bank never settles it
            }
        }
        to("ACTIVE");
        pass(Duration.ofDays(2), Duration.ofDays(20));
        if (dice.chance(0.2)) {
            to("RENEGOTIATED");
            pass(Duration.ofSeconds(1), Duration.ofDays(2));
            to("ACTIVE");
            pass(Duration.ofDays(2), Duration.ofDays(9));
        }
        if (dice.chance(0.6)) {
            to("SETTLED");
            pass(Duration.ofSeconds(1), Duration.ofDays(2));
            if (dice.chance(0.05)) {
                to("ACTIVE");
            }
        }
    }

    private void to(String next) {
        var event = Tree.of("loan_id", loan, "external_id", externalId, "loan_amount", amount);
        event.put("previous_loan_status", status).put("current_loan_status", next);
        var common = Tree.of(
                "event_id", dice.uuid(),
                "event_type", dice.pick("loan_status_change", "lending/loan_status_change-1"),
                "timestamp", now.toString());
        if (enveloped) {
            steps.add(new Step("pismo", now, common.put("data", event)));
        } else {
            steps.add(new Step(
                    "pismo",
                    now,
                    event.put("event_id", common.get("event_id"))
                            .put("event_type", common.get("event_type"))
                            .put("event_date", common.get("timestamp"))));
        }
        status = next;
    }

    private void pass(Duration low, Duration high) {
        now = now.plus(dice.time(low, high)).truncatedTo(ChronoUnit.MILLIS);
    }
}
