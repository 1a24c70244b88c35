package dev.lastro.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The life of one debt at QI Tech, with all that its pages tell of money; of some it tells a few cents wrong. */
final class QiTechLoan {
    private static final ZoneId BRAZIL = ZoneId.of("America/Sao_Paulo");
    private static final DateTimeFormatter OLD = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final Dice dice;
    private final List<Step> steps = new ArrayList<>();
    private final String key;
    private final String requester;
    private final String contract;
    private final BigDecimal principal;
    private final BigDecimal fees;
    private final int installments;
    private final boolean financed;
    private final boolean collateral;
    private List<Object> schedule = List.of();
    private Instant now;

    private QiTechLoan(Dice dice, Instant start) {
        this.dice = dice;
        this.now = start.truncatedTo(ChronoUnit.SECONDS);
        this.key = dice.uuid();
        this.requester = "pedido-" + dice.hex(6);
        this.contract = dice.between(1_000_000, 9_999_999) + "/SDM";
        this.principal = dice.amount(200, 9_000);
        this.fees = dice.pick(new BigDecimal("1.50"), new BigDecimal("30"), BigDecimal.ZERO);
        this.installments = dice.pick(1, 2, 3, 4, 6);
        this.financed = dice.chance(0.85);
        this.collateral = dice.chance(0.3);
    }

    static List<Step> of(Dice dice, Instant start) {
        var loan = new QiTechLoan(dice, start);
        loan.live();
        return loan.steps;
    }

    private void live() {
        schedule = schedule();
        tell(body("debt", "waiting_signature").put("data", offer()));
        pass(Duration.ofMinutes(3), Duration.ofHours(60));
        if (dice.chance(0.07)) {
            return;
        }
        if (dice.chance(0.08)) {
            cancel(dice.pick("waiting_signature", "manual", "waiting_signature"));
            return;
        }
        tell(body("debt", "signature_finished"));
        if (dice.chance(0.5)) {
            pass(Duration.ofSeconds(1), Duration.ofMinutes(5));
            tell(body("laas.credit_operation.status_change", "signed"));
        }
        if (collateral) {
            pass(Duration.ofHours(1), Duration.ofDays(4));
            tell(body("laas.private_payroll.reservation_status_change", null)
                    .put("data", Tree.of("reservation_status", dice.pick("authorized", "pending_reservation"))));
            pass(Duration.ofHours(1), Duration.ofDays(2));
            tell(body("laas.private_payroll.reservation_status_change", "reserved"));
        }
        pass(Duration.ofMinutes(1), Duration.ofHours(70));
        payOut();
    }

    private void payOut() {
        if (dice.chance(0.7)) {
            tell(body("debt", "issued"));
            pass(Duration.ofMinutes(1), Duration.ofHours(3));
        }
        if (dice.chance(0.05)) {
            cancel("disbursing_error");
            if (dice.chance(0.6)) {
                return;
            }
            pass(Duration.ofHours(1), Duration.ofDays(2));
        }
        if (dice.chance(0.06)) {
            return;
        }
        // told again, and with it the days on which it falls due from now on
        schedule = schedule();
        tell(body("debt", "disbursed")
                .put("data", Tree.of("installments", shuffled(schedule), "ted_receipt_list", receipts())));
        if (dice.chance(0.02)) {
            pass(Duration.ofMinutes(1), Duration.ofHours(5));
            tell(body("debt", "disbursed").put("data", Tree.of("ted_receipt_list", receipts())));
        }
        if (dice.chance(0.7)) {
            pass(Duration.ofSeconds(1), Duration.ofHours(1));
            tell(body("debt", "opened"));
        }
        if (dice.chance(0.3)) {
            pass(Duration.ofMinutes(1), Duration.ofHours(30));
            tell(body("assignment.assignment_item_status_change", null)
                    .put("key", dice.uuid())
                    .put("data", Tree.of("credit_operation_key", key, "value", principal)));
        }
        if (dice.chance(0.04)) {
            pass(Duration.ofDays(1), Duration.ofDays(6));
            tell(Tree.of("reversal", Tree.of("status", "pending_fund"), "credit_operation_key", key));
            cancel(dice.pick("disbursed_amount_refunded", "refund_after_payee_request"));
            return;
        }
        repay();
    }

