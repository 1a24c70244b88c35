package dev.lastro.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What becomes of one Base39 body on its way: told again in other words, or told otherwise. */
final class Variations {

    private Variations() {}

    /** The same event id and the same news; only what nobody maps is different. */
    static Tree sameNews(Dice dice, Step step) {
        Tree body = step.body().copy();
        return switch (dice.between(1, 5)) {
            case 1 -> body.reversed();
            case 2 -> otherEnvelope(body, step.at());
            case 3 -> body.put("subscriptions", List.of(Tree.of("id", "subs_" + dice.hex(24), "status", "retrying")));
            case 4 -> {
                object(body).put("metadata", Tree.of("tentativa", dice.between(2, 4)));
                yield body;
            }
            default -> otherZeros(body);
        };
    }

    /** The same event id, and something else under it. Both tell of a loan. */
    static Tree otherNews(Dice dice, Step step) {
        Tree body = step.body().copy();
        Tree object = object(body);
        if (dice.chance(0.3)) {
            return at(
                    body,
                    step.at()
                            .plus(dice.time(Duration.ofHours(-2), Duration.ofHours(2))
                                    .plusMillis(7)));
        }
        if (object.has("amountPaid")) {
            return plusOneCent(body, object, "amountPaid");
        }
        if ("loan.status_changed".equals(type(body)) && dice.chance(0.6)) {
            String now = String.valueOf(object.get("status"));
            object.put("status", now.equals("canceled") ? "pending" : "canceled");
            return body;
        }
        return plusOneCent(body, object.tree("offer"), "totalAmount");
    }

    /** No time anywhere: the receiver's own has to serve. */
    static Tree timeless(Tree body) {
        Tree copy = body.copy().remove("createdAt");
        object(copy).remove("createdAt").remove("updatedAt");
        return copy;
    }

    /** One of the loan events that {@link Base39Body} makes, not one that nobody knows. */
    static boolean tellsOfALoan(Tree body) {
        Tree object = object(body);
        return object.has("offer") || object.has("amountPaid");
    }

    static String type(Tree body) {
        return String.valueOf(body.has("type") ? body.get("type") : body.get("eventType"));
    }

    static Tree object(Tree body) {
        Tree data = body.tree("data");
        return data.has("object") ? data.tree("object") : data;
    }

    private static Tree plusOneCent(Tree body, Tree owner, String name) {
        if (owner.get(name) instanceof BigDecimal amount) {
            owner.put(name, amount.add(new BigDecimal("0.01")));
        }
        return body;
    }

    private static Tree at(Tree body, Instant at) {
        if (body.has("createdAt")) {
            return body.put("createdAt", at.toString());
        }
        Tree object = object(body);
        object.put(object.has("updatedAt") ? "updatedAt" : "createdAt", at.toString());
        return body;
    }

    private static Tree otherEnvelope(Tree body, Instant at) {
        if (body.has("eventType")) {
            Tree object = body.tree("data").put("updatedAt", at.toString());
            return Tree.of("id", body.get("id"), "type", body.get("eventType"), "data", Tree.of("object", object));
        }
        return Tree.of(
                "id", body.get("id"),
                "eventType", body.get("type"),
                "data", object(body),
                "createdAt", at.toString());
    }

    private static Tree otherZeros(Tree body) {
        Tree object = object(body);
        Tree owner = object.has("offer") ? object.tree("offer") : object;
        for (String name : List.of("disbursementAmount", "totalAmount", "iofAmount", "amountPaid")) {
            if (owner.get(name) instanceof BigDecimal amount) {
                owner.put(name, amount.setScale(amount.scale() + 2));
            }
        }
        return body;
    }
}
