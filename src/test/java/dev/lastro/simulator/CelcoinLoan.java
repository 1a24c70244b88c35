package dev.lastro.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The life of one application at Celcoin, which tells its status and nothing else. */
final class CelcoinLoan {
    private final Dice dice;
    private final List<Step> steps = new ArrayList<>();
    private final String application;
    private Instant now;

    private CelcoinLoan(Dice dice, Instant start) {
        this.dice = dice;
        this.now = start.truncatedTo(ChronoUnit.MICROS);
        this.application = dice.uuid();
    }

    static List<Step> of(Dice dice, Instant start) {
        var loan = new CelcoinLoan(dice, start);
        loan.live();
        return loan.steps;
    }

    private void live() {
        if (dice.chance(0.3)) {
            tell("KYC_PROCESSING");
            pass(Duration.ofMinutes(1), Duration.ofHours(3));
        }
        tell("AGREEMENT_RENDERING");
        pass(Duration.ofMinutes(1), Duration.ofHours(20));
        if (dice.chance(0.1)) {
            return;
        }
        if (dice.chance(0.5)) {
            steps.add(new Step("celcoin", now, body("KYC_PROCESSING").put("type", "PERSON_DOCUMENT_STATUS_UPDATED")));
            tell(dice.pick("KYC_PROCESSING", "PENDING_QUALIFICATION"));
            pass(Duration.ofMinutes(1), Duration.ofHours(20));
        }
        tell("PENDING_SIGNATURE");
        pass(Duration.ofMinutes(1), Duration.ofDays(3));
        if (dice.chance(0.12)) {
            tell("CANCELED");
            return;
        }
        if (dice.chance(0.6)) {
            tell(dice.pick("PENDING_GUARANTEE", "PENDING_CESSION_QUALIFICATION"));
            pass(Duration.ofMinutes(1), Duration.ofDays(2));
        }
        payOut();
    }

    private void payOut() {
        tell(dice.pick("PENDING_DISBURSEMENT", "SCHEDULED_DISBURSEMENT", "PENDING_CASHOUT"));
        pass(Duration.ofSeconds(20), Duration.ofHours(20));
        while (dice.chance(0.15)) {
            tell("DISBURSEMENT_ATTEMPT_FAILED");
            if (dice.chance(0.3)) {
                return; // nobody corrects it
            }
            pass(Duration.ofHours(1), Duration.ofDays(6));
            tell("PENDING_DISBURSEMENT");
            pass(Duration.ofSeconds(20), Duration.ofHours(20));
        }
        if (dice.chance(0.06)) {
            return;
        }
        tell("ISSUED");
        if (dice.chance(0.02)) {
            pass(Duration.ofSeconds(20), Duration.ofHours(20));
            tell("ISSUED");
        }
        if (dice.chance(0.04)) {
            pass(Duration.ofDays(1), Duration.ofDays(6));
            tell("CANCELED");
            pass(Duration.ofMinutes(1), Duration.ofHours(9));
            if (dice.chance(0.3)) {
                tell("ISSUED");
            }
        }
    }

    private void tell(String status) {
        steps.add(new Step("celcoin", now, body(status)));
    }

    private Tree body(String status) {
        return Tree.of(
                "payload", Tree.of("application_id", application, "status", status),
                "createdAt", now.toString(),
                "type", "APPLICATION_STATUS_UPDATED");
    }

    private void pass(Duration low, Duration high) {
        now = now.plus(dice.time(low, high));
    }
}
