package dev.lastro.oracle;

import dev.lastro.oracle.StrictJson.NotJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables of spec section 4, "Built-in providers", written down once more. */
final class Reader {
    private static final String NOT_LOAN = "-";
    private static final List<String> NOT_A_LOAN =
            List.of("account.", "customer.", "notification.", "employment.", "company.");
    private static final Map<String, String> BASE39_STATUS = Map.of(
            "draft", "UNDER_REVIEW",
            "open", "UNDER_REVIEW",
            "pending", "UNDER_REVIEW",
            "disbursing", "DISBURSEMENT_REQUESTED",
            "disbursed", "DISBURSED",
            "repaid", "SETTLED",
            "canceled", "CANCELED",
            "void", "CANCELED",
            "expired", "EXPIRED");
    private static final Map<String, String> OPENCO = Map.ofEntries(
            Map.entry("application.status_change/APPLICATION_CREATED", "CREATED"),
            Map.entry("application.status_change/APPLICATION_APPROVED", "APPROVED"),
            Map.entry("application.status_change/APPLICATION_COMPLETED", "SIGNATURE_REQUESTED"),
            Map.entry("application.status_change/CONTRACT_SIGNED", "SIGNED"),
            Map.entry("application.status_change/APPROVED", "UNDER_REVIEW"),
            Map.entry("application.status_change/SUBMITTED_TO_FI", "DISBURSEMENT_REQUESTED"),
            Map.entry("application.status_change/FUNDED", "DISBURSED"),
            Map.entry("application.status_change/FUNDING_FAILED", "DISBURSEMENT_FAILED"),
            Map.entry("application.status_change/APPLICATION_DECLINED", "DECLINED"),
            Map.entry("application.status_change/DECLINED", "DECLINED"),
            Map.entry("application.status_change/CANCELLED", "CANCELED"),
            Map.entry("installment.status_change/PAID", "INSTALLMENT_PAID"),
            Map.entry("installment.status_change/PAID_EARLY", "INSTALLMENT_PAID"),
            Map.entry("installment.status_change/PAID_OVERDUE", "INSTALLMENT_PAID"),
            Map.entry("installment.status_change/PAID_PARTIAL_OVERDUE", "INSTALLMENT_PAID"),
            Map.entry("installment.status_change/OVERDUE_GRACE", "INSTALLMENT_OVERDUE"),
            Map.entry("installment.status_change/OVERDUE_PENALTY", "INSTALLMENT_OVERDUE"),
            Map.entry("installment.status_change/PENDING", NOT_LOAN),
            Map.entry("installment.status_change/WAITING_PAYMENT", NOT_LOAN),
            Map.entry("refund.status_change/COMPLETED", "REFUNDED"));
    private static final Map<String, String> CELCOIN = Map.ofEntries(
            Map.entry("AGREEMENT_RENDERING", "CREATED"),
            Map.entry("KYC_PROCESSING", "UNDER_REVIEW"),
            Map.entry("PENDING_QUALIFICATION", "UNDER_REVIEW"),
            Map.entry("PENDING_SIGNATURE", "SIGNATURE_REQUESTED"),
            Map.entry("PENDING_CESSION_QUALIFICATION", "SIGNED"),
            Map.entry("PENDING_GUARANTEE", "SIGNED"),
            Map.entry("SCHEDULED_DISBURSEMENT", "DISBURSEMENT_REQUESTED"),
            Map.entry("PENDING_DISBURSEMENT", "DISBURSEMENT_REQUESTED"),
            Map.entry("PENDING_CASHOUT", "DISBURSEMENT_REQUESTED"),
            Map.entry("DISBURSEMENT_ATTEMPT_FAILED", "DISBURSEMENT_FAILED"),
            Map.entry("ISSUED", "DISBURSED"),
            Map.entry("CANCELED", "CANCELED"),
            Map.entry("SENDING_CONSIGNEE_CONTRACT", NOT_LOAN),
            Map.entry("PENDING_CONTRACT_SUBMISSION", NOT_LOAN));
    private static final Map<String, String> PISMO = Map.of(
            "PENDING", NOT_LOAN,
            "BOOKED", "CREATED",
            "PROCESSING", "DISBURSEMENT_REQUESTED",
            "ACTIVE", "DISBURSED",
            "SETTLED", "SETTLED",
            "RENEGOTIATED", "RENEGOTIATED",
            "CANCELED", "CANCELED");

