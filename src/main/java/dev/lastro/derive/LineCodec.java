package dev.lastro.derive;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.EventType;
import dev.lastro.loan.Facts;
import dev.lastro.loan.LoanEvent;
import dev.lastro.loan.Place;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines as bytes, without the loan that they are of: about 60 bytes in a story. Lines of one blob share their words, and
 * each time is told from the one before it. The same lines in the same order are the same bytes. Not thread-safe.
 *
 * <p>Event types and classes are written by their place in the enum, so a change there is another
 * {@link Derived#FORMAT}.
 */
final class LineCodec {

    private static final EventType[] EVENTS = EventType.values();
    private static final DeliveryClass[] CLASSES = DeliveryClass.values();

    private static final int TIME_ASSUMED = 1;
    private static final int IDENTIFIED_BY_BODY = 2;
    private static final int HAS_FACTS = 4;
    private static final int HAS_CHARGES = 8;
    private static final int HAS_SCHEDULE = 16;
    private static final int FLAG_BITS = 5;

    private final Words words = new Words();
    private final ScheduleCodec schedule = new ScheduleCodec();
    private long lastReceivedAt;

    /** Begins another blob. */
    void begin() {
        words.clear();
        lastReceivedAt = 0;
    }

    @SuppressWarnings("EnumOrdinal") // fixed by Derived.FORMAT
    void write(Line line, ByteSink out) {
        var event = line.event();
        var facts = event.facts();
        var flags = (event.timeAssumed() ? TIME_ASSUMED : 0)
                | (line.identifiedByBody() ? IDENTIFIED_BY_BODY : 0)
                | flags(facts);
        out.number((long) line.deliveryClass().ordinal() << FLAG_BITS | flags);
        place(event.place(), out);
        var receivedAt = micros(event.receivedAt());
        out.signed(receivedAt - lastReceivedAt);
        lastReceivedAt = receivedAt;
        out.signed(micros(event.occurredAt()) - receivedAt);
        out.one(event.event().ordinal());
        words.write(event.identity(), out);
        words.write(event.type(), out);
        words.writeNullable(event.status(), out);
        words.writeNullable(event.previousStatus(), out);
        if ((flags & HAS_FACTS) != 0) {
            write(facts, out);
        }
        if ((flags & HAS_CHARGES) != 0) {
            amount(facts.fineAmount(), out);
            amount(facts.interestAmount(), out);
            amount(facts.discountAmount(), out);
        }
        if ((flags & HAS_SCHEDULE) != 0) {
            schedule.write(facts.schedule(), out);
        }
        if (line.eventPlace() == null) {
            out.number(event.duplicates());
            out.number(event.conflicts());
        } else {
            place(line.eventPlace(), out);
        }
    }

    Line read(ByteSource in, LoanKey loan) {
        var head = in.count();
        var deliveryClass = CLASSES[head >> FLAG_BITS];
        var place = place(in);
        var receivedAt = lastReceivedAt + in.signed();
        lastReceivedAt = receivedAt;
        var occurredAt = receivedAt + in.signed();
        var type = EVENTS[in.one()];
        var identity = words.read(in);
        var word = words.read(in);
        var status = words.readNullable(in);
        var previousStatus = words.readNullable(in);
        var facts = (head & HAS_FACTS) == 0 ? Facts.NONE : facts(head, in);
        var isEvent = deliveryClass == DeliveryClass.EVENT;
        var eventPlace = isEvent ? null : place(in);
        var event = new LoanEvent(
                loan.provider(),
                loan.loanId(),
                identity,
                type,
                word,
                status,
                previousStatus,
                instant(occurredAt),
                (head & TIME_ASSUMED) != 0,
                facts,
                place,
                instant(receivedAt),
                isEvent ? in.count() : 0,
                isEvent ? in.count() : 0);
        return new Line(event, (head & IDENTIFIED_BY_BODY) != 0, deliveryClass, eventPlace);
    }

    private void place(Place place, ByteSink out) {
        words.write(place.log(), out);
        out.number(place.position());
    }

    private Place place(ByteSource in) {
        return new Place(words.read(in), in.number());
    }

    private void write(Facts facts, ByteSink out) {
        words.writeNullable(facts.contractNumber(), out);
        words.writeNullable(facts.externalId(), out);
        amount(facts.contractedAmount(), out);
        amount(facts.disbursedAmount(), out);
        amount(facts.iofAmount(), out);
        amount(facts.feesAmount(), out);
        count(facts.installments(), out);
        date(facts.firstDueDate(), out);
        count(facts.installmentNumber(), out);
        date(facts.dueDate(), out);
        amount(facts.dueAmount(), out);
        amount(facts.paidAmount(), out);
    }

    /** What few events say stands apart, so that the others have no byte for it. */
    private static int flags(Facts facts) {
        if (facts.equals(Facts.NONE)) {
            return 0;
        }
        var charges = facts.fineAmount() != null || facts.interestAmount() != null || facts.discountAmount() != null;
        return HAS_FACTS | (charges ? HAS_CHARGES : 0) | (facts.schedule().isEmpty() ? 0 : HAS_SCHEDULE);
    }

    private Facts facts(int head, ByteSource in) {
        var charges = (head & HAS_CHARGES) != 0;
        return new Facts(
                words.readNullable(in),
                words.readNullable(in),
                amount(in),
                amount(in),
                amount(in),
                amount(in),
                count(in),
                date(in),
                count(in),
                date(in),
                amount(in),
                amount(in),
                charges ? amount(in) : null,
                charges ? amount(in) : null,
                charges ? amount(in) : null,
                (head & HAS_SCHEDULE) == 0 ? List.of() : schedule.read(in));
    }

    /** 0: none; else the scale, then the digits as they are: 1.50 does not come back as 1.5. */
    static void amount(@Nullable BigDecimal amount, ByteSink out) {
        if (amount == null) {
            out.one(0);
            return;
        }
        if (amount.scale() < 0) {
            throw new IllegalArgumentException("amounts have a scale of 0 or more: " + amount);
        }
        var digits = amount.unscaledValue();
        var isSmall = digits.bitLength() < Long.SIZE;
        out.number((amount.scale() + 1L) << 1 | (isSmall ? 0 : 1));
        if (isSmall) {
            out.signed(digits.longValue());
        } else {
            out.text(digits.toString());
        }
    }

    static @Nullable BigDecimal amount(ByteSource in) {
        var head = in.count();
        if (head == 0) {
            return null;
        }
        var scale = (head >> 1) - 1;
        return (head & 1) == 0
                ? BigDecimal.valueOf(in.signed(), scale)
                : new BigDecimal(new BigInteger(in.text()), scale);
    }

    private static void count(@Nullable Integer count, ByteSink out) {
        out.number(count == null ? 0 : count + 1L);
    }

    private static @Nullable Integer count(ByteSource in) {
        var value = in.number();
        return value == 0 ? null : Math.toIntExact(value - 1);
    }

    private static void date(@Nullable LocalDate date, ByteSink out) {
        out.one(date == null ? 0 : 1);
        if (date != null) {
            out.signed(date.toEpochDay());
        }
    }

    private static @Nullable LocalDate date(ByteSource in) {
        return in.one() == 0 ? null : LocalDate.ofEpochDay(in.signed());
    }

    private static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }
}
