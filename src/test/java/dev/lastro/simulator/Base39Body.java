package dev.lastro.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Base39's two envelopes and its objects, with the fields that its pages show. */
final class Base39Body {
    private static final BigDecimal DAILY_IOF = new BigDecimal("0.000082");
    private static final BigDecimal FLAT_IOF = new BigDecimal("0.0038");
    private static final int IOF_DAYS_AT_MOST = 365;

    private final Dice dice;
    private final String loanId;
    private final String contractNumber;
    private final String externalId;
    private final Tree offer;
    private final BigDecimal installmentAmount;
    private final List<Object> history = new ArrayList<>();
    private final Instant createdAt;
    private final boolean newer;

    Base39Body(Dice dice, int installments, Instant createdAt, Duration rhythm) {
        this.dice = dice;
        this.loanId = "loan_" + dice.hex(24);
        this.contractNumber = "CCB-" + dice.between(100_000, 999_999) + "/" + dice.between(24, 26);
        this.externalId = "PED-" + dice.hex(8);
        this.newer = dice.chance(0.5);
        this.createdAt = createdAt;
        LocalDate firstDueDate = LocalDate.ofInstant(createdAt.plus(rhythm), ZoneOffset.UTC);
        BigDecimal total = dice.amount(300, 15_000);
        BigDecimal iof = iof(total, installments);
        this.installmentAmount =
                Base39Loan.share(total, "1.18").divide(BigDecimal.valueOf(installments), 2, RoundingMode.HALF_UP);
        this.offer = Tree.of(
                "disbursementAmount",
                total.subtract(iof).subtract(missing(loanId)),
                "installmentAmount",
                installmentAmount,
                "totalAmount",
                total,
                "interestAmount",
                Base39Loan.share(total, "0.18"),
                "iofAmount",
                iof,
                "monthlyFee",
                new BigDecimal("0.0249"),
                "numberOfInstallments",
                installments,
                "firstDueDate",
                firstDueDate.toString(),
                "rebates",
                List.of(),
                "fine",
                Tree.of("fineRate", new BigDecimal("0.02"), "interestBase", "calendar_days"));
    }

    /** Decreto 6.306, art. 7: 0.0082 % a day on the principal for at most a year, and 0.38 % flat. */
    private static BigDecimal iof(BigDecimal principal, int installments) {
        int days = Math.min(IOF_DAYS_AT_MOST, installments * 30);
        return principal
                .multiply(DAILY_IOF.multiply(BigDecimal.valueOf(days)).add(FLAT_IOF))
                .setScale(2, RoundingMode.HALF_UP);
    }

    BigDecimal installmentAmount() {
        return installmentAmount;
    }

    BigDecimal discounted() {
        return Base39Loan.share(installmentAmount, "0.93");
    }

    Tree loan(Instant at, String type, String status) {
        history.add(Tree.of("description", "status " + status, "createdAt", at.toString(), "status", status));
        var object = Tree.of(
                "id",
                loanId,
                "status",
                status,
                "externalId",
                externalId,
                "contractNumber",
                contractNumber,
                "employment",
                "empl_" + dice.hex(24),
                "customer",
                "cust_" + dice.hex(24),
                "company",
                "comp_" + dice.hex(24),
                "cashout",
                List.of(Tree.of("type", "payment_method", "paymentMethod", "pix")),
                "offer",
                offer.copy(),
                "context",
                Tree.of("ip", "198.51.100." + dice.between(1, 254), "fingerprint", dice.hex(32)),
                "isRefinancing",
                false,
                "history",
                List.copyOf(history.subList(Math.max(0, history.size() - 3), history.size())),
                "metadata",
                Tree.of("loja", "São José nº " + dice.between(1, 99), "campanha", null));
        return envelope(at, type, object);
    }

    Tree payment(Instant at, int number, BigDecimal amountPaid) {
        var object = Tree.of(
                "id",
                "inst_" + dice.hex(24),
                "status",
                "paid",
                "loan",
                loanId,
                "payer",
                "comp_" + dice.hex(24),
                "number",
                number,
                "amountPaid",
                amountPaid,
                "dueDate",
                LocalDate.ofInstant(at, ZoneOffset.UTC).toString(),
                "totalAmount",
                installmentAmount,
                "taxAmount",
                new BigDecimal("0.24520000"),
                "amountRemaining",
                installmentAmount.subtract(amountPaid),
                "transactions",
                Tree.of(
                        "data",
                        List.of(Tree.of(
                                "id",
                                "itsc_" + dice.hex(24),
                                "discount",
                                installmentAmount.subtract(amountPaid),
                                "amountPaid",
                                amountPaid))),
                "deleted",
                false);
        return envelope(at, dice.pick("loan.installment.paid", "installment.paid"), object);
    }

    /** Of a few loans less is paid out than the contract says. */
    private static BigDecimal missing(String loanId) {
        return BigDecimal.valueOf(loanId.hashCode() % 23 == 0 ? 1_50 : 0, 2);
    }

    Tree notALoan(Instant at, String type) {
        String prefix = type.substring(0, 4);
        return envelope(
                at, type, Tree.of("id", prefix + "_" + dice.hex(24), "name", "Fulana de Tal", "status", "done"));
    }

    /** @return the loan that a body of {@link #loan} tells of; empty for every other body */
    static Optional<Tree> loanOf(Tree body) {
        Object object = body.get("data") instanceof Tree data && data.get("object") instanceof Tree inner
                ? inner
                : body.get("data");
        return object instanceof Tree loan && loan.get("offer") instanceof Tree ? Optional.of(loan) : Optional.empty();
    }

    /** The object's own times are there as well: the newer envelope's time must win over them, the older has no other. */
    private Tree envelope(Instant at, String type, Tree object) {
        String id = "evnt_" + dice.hex(24);
        if (newer) {
            object.put("createdAt", createdAt.toString())
                    .put("updatedAt", at.minusMillis(dice.between(1, 900)).toString());
            return Tree.of(
                    "id",
                    id,
                    "eventType",
                    type,
                    "data",
                    object,
                    "subscriptions",
                    List.of(Tree.of("status", "processing", "id", "subs_" + dice.hex(24))),
                    "metadata",
                    Tree.of(),
                    "createdAt",
                    at.toString());
        }
        if (type.equals("loan.created") && dice.chance(0.5)) {
            object.put("createdAt", at.toString());
        } else {
            object.put("createdAt", createdAt.toString()).put("updatedAt", at.toString());
        }
        return Tree.of("id", id, "type", type, "data", Tree.of("object", object));
    }
}
