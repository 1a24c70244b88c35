package dev.lastro.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The life of one Open Co application and its instalments. */
final class OpenCoLoan {
    private static final ZoneId BRAZIL = ZoneId.of("America/Sao_Paulo");

    private final Dice dice;
    private final List<Step> steps = new ArrayList<>();
    private final String application;
    private final String order;
    private final BigDecimal installmentAmount;
    private final int installments;
    private Instant now;
    private @Nullable String status;

    private OpenCoLoan(Dice dice, Instant start) {
        this.dice = dice;
        this.now = start.truncatedTo(ChronoUnit.MICROS);
        this.application = dice.uuid();
        this.order = "order-" + dice.between(1_000_000, 9_999_999);
        this.installments = dice.pick(2, 3, 4, 6);
        this.installmentAmount = dice.amount(50, 900);
    }

    static List<Step> of(Dice dice, Instant start) {
        var loan = new OpenCoLoan(dice, start);
        loan.apply();
        return loan.steps;
    }

    private void apply() {
        to("APPLICATION_CREATED");
        pass(Duration.ofSeconds(20), Duration.ofHours(20));
        if (dice.chance(0.12)) {
            to("APPLICATION_DECLINED");
            return;
        }
        to("APPLICATION_APPROVED");
        pass(Duration.ofMinutes(1), Duration.ofHours(30));
        to("APPLICATION_COMPLETED");
        pass(Duration.ofMinutes(1), Duration.ofHours(60));
        if (dice.chance(0.07)) {
            return; // never signed: nobody cancels either
        }
        if (dice.chance(0.06)) {
            to("CANCELLED");
            return;
        }
        to("CONTRACT_SIGNED");
        pass(Duration.ofSeconds(5), Duration.ofHours(4));
        if (dice.chance(0.05)) {
            to("DECLINED");
            return;
        }
        if (dice.chance(0.8)) {
            to("APPROVED");
            pass(Duration.ofSeconds(5), Duration.ofHours(10));
        }
        fund();
    }

    private void fund() {
        to("SUBMITTED_TO_FI");
        pass(Duration.ofSeconds(30), Duration.ofHours(12));
        while (dice.chance(0.12)) {
            to("FUNDING_FAILED");
            if (dice.chance(0.2)) {
                pass(Duration.ofHours(1), Duration.ofDays(2));
                to("CANCELLED");
                return;
            }
            pass(Duration.ofMinutes(10), Duration.ofDays(3));
            to("SUBMITTED_TO_FI");
            pass(Duration.ofSeconds(30), Duration.ofHours(12));
        }
        if (dice.chance(0.04)) {
            return;
        }
        to("FUNDED");
        if (dice.chance(0.015)) {
            pass(Duration.ofSeconds(1), Duration.ofHours(6));
            to("FUNDED"); // paid out twice: another timestamp, so another event
        }
        if (dice.chance(0.06)) {
            pass(Duration.ofDays(1), Duration.ofDays(7));
            refund();
            return;
        }
        for (int number = 1; number <= installments; number++) {
            installment(number);
        }
    }

    private void refund() {
        tell(event("refund.status_change", "PENDING", null).put("refund_id", dice.uuid()));
        pass(Duration.ofHours(1), Duration.ofDays(2));
        tell(event("refund.status_change", "COMPLETED", "PENDING").put("refund_id", dice.uuid()));
        if (dice.chance(0.3)) {
            pass(Duration.ofHours(1), Duration.ofDays(2));
            to("CANCELLED");
        }
    }

    private void installment(int number) {
        Instant opened = now;
        if (dice.chance(0.3)) {
            installment(number, "PENDING", null);
        }
        now = opened.plus(Duration.ofDays(7)).plusSeconds(dice.between(-40_000, 40_000));
        switch (dice.between(1, 12)) {
            case 1 -> { // nothing is told of it
            }
            case 2, 3 -> late(number);
            case 4 -> {
                now = opened.plus(dice.time(Duration.ofHours(1), Duration.ofDays(2)));
                installment(number, "PAID_EARLY", "PENDING");
            }
            case 5 -> {
                installment(number, "WAITING_PAYMENT", "PENDING");
                pass(Duration.ofMinutes(5), Duration.ofDays(1));
                installment(number, "PAID", "WAITING_PAYMENT");
            }
            default -> installment(number, "PAID", "PENDING");
        }
    }

    private void late(int number) {
        installment(number, "OVERDUE_GRACE", "PENDING");
        pass(Duration.ofDays(1), Duration.ofDays(3));
        if (dice.chance(0.4)) {
            installment(number, "PAID", "OVERDUE_GRACE");
            return;
        }
        installment(number, "OVERDUE_PENALTY", "OVERDUE_GRACE");
        pass(Duration.ofDays(1), Duration.ofDays(4));
        if (dice.chance(0.7)) {
            installment(number, dice.pick("PAID_OVERDUE", "PAID_PARTIAL_OVERDUE"), "OVERDUE_PENALTY");
        }
    }

    private void installment(int number, String newStatus, @Nullable String previous) {
        BigDecimal amount = newStatus.equals("PAID_PARTIAL_OVERDUE")
                ? Base39Loan.share(installmentAmount, "0.5")
                : installmentAmount;
        tell(event("installment.status_change", newStatus, previous)
                .put("installment_number", number)
                .put("amount", amount)
                .put("due_date", LocalDate.ofInstant(now, BRAZIL).toString()));
    }

    private void to(String newStatus) {
        tell(event("application.status_change", newStatus, status));
        status = newStatus;
    }

    private Tree event(String event, String newStatus, @Nullable String previous) {
        var body = Tree.of("event", event, "application_uuid", application, "new_status", newStatus);
        if (previous != null || dice.chance(0.5)) {
            body.put("previous_status", previous);
        }
        return body.put("order_reference", order)
                .put("timestamp", written(now))
                .put("person", Tree.of("person_id", dice.uuid(), "channel", dice.pick("app", "loja", "balcão")))
                .put("signature", dice.hex(264));
    }

    /** UTC or Brazilian offset, from no to nine digits of a second; the ninth is finer than what is kept. */
    private String written(Instant at) {
        return switch (dice.between(1, 4)) {
            case 1 -> at.truncatedTo(ChronoUnit.SECONDS).toString();
            case 2 -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(BRAZIL));
            case 3 -> at.plusNanos(dice.between(1, 999)).toString();
            default ->
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX").format(at.atOffset(ZoneOffset.UTC));
        };
    }

    private void tell(Tree told) {
        steps.add(new Step("openco", now, told));
    }

    private void pass(Duration low, Duration high) {
        now = now.plus(dice.time(low, high));
    }
}
