package dev.lastro.bench;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** A step in a lender's words. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Words(byte[] type, byte[] status) {

    private static final String CHANGED = "loan.status_changed";
    private static final String APPLICATION = "application.status_change";
    private static final String INSTALLMENT = "installment.status_change";
    private static final String REFUND = "refund.status_change";

    private static final Map<Lender, Map<LoanLife.Step, Words>> ALL = new EnumMap<>(Lender.class);

    static {
        for (var lender : Lender.values()) {
            var words = new EnumMap<LoanLife.Step, Words>(LoanLife.Step.class);
            for (var step : LoanLife.Step.values()) {
                var text = (lender == Lender.BASE39 ? base39(step) : openCo(step)).split(" ", -1);
                words.put(step, new Words(ascii(text[0]), ascii(text[1])));
            }
            ALL.put(lender, words);
        }
    }

    static Words of(Lender lender, LoanLife.Step step) {
        return requireNonNull(requireNonNull(ALL.get(lender)).get(step));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String base39(LoanLife.Step step) {
        return switch (step) {
            case CREATED -> "loan.created draft";
            case OPEN -> CHANGED + " open";
            case PENDING -> CHANGED + " pending";
            case CANCELED -> CHANGED + " canceled";
            case EXPIRED -> CHANGED + " expired";
            case DISBURSING -> CHANGED + " disbursing";
            case DISBURSED -> CHANGED + " disbursed";
            case REPAID -> CHANGED + " repaid";
            case PAID -> "loan.installment.paid paid";
            case ACCOUNT -> "account.created done";
            case NOTIFICATION -> "notification.email.sent done";
            default -> "loan.frozen frozen";
        };
    }

    private static String openCo(LoanLife.Step step) {
        return switch (step) {
            case CREATED -> APPLICATION + " APPLICATION_CREATED";
            case APPROVED -> APPLICATION + " APPLICATION_APPROVED";
            case COMPLETED -> APPLICATION + " APPLICATION_COMPLETED";
            case SIGNED -> APPLICATION + " CONTRACT_SIGNED";
            case ANTI_FRAUD -> APPLICATION + " APPROVED";
            case DECLINED -> APPLICATION + " APPLICATION_DECLINED";
            case CANCELED -> APPLICATION + " CANCELLED";
            case DISBURSING -> APPLICATION + " SUBMITTED_TO_FI";
            case FAILED -> APPLICATION + " FUNDING_FAILED";
            case DISBURSED -> APPLICATION + " FUNDED";
            case WAITING -> INSTALLMENT + " WAITING_PAYMENT";
            case OVERDUE -> INSTALLMENT + " OVERDUE_GRACE";
            case PAID -> INSTALLMENT + " PAID";
            case REFUND_PENDING -> REFUND + " PENDING";
            case REFUNDED -> REFUND + " COMPLETED";
            default -> APPLICATION + " FROZEN";
        };
    }
}
