package dev.lastro.bench;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Traffic of both lenders over some business days, in the order in which it arrives. The same arguments give the same
 * bytes; what is kept are the deliveries under way: those of the loans that live.
 */
final class History {

    static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

    private static final int SAMPLE = 20_000;

    private final long seed;
    private final long startMillis;
    private final long endMillis;
    private final long loans;
    private final PriorityQueue<Pending> underWay = new PriorityQueue<>();
    private final Bodies bodies;
    private long loan;
    private long position;

    /** One delivery; the buffers are only good until the next. */
    interface Sink {
        void take(long position, long receivedMicros, Lender lender, Bytes body);
    }

    /**
     * @param deliveries about how many, within a percent or two
     * @param days business days, of which the last is {@code lastDay}
     */
    History(long seed, long deliveries, LocalDate lastDay, int days) {
        this.seed = seed;
        this.startMillis = millis(lastDay.minusDays(days - 1L));
        this.endMillis = millis(lastDay.plusDays(1));
        this.bodies = new Bodies(seed);
        this.loans = Math.max(1, Math.round(deliveries / deliveriesOfALoan()));
    }

    private static long millis(LocalDate date) {
        return date.atStartOfDay(ZONE).toInstant().toEpochMilli();
    }

    /** Loans that began near the end have not told all: counted, not guessed. */
    private double deliveriesOfALoan() {
        var told = new long[1];
        for (var i = 0; i < SAMPLE; i++) {
            LoanLife.live(lender(i), dice(i), startOf(i, SAMPLE), (step, number, occurred, arrival, again) -> {
                told[0] += arrival < endMillis * 1000 ? 1 : 0;
            });
        }
        return (double) told[0] / SAMPLE;
    }

    /** Deliveries so far: the next position. */
    long position() {
        return position;
    }

    /** Everything that arrives before {@code end} and was not yet taken. */
    void until(Instant end, Sink sink) {
        var endMicros = Math.min(end.toEpochMilli(), endMillis) * 1000;
        while (loan < loans && startOf(loan, loans) * 1000 < endMicros) {
            deliver(startOf(loan, loans) * 1000, sink);
            begin(loan++);
        }
        deliver(endMicros, sink);
    }

    /** When its last day is over. */
    Instant end() {
        return Instant.ofEpochMilli(endMillis);
    }

    void all(Sink sink) {
        until(end(), sink);
    }

    private void begin(long number) {
        LoanLife.live(lender(number), dice(number), startOf(number, loans), (step, of, occurred, arrival, again) -> {
            if (arrival < endMillis * 1000) {
                underWay.add(new Pending(arrival, number, step, of, occurred, again));
            }
        });
    }

    private void deliver(long endMicros, Sink sink) {
        while (!underWay.isEmpty() && underWay.peek().arrivalMicros() < endMicros) {
            var pending = underWay.remove();
            var lender = lender(pending.loan());
            sink.take(position, pending.arrivalMicros(), lender, bodies.write(lender, pending));
            position++;
        }
    }

    private long startOf(long number, long of) {
        return startMillis + (long) ((double) (endMillis - startMillis) / of * number);
    }

    private static Lender lender(long number) {
        return (number & 1) == 0 ? Lender.BASE39 : Lender.OPENCO;
    }

    private SplittableRandom dice(long number) {
        return new SplittableRandom(seed * 31 + number * 0x9E37_79B9_7F4A_7C15L);
    }
}