    private void repay() {
        for (int number = 1; number <= installments; number++) {
            Instant before = now;
            now = now.plus(Duration.ofDays(7)).plusSeconds(dice.between(-50_000, 50_000));
            switch (dice.between(1, 14)) {
                case 1 -> { // nothing is told of it
                }
                case 2, 3, 4 -> late(number);
                case 5, 6 -> {
                    now = before.plus(dice.time(Duration.ofHours(1), Duration.ofDays(2)));
                    paid(
                            number,
                            "paid_early",
                            amount(number).multiply(dice.pick(new BigDecimal("0.93"), BigDecimal.ONE)));
                }
                case 7 -> {
                    instalment(number, "waiting_payment", null, null);
                    pass(Duration.ofMinutes(5), Duration.ofHours(20));
                    paid(number, "paid", amount(number));
                }
                default -> paid(number, "paid", amount(number));
            }
            if (dice.chance(0.02)) {
                pass(Duration.ofMinutes(5), Duration.ofHours(20));
                paid(number, "paid", amount(number));
            }
        }
        if (dice.chance(0.05)) {
            pass(Duration.ofHours(1), Duration.ofHours(9));
            tell(body("renegotiation.proposal", "paid")
                    .put("key", dice.uuid())
                    .put("data", dice.chance(0.7) ? Tree.of("debt_key", key) : Tree.of("paid_method_type", "pix")));
        }
        if (dice.chance(0.9)) {
            pass(Duration.ofSeconds(1), Duration.ofHours(2));
            tell(body("debt", "settled").put("data", Tree.of("settlement_amount", principal)));
        }
    }

    private void late(int number) {
        instalment(number, "overdue", null, null);
        pass(Duration.ofDays(1), Duration.ofDays(3));
        if (dice.chance(0.3)) {
            instalment(number, "paid_partial_overdue", Base39Loan.share(amount(number), "0.4"), null);
            return;
        }
        BigDecimal fine = Base39Loan.share(amount(number), "0.02");
        BigDecimal interest = dice.pick(BigDecimal.ZERO, dice.amount(0, 9));
        paid(number, "paid_overdue", amount(number).add(fine).add(interest), fine);
    }

    private void paid(int number, String status, BigDecimal amount) {
        paid(number, status, amount, dice.chance(0.5) ? null : BigDecimal.ZERO);
    }

    private void paid(int number, String status, BigDecimal amount, @Nullable BigDecimal fine) {
        instalment(number, status, amount.add(wrong(0.04)).setScale(2, RoundingMode.HALF_UP), fine);
    }

    private void instalment(int number, String status, @Nullable BigDecimal paid, @Nullable BigDecimal fine) {
        var instalment =
                Tree.of("installment_number", number, "due_date", item(number).get("due_date"));
        instalment.put("total_amount", amount(number)).put("fine_amount", fine);
        if (paid != null) {
            instalment.put("paid_amount", paid);
        }
        var told = Tree.of("key", key, "webhook_type", "installment.status_change");
        if (dice.chance(0.5)) {
            told.put("event_datetime", OLD.format(now.atOffset(ZoneOffset.UTC)));
        } else {
            instalment.put("updated_at", now.toString());
        }
        tell(told.put("data", Tree.of("status", status, "installment", instalment)));
    }

    private void cancel(String reason) {
        tell(body("debt", dice.pick("canceled ", "canceled"))
                .put("data", Tree.of("cancel_reason", "x", "cancel_reason_enumerator", reason)));
    }

