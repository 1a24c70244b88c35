package dev.lastro.oracle;

import dev.lastro.oracle.StrictJson.NotJson;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tables of spec section 4, "Built-in providers", written down once more. */
final class Reader {
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
            Map.entry("installment.status_change/PENDING", "-"),
            Map.entry("installment.status_change/WAITING_PAYMENT", "-"),
            Map.entry("refund.status_change/COMPLETED", "REFUNDED"));

    /** No amount of money; nothing is said about what a run does with it. */
    private static final int DIGITS_AT_MOST = 100;

    private Reader() {}

    static Read read(Arrived arrived) {
        try {
            Object json = StrictJson.parse(arrived.body());
            return arrived.provider().equals("base39") ? base39(arrived, json) : openCo(arrived, json);
        } catch (NotJson e) {
            return quarantined(arrived, null, null);
        }
    }

    private static Read base39(Arrived arrived, Object json) {
        Object object = at(json, "data", "object") instanceof Map<?, ?> inner ? inner : at(json, "data");
        String type = text(at(json, "type"));
        type = type == null ? text(at(json, "eventType")) : type;
        String status = text(at(object, "status"));
        if (type == null) {
            return quarantined(arrived, null, status);
        }
        if (NOT_A_LOAN.stream().anyMatch(type::startsWith)) {
            return other(arrived, "NOT_LOAN", type, status);
        }
        boolean paid = type.equals("loan.installment.paid") || type.equals("installment.paid");
        String event = paid
                ? "INSTALLMENT_PAID"
                : switch (type) {
                    case "loan.created" -> "CREATED";
                    case "loan.status_changed" -> status == null ? null : BASE39_STATUS.get(status);
                    default -> null;
                };
        if (event == null) {
            return other(arrived, "UNKNOWN", type, status);
        }
        String loan = text(at(object, paid ? "loan" : "id"));
        String time = text(at(json, "createdAt"));
        time = time == null ? text(at(object, "updatedAt")) : time;
        time = time == null ? text(at(object, "createdAt")) : time;
        Instant occurred = time == null ? arrived.receivedAt() : instant(time);
        if (loan == null || occurred == null) {
            return quarantined(arrived, type, status);
        }
        String id = text(at(json, "id"));
        String hash = hash(arrived.body());
        SortedMap<String, String> facts = contract(object);
        if (paid) {
            facts.putAll(facts(object, "number", "amountPaid"));
        }
        return new Read(
                arrived,
                "LOAN",
                type,
                status,
                null,
                event,
                loan,
                occurred,
                time == null,
                id == null ? hash : id,
                hash,
                facts);
    }

    private static SortedMap<String, String> contract(@Nullable Object object) {
        SortedMap<String, String> facts = facts(object, "contractNumber", "externalId");
        Object offer = at(object, "offer");
        facts.putAll(
                facts(offer, "disbursementAmount", "totalAmount", "iofAmount", "numberOfInstallments", "firstDueDate"));
        return facts;
    }

    private static Read openCo(Arrived arrived, Object json) {
        String type = text(at(json, "event"));
        String status = text(at(json, "new_status"));
        if (type == null) {
            return quarantined(arrived, null, status);
        }
        String event = OPENCO.get(type + "/" + status);
        if (event == null) {
            return other(arrived, "UNKNOWN", type, status);
        }
        if (event.equals("-")) {
            return other(arrived, "NOT_LOAN", type, status);
        }
        String loan = text(at(json, "application_uuid"));
        String time = text(at(json, "timestamp"));
        Instant occurred = time == null ? null : instant(time);
        if (loan == null || occurred == null) {
            return quarantined(arrived, type, status);
        }
        String hash = hash(arrived.body());
        String previous = text(at(json, "previous_status"));
        return new Read(
                arrived,
                "LOAN",
                type,
                status,
                previous,
                event,
                loan,
                occurred,
                false,
                hash,
                hash,
                facts(json, "installment_number", "amount"));
    }

    /** {@code type/status} of Open Co, the one that names what came before. */
    static boolean isEvent(String word) {
        return !OPENCO.getOrDefault(word, "-").equals("-");
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
                new TreeMap<>());
    }

    private static SortedMap<String, String> facts(@Nullable Object owner, String... names) {
        var facts = new TreeMap<String, String>();
        for (String name : names) {
            Object value = at(owner, name);
            if (value instanceof StrictJson.Num number) {
                BigDecimal amount =
                        number.text().length() < DIGITS_AT_MOST ? new BigDecimal(number.text()) : BigDecimal.ZERO;
                if (Math.abs((long) amount.scale()) < DIGITS_AT_MOST) {
                    facts.put(name, amount.stripTrailingZeros().toPlainString());
                }
            } else if (value instanceof String string) {
                facts.put(name, string);
            }
        }
        return facts;
    }

    private static @Nullable Object at(@Nullable Object value, String... path) {
        Object found = value;
        for (String name : path) {
            found = found instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return found == StrictJson.Null.NULL ? null : found;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String string ? string : null;
    }

    private static @Nullable Instant instant(String text) {
        // ISO 8601: a digit after the point, which may be a comma; and no loan is older than the banks' computers
        if (!text.matches("(19|[2-9][0-9])[0-9]{2}-[^.,]*([.,][0-9][^.,]*)?")) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text.replace(',', '.')).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            return null;
        }
    }

    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
