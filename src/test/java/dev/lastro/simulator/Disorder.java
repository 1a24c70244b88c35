package dev.lastro.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The way from what lenders tell to what arrives: lost, late, twice, or otherwise. The shares are those of a bad month. */
final class Disorder {
    private static final double LOST = 0.02;
    private static final double LOST_IN_OUTAGE = 0.7;
    /** The lender's clock is ahead: it tells of what is still to happen. */
    private static final double HASTY = 0.003;

    private static final double REPEATED = 0.08;
    private static final double REWORDED = 0.025;
    private static final double CONTRADICTED = 0.012;
    private static final double WITHOUT_ID = 0.01;
    private static final double WITHOUT_TIME = 0.003;
    private static final double ID_OF_ANOTHER = 0.002;

    private final Dice dice;
    private final Instant end;
    private final List<Outage> outages;
    private final List<Sent> sent = new ArrayList<>();
    private final List<Object> idsSeen = new ArrayList<>();

    /** Nothing of {@code provider} gets through from {@code from} to {@code to}. */
    private record Outage(String provider, Instant from, Instant to) {}

    Disorder(Dice dice, Instant start, Instant end) {
        this.dice = dice;
        this.end = end;
        this.outages = List.of(outage("base39", start), outage("openco", start));
    }

    private Outage outage(String provider, Instant start) {
        Duration range = Duration.between(start, end);
        Instant from =
                start.plus(dice.time(range.dividedBy(4), range.multipliedBy(3).dividedBy(4)));
        return new Outage(provider, from, from.plus(dice.time(Duration.ofHours(4), Duration.ofHours(14))));
    }

    /** What happened at or after the end is not sent: nobody knows the future. */
    void send(Step told) {
        if (!told.at().isBefore(end)) {
            return;
        }
        boolean away = outages.stream()
                .anyMatch(outage -> outage.provider().equals(told.provider())
                        && !told.at().isBefore(outage.from())
                        && told.at().isBefore(outage.to()));
        if (dice.chance(away ? LOST_IN_OUTAGE : LOST)) {
            return;
        }
        boolean base39 = told.provider().equals("base39");
        Step step = base39 ? marred(told) : told;
        Instant first = step.at().plus(away ? dice.time(Duration.ofHours(14), Duration.ofDays(3)) : delay());
        deliver(step, step.body(), first);
        while (dice.chance(REPEATED)) {
            deliver(step, step.body(), first.plus(dice.time(Duration.ofSeconds(30), Duration.ofMinutes(20))));
        }
        if (base39 && step.body().has("id") && Variations.tellsOfALoan(step.body())) {
            if (dice.chance(REWORDED)) {
                deliver(step, Variations.sameNews(dice, step), first.plus(delay()));
            }
            if (dice.chance(CONTRADICTED)) {
                deliver(
                        step,
                        Variations.otherNews(dice, step),
                        first.plus(delay()).minusSeconds(5));
            }
        }
    }

    private Step marred(Step step) {
        Tree body = step.body();
        if (dice.chance(WITHOUT_ID)) {
            body = body.copy().remove("id");
        } else if (dice.chance(ID_OF_ANOTHER) && !idsSeen.isEmpty()) {
            body = body.copy().put("id", dice.pick(idsSeen));
        } else if (Variations.tellsOfALoan(body) && body.get("id") instanceof String id) {
            idsSeen.add(id);
        }
        if (dice.chance(WITHOUT_TIME)) {
            // on purpose with an identity of its own, and of no other variation
            body = Variations.timeless(body).remove("id");
        }
        return new Step(step.provider(), step.at(), body);
    }

    private Duration delay() {
        double kind = dice.random().nextDouble();
        if (kind < HASTY) {
            return dice.time(Duration.ofMinutes(-50), Duration.ofMinutes(-10));
        }
        if (kind < 0.9) {
            return dice.time(Duration.ofMillis(150), Duration.ofSeconds(20));
        }
        return kind < 0.97
                ? dice.time(Duration.ofMinutes(1), Duration.ofHours(9))
                : dice.time(Duration.ofDays(1), Duration.ofDays(4));
    }

    private void deliver(Step step, Tree body, Instant at) {
        sent(new Sent(step.provider(), body.toString().getBytes(UTF_8), json(), step.at(), at));
    }

    void junk(Step like, byte[] bytes, String contentType) {
        sent(new Sent(like.provider(), bytes, contentType, like.at(), like.at().plus(delay())));
    }

    private void sent(Sent one) {
        Instant sentAt = one.sentAt().isBefore(end) ? one.sentAt() : end.minusMillis(1);
        sent.add(new Sent(one.provider(), one.body(), one.contentType(), one.occurredAt(), sentAt));
    }

    private String json() {
        return dice.chance(0.9) ? "application/json" : "application/json; charset=UTF-8";
    }

    List<Sent> sent() {
        return List.copyOf(sent);
    }
}
