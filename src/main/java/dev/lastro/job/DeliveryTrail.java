package dev.lastro.job;

import dev.lastro.derive.ClassBlock.Classed;
import dev.lastro.derive.ClassReader;
import dev.lastro.derive.DeliveryReader;
import dev.lastro.derive.Folding;
import dev.lastro.derive.LoanKey;
import dev.lastro.derive.Side;
import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.Payment;
import dev.lastro.log.Delivery;
import dev.lastro.log.Entry;
import dev.lastro.log.Erasures;
import dev.lastro.log.Erasures.Hashes;
import dev.lastro.log.LogReader;
import dev.lastro.log.LogRow;
import dev.lastro.provider.Definitions;
import dev.lastro.provider.Mapped;
import dev.lastro.report.Trail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The log read once more, beside the classes that were derived of it. */
final class DeliveryTrail implements Trail {

    /** Deliveries that are hashed and mapped together, on all cores. */
    private static final int BATCH = 2_000;

    private final LogReader log;
    private final Erasures erasures;
    private final ClassReader classes;
    private final Definitions definitions;
    private final Folding folding;
    private final Side side;

    DeliveryTrail(LogReader log, Erasures erasures, ClassReader classes, Definitions definitions, Side side) {
        this.log = log;
        this.erasures = erasures;
        this.classes = classes;
        this.definitions = definitions;
        this.folding = new Folding(definitions);
        this.side = side;
    }

    @Override
    public Map<String, Map<DeliveryClass, Long>> classes(String name, long size) {
        var counts = new TreeMap<String, Map<DeliveryClass, Long>>();
        classes.read(
                side,
                name,
                0,
                size,
                classed -> counts.computeIfAbsent(classed.provider(), provider -> new EnumMap<>(DeliveryClass.class))
                        .merge(classed.deliveryClass(), 1L, Long::sum));
        return counts;
    }

    @Override
    public void read(String name, long from, long to, Consumer<Row> rows) {
        for (var at = from; at < to; at += BATCH) {
            var end = Math.min(at + BATCH, to);
            var deliveries = new ArrayList<Delivery>();
            log.read(name, at, end, deliveries::add);
            var classed = new ArrayList<Classed>();
            classes.read(side, name, at, end, classed::add);
            var kept = deliveries.stream().anyMatch(Delivery::isErased)
                    ? erasures.find(name, at, end)
                    : Collections.<Long, Hashes>emptySortedMap();
            both(deliveries, classed, kept).parallelStream()
                    .map(this::row)
                    .toList()
                    .forEach(rows);
        }
    }

    @Override
    public List<Payment> payments(String provider, String loanId, byte[] stored, Instant cutOff) {
        return folding.payments(new LoanKey(provider, loanId), stored, cutOff);
    }

    /** @param kept of a delivery that is erased */
    private record Both(
            Delivery delivery, Classed classed, @Nullable Hashes kept) {}

    private static List<Both> both(List<Delivery> deliveries, List<Classed> classed, Map<Long, Hashes> kept) {
        var both = new ArrayList<Both>(deliveries.size());
        for (var i = 0; i < deliveries.size(); i++) {
            both.add(new Both(
                    deliveries.get(i),
                    classed.get(i),
                    kept.get(deliveries.get(i).position())));
        }
        return both;
    }

    private Row row(Both both) {
        var delivery = both.delivery();
        if (delivery.isErased()) {
            return row(both, null, null, null, null, null, null);
        }
        var mapped = new DeliveryReader(definitions)
                .map(new LogRow(
                        delivery.log(),
                        delivery.position(),
                        delivery.receivedAt(),
                        delivery.provider(),
                        delivery.salt(),
                        delivery.body()));
        return switch (mapped) {
            case Mapped.Event event ->
                row(
                        both,
                        event.eventId(),
                        event.type(),
                        event.status(),
                        event.event().name(),
                        event.loanId(),
                        event.occurredAt());
            case Mapped.NotLoan other -> row(both, other.eventId(), other.type(), other.status(), null, null, null);
            case Mapped.Unknown unknown ->
                row(
                        both,
                        unknown.eventId(),
                        unknown.type(),
                        unknown.status(),
                        null,
                        unknown.loanId(),
                        unknown.occurredAt());
            case Mapped.Quarantined _ -> row(both, null, null, null, null, null, null);
        };
    }

    private static Row row(
            Both both,
            @Nullable String eventId,
            @Nullable String type,
            @Nullable String status,
            @Nullable String event,
            @Nullable String loanId,
            @Nullable Instant occurredAt) {
        var delivery = both.delivery();
        var place = both.classed().eventPlace();
        var kept = both.kept();
        if (delivery.isErased() && (kept == null || both.classed().deliveryClass() != DeliveryClass.ERASED)) {
            throw new IllegalStateException("delivery %s/%d is erased, and %s: run rebuild"
                    .formatted(
                            delivery.log(),
                            delivery.position(),
                            kept == null
                                    ? "its hashes are not there"
                                    : "classed as " + both.classed().deliveryClass()));
        }
        return new Row(
                delivery.log(),
                delivery.position(),
                delivery.provider(),
                eventId,
                type,
                status,
                event,
                loanId,
                occurredAt,
                delivery.receivedAt(),
                kept == null ? Entry.bodyHash(delivery) : kept.bodySha256(),
                both.classed().deliveryClass(),
                place == null ? null : place.toString(),
                kept == null ? Entry.leafHash(delivery) : Entry.leafHash(delivery, kept));
    }
}