    private Reader() {}

    static Read read(Arrived arrived) {
        try {
            var body = new Body(StrictJson.parse(arrived.body()));
            return switch (arrived.provider()) {
                case "base39" -> base39(arrived, body);
                case "openco" -> openCo(arrived, body);
                case "qitech" -> QiTechReader.read(arrived, body);
                case "celcoin" -> celcoin(arrived, body);
                case "pismo" -> pismo(arrived, body);
                default -> throw new IllegalArgumentException(arrived.provider());
            };
        } catch (NotJson e) {
            return quarantined(arrived, null, null);
        }
    }

    /** What is common: a type must be there, then its event, and only an event needs a loan and a time. */
    static Read read(
            Arrived arrived,
            @Nullable String type,
            @Nullable String status,
            @Nullable String previous,
            @Nullable String event,
            @Nullable String loan,
            Body time,
            When when,
            @Nullable String eventId,
            Facts facts) {
        if (type == null) {
            return quarantined(arrived, null, status);
        }
        if (event == null) {
            return other(arrived, "UNKNOWN", type, status);
        }
        if (event.equals(NOT_LOAN)) {
            return other(arrived, "NOT_LOAN", type, status);
        }
        boolean assumed = time.json() == null && when.otherwiseReceived();
        Instant occurred = assumed ? arrived.receivedAt() : time.instant(when.local());
        if (loan == null || occurred == null) {
            return quarantined(arrived, type, status);
        }
        String hash = hash(arrived.body());
        String identity = eventId == null ? hash : eventId;
        return new Read(arrived, "LOAN", type, status, previous, event, loan, occurred, assumed, identity, hash, facts);
    }

    /** @param local whose time it is that names no offset; null: nobody's */
    record When(@Nullable ZoneOffset local, boolean otherwiseReceived) {}

    private static Read base39(Arrived arrived, Body body) {
        Body object = body.at("data/object").isObject() ? body.at("data/object") : body.at("data");
        if (!object.isObject()) {
            object = new Body(null);
        }
        String type = body.text("type", "eventType");
        String status = object.text("status");
        boolean paid = "loan.installment.paid".equals(type) || "installment.paid".equals(type);
        String event = null;
        if (type != null && NOT_A_LOAN.stream().anyMatch(type::startsWith)) {
            event = NOT_LOAN;
        } else if (paid) {
            event = "INSTALLMENT_PAID";
        } else if ("loan.created".equals(type)) {
            event = "CREATED";
        } else if ("loan.status_changed".equals(type)) {
            event = status == null ? null : BASE39_STATUS.get(status);
        }
        var facts = new Facts()
                .put("contract-number", object.text("contractNumber"))
                .put("external-id", object.text("externalId"))
                .put("contracted", object.at("offer/totalAmount").amount())
                .put("disbursed", object.at("offer/disbursementAmount").amount())
                .put("iof", object.at("offer/iofAmount").amount())
                .put("installments", object.at("offer/numberOfInstallments").count())
                .put("first-due-date", object.at("offer/firstDueDate").date());
        if (paid) {
            facts.put("number", object.at("number").count())
                    .put("due-date", object.at("dueDate").date())
                    .put("due", object.at("totalAmount").amount())
                    .put("paid", object.at("amountPaid").amount())
                    .put("fine", object.sum("transactions/data", "fine"))
                    .put("interest", object.sum("transactions/data", "interest"))
                    .put("discount", object.sum("transactions/data", "discount"));
        }
        Body time = body.first("createdAt");
        return read(
                arrived,
                type,
                status,
                null,
                event,
                object.text(paid ? "loan" : "id"),
                time.json() == null ? object.first("updatedAt", "createdAt") : time,
                new When(null, true),
                body.text("id"),
                facts);
    }

