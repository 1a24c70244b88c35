package dev.lastro.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The life of one Base39 loan, as a list of what Base39 would tell, in order. */
final class Base39Loan {
    private final Dice dice;
    private final List<Step> steps = new ArrayList<>();
    private final Base39Body body;
    private final int installments;
    private final Duration rhythm;
    private Instant now;

    private Base39Loan(Dice dice, Instant start) {
        this.dice = dice;
        this.now = start.truncatedTo(ChronoUnit.MILLIS);
        this.installments = dice.pick(1, 2, 3, 4, 4, 6, 12);
        this.rhythm = installments > 4 ? Duration.ofDays(30) : Duration.ofDays(7);
        this.body = new Base39Body(dice, installments, now, rhythm);
    }

    static List<Step> of(Dice dice, Instant start) {
        var loan = new Base39Loan(dice, start);
        loan.live();
        return loan.steps;
    }

    private void live() {
        aside(dice.pick("account.created", "customer.updated", "employment.created", "company.updated"), 0.25);
        tell(body.loan(now, "loan.created", dice.pick("draft", "open", "pending")));
        aside("notification.email.sent", 0.3);
        for (int times = dice.pick(0, 1, 1, 2); times > 0; times--) {
            pass(Duration.ofMinutes(5), Duration.ofHours(30));
            status(dice.pick("open", "pending", "draft"));
        }
        if (dice.chance(0.06)) {
            return; // nobody ever looks at it again
        }
        pass(Duration.ofMinutes(10), Duration.ofHours(40));
        if (dice.chance(0.12)) {
            status(dice.pick("canceled", "void", "expired", "expired"));
            afterTheEnd();
            return;
        }
        status("disbursing");
        if (dice.chance(0.05)) {
            pass(Duration.ofHours(2), Duration.ofHours(20));
            status("disbursing"); // tried again; Base39 tells of no failure
        }
        if (dice.chance(0.05)) {
            return;
        }
        pass(Duration.ofMinutes(2), Duration.ofHours(20));
        status("disbursed");
        aside("notification.sms.sent", 0.3);
        if (dice.chance(0.015)) {
            pass(Duration.ofSeconds(3), Duration.ofHours(3));
            status("disbursed"); // paid out twice
        }
        if (dice.chance(0.04)) {
            pass(Duration.ofDays(1), Duration.ofDays(7));
            status("canceled"); // withdrawal within seven days
            afterTheEnd();
            return;
        }
        pay();
    }

    private void pay() {
        boolean early = dice.chance(0.2);
        for (int number = 1; number <= installments; number++) {
            now = now.plus(
                    early && number > 1 ? Duration.ofSeconds(number) : rhythm.plusMinutes(dice.between(-900, 900)));
            if (dice.chance(0.02)) {
                continue; // never paid, and nobody says so
            }
            BigDecimal amount = early && number > 1 ? body.discounted() : body.installmentAmount();
            tell(body.payment(now, number, amount));
            if (dice.chance(0.015)) {
                pass(Duration.ofMinutes(1), Duration.ofDays(1));
                tell(body.payment(now, number, amount));
            }
        }
        if (dice.chance(0.04)) {
            return;
        }
        pass(Duration.ofMillis(1), Duration.ofHours(4));
        status("repaid");
        afterTheEnd();
    }

    private void afterTheEnd() {
        if (dice.chance(0.03)) {
            pass(Duration.ofMinutes(1), Duration.ofDays(2));
            tell(body.payment(now, dice.between(1, installments), body.installmentAmount()));
        }
        if (dice.chance(0.02)) {
            pass(Duration.ofMinutes(1), Duration.ofDays(2));
            status(dice.pick("disbursed", "open", "canceled", "repaid"));
        }
    }

    private void status(String status) {
        tell(body.loan(now, "loan.status_changed", status));
    }

    private void aside(String type, double share) {
        if (dice.chance(share)) {
            tell(body.notALoan(now, type));
        }
    }

    private void tell(Tree told) {
        steps.add(new Step("base39", now, told));
    }

    private void pass(Duration low, Duration high) {
        now = now.plus(dice.time(low, high));
    }

    static BigDecimal share(BigDecimal amount, String factor) {
        return amount.multiply(new BigDecimal(factor)).setScale(2, RoundingMode.HALF_UP);
    }
}