    private Tree offer() {
        var option = Tree.of(
                "issue_amount",
                principal,
                "total_iof",
                iof().add(wrong(0.03)),
                "contract_fee_amount",
                fees,
                "number_of_installments",
                dice.chance(0.6) ? installments : null,
                "installments",
                shuffled(schedule));
        List<Object> options = dice.chance(0.4)
                ? List.of(
                        option,
                        Tree.of("issue_amount", principal.add(new BigDecimal("0.04")), "installments", List.of()))
                : List.of(option);
        return Tree.of(
                "contract",
                Tree.of("number", contract, "signers", List.of(Tree.of("signer_name", "Fulana"))),
                "iof_charge_method",
                financed ? "financed" : "upfront",
                "disbursement_options",
                options,
                "requester_identifier_key",
                requester);
    }

    private List<Object> receipts() {
        BigDecimal net = principal
                .subtract(fees)
                .subtract(financed ? iof() : BigDecimal.ZERO)
                .add(wrong(0.06));
        BigDecimal first = Base39Loan.share(net, "0.3");
        return dice.chance(0.2)
                ? List.of(Tree.of("fee", 0, "amount", first), Tree.of("fee", 0, "amount", net.subtract(first)))
                : List.of(Tree.of("fee", 0, "amount", net, "url", "https://storage"));
    }

    /** A few cents, mostly none: on both sides of what is tolerated. */
    private BigDecimal wrong(double share) {
        return dice.chance(share)
                ? BigDecimal.valueOf(dice.pick(-6, -5, -3, -2, -1, 1, 2, 3, 5, 6), 2)
                : BigDecimal.ZERO.setScale(2, RoundingMode.UNNECESSARY);
    }

    private List<Object> schedule() {
        BigDecimal part = principal.divide(BigDecimal.valueOf(installments), 8, RoundingMode.HALF_UP);
        LocalDate first = LocalDate.ofInstant(now, BRAZIL);
        var items = new ArrayList<Object>();
        for (int number = 1; number <= installments; number++) {
            BigDecimal last = principal.subtract(part.multiply(BigDecimal.valueOf(installments - 1L)));
            BigDecimal repays = number == installments ? last.add(wrong(0.02)) : part;
            items.add(Tree.of(
                    "installment_number", number,
                    "due_date", first.plusDays(7L * number).toString(),
                    "total_amount", Base39Loan.share(part, "1.09"),
                    "pre_fixed_amount", Base39Loan.share(part, "0.09"),
                    "principal_amortization_amount", repays));
        }
        return items;
    }

    private List<Object> shuffled(List<Object> items) {
        var copy = new ArrayList<>(items);
        Collections.shuffle(copy, dice.random());
        return List.copyOf(copy);
    }

    private Tree item(int number) {
        return (Tree) schedule.get(number - 1);
    }

    private BigDecimal amount(int number) {
        return item(number).get("total_amount") instanceof BigDecimal amount ? amount : BigDecimal.ZERO;
    }

    /** By the schedule as it is now. */
    private BigDecimal iof() {
        LocalDate today = LocalDate.ofInstant(now, BRAZIL);
        BigDecimal sum = BigDecimal.ZERO;
        for (Object item : schedule) {
            Tree each = (Tree) item;
            long days = ChronoUnit.DAYS.between(today, LocalDate.parse(String.valueOf(each.get("due_date"))));
            BigDecimal repays = (BigDecimal) each.get("principal_amortization_amount");
            BigDecimal rate = new BigDecimal("0.000082")
                    .multiply(BigDecimal.valueOf(days))
                    .add(new BigDecimal("0.0038"));
            sum = sum.add(rate.multiply(repays == null ? BigDecimal.ZERO : repays));
        }
        return sum.setScale(2, RoundingMode.HALF_UP);
    }

    private Tree body(String type, @Nullable String status) {
        var body = Tree.of("key", key, "webhook_type", type);
        if (status != null) {
            body.put("status", status);
        }
        return body.put("event_datetime", dice.chance(0.5) ? OLD.format(now.atOffset(ZoneOffset.UTC)) : now.toString());
    }

    private void tell(Tree told) {
        steps.add(new Step("qitech", now, told));
    }

    private void pass(Duration low, Duration high) {
        now = now.plus(dice.time(low, high)).truncatedTo(ChronoUnit.SECONDS);
    }
}