    private static Read openCo(Arrived arrived, Body body) {
        String type = body.text("event");
        String status = body.text("new_status");
        String event = OPENCO.get(type + "/" + status);
        var facts = new Facts().put("external-id", body.text("order_reference"));
        if (event != null && event.startsWith("INSTALLMENT_")) {
            facts.put("number", body.at("installment_number").count())
                    .put(
                            event.equals("INSTALLMENT_PAID") ? "paid" : "due",
                            body.at("amount").amount());
        }
        return read(
                arrived,
                type,
                status,
                body.text("previous_status"),
                event,
                body.text("application_uuid"),
                body.first("timestamp"),
                new When(null, false),
                null,
                facts);
    }

    private static Read celcoin(Arrived arrived, Body body) {
        String type = body.text("type");
        String status = body.stripped("payload/status");
        String event = null;
        if ("PERSON_DOCUMENT_STATUS_UPDATED".equals(type) || "BUSINESS_DOCUMENT_STATUS_UPDATED".equals(type)) {
            event = NOT_LOAN;
        } else if ("APPLICATION_STATUS_UPDATED".equals(type) && status != null) {
            event = CELCOIN.get(status);
        }
        return read(
                arrived,
                type,
                status,
                null,
                event,
                body.text("payload/application_id"),
                body.first("createdAt"),
                new When(null, false),
                null,
                new Facts());
    }

    private static Read pismo(Arrived arrived, Body body) {
        Body object = body.at("data").isObject() ? body.at("data") : body.at("event_data");
        var both = new Body(
                object.isObject()
                        ? Map.of("in", Map.of("x", object.json()), "out", body.json())
                        : Map.of("out", body.json()));
        String type = body.text("event_type");
        String status = both.stripped("in/x/current_loan_status", "out/current_loan_status");
        String previous = both.text("in/x/previous_loan_status", "out/previous_loan_status");
        String event = null;
        if (type != null && type.matches("(?s)(lending/)?loan_disbursement_status_change.*")) {
            event = NOT_LOAN;
        } else if (type != null && status != null && type.matches("(?s)(lending/)?loan_status_change.*")) {
            boolean again = status.equals("ACTIVE")
                    && previous != null
                    && List.of("SETTLED", "RENEGOTIATED", "ACTIVE").contains(previous);
            event = again ? "ACTIVATED" : PISMO.get(status);
        }
        var facts = new Facts()
                .put("external-id", both.text("in/x/external_id", "out/external_id"))
                .put("contracted", amount(both, "in/x/loan_amount", "out/loan_amount"));
        return read(
                arrived,
                type,
                status,
                both.stripped("in/x/previous_loan_status", "out/previous_loan_status"),
                event,
                both.text("in/x/loan_id", "out/loan_id"),
                both.first(
                        "out/timestamp", "out/event_date", "out/event_datetime", "in/x/updated_at", "out/updated_at"),
                new When(ZoneOffset.UTC, true),
                body.text("event_id"),
                facts);
    }

    private static java.math.@Nullable BigDecimal amount(Body body, String... paths) {
        String text = body.text(paths);
        return new Body(text).amount();
    }

    /** Whether what a provider calls so is an event of a loan whatever else the body says. */
    static boolean isEvent(String provider, String type, String status) {
        return switch (provider) {
            case "openco" -> !OPENCO.getOrDefault(type + "/" + status, NOT_LOAN).equals(NOT_LOAN);
            case "pismo" ->
                type.matches("(?s)(lending/)?loan_status_change.*")
                        && !PISMO.getOrDefault(status, NOT_LOAN).equals(NOT_LOAN);
            default -> false; // says nothing of what was before
        };
    }

    private static Read quarantined(Arrived arrived, @Nullable String type, @Nullable String status) {
        return other(arrived, "QUARANTINED", type, status);
    }

    private static Read other(Arrived arrived, String kind, @Nullable String type, @Nullable String status) {
        return new Read(
                arrived,
                kind,
                type,
                status,
                null,
                null,
                null,
                arrived.receivedAt(),
                true,
                "",
                hash(arrived.body()),
                new Facts());
    }

    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
