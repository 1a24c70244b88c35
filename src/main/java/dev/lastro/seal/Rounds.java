package dev.lastro.seal;

import dev.lastro.seal.VerificationTable.Kind;
import dev.lastro.seal.VerificationTable.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a log night by night: what was sealed since, and a part of the old, so that every row is read again within a
 * month; or all of it at once. Writes down how far it is: a round that was killed goes on where it was.
 */
public final class Rounds {

    /** So many nights read the whole log once. */
    private static final int NIGHTS = 28;

    /** A night's part is never smaller: it takes a second or two. */
    private static final long PART_MIN = 500_000;

    /** What was read longer ago than this does not count as covered. */
    private static final Duration COVERED = Duration.ofDays(35);

    private static final Duration NOTE_EVERY = Duration.ofSeconds(2);

    private final LogVerification verification;
    private final CheckpointTable checkpoints;
    private final VerificationTable table;
    private final KeyRing keys;
    private final InstantSource clock;

    Rounds(
            LogVerification verification,
            CheckpointTable checkpoints,
            VerificationTable table,
            KeyRing keys,
            InstantSource clock) {
        this.verification = verification;
        this.checkpoints = checkpoints;
        this.table = table;
        this.keys = keys;
        this.clock = clock;
    }

    /** Reads all that is sealed; a reading that was killed goes on. */
    public LogVerdict full(String log, VerificationWatch watch) throws InterruptedException {
        var unfinished = table.last(log, Kind.FULL).filter(last -> last.endedAt() == null);
        return read(
                log, Kind.FULL, unfinished.map(Reading::done).orElse(0L), sealed(log), unfinished.orElse(null), watch);
    }

    /** Reads what was sealed since the last time, and a part of the old. */
    public List<LogVerdict> nightly(String log, VerificationWatch watch) throws InterruptedException {
        var sealed = sealed(log);
        var known = Math.min(sealed, Math.max(done(log, Kind.NEWS), done(log, Kind.FULL)));
        var verdicts = new ArrayList<LogVerdict>();
        verdicts.add(read(log, Kind.NEWS, known, sealed, null, watch));
        if (known > 0) {
            var last = done(log, Kind.PART);
            var from = last >= known ? 0 : last;
            var to = Math.min(known, from + Math.max(PART_MIN, known / NIGHTS + 1));
            verdicts.add(read(log, Kind.PART, from, to, null, watch));
        }
        return verdicts;
    }

    private long sealed(String log) {
        return checkpoints.last(log).map(Seal::size).orElse(0L);
    }

    private long done(String log, Kind kind) {
        return table.last(log, kind).map(Reading::done).orElse(0L);
    }

    private LogVerdict read(
            String log, Kind kind, long from, long to, @Nullable Reading unfinished, VerificationWatch watch)
            throws InterruptedException {
        var reading = unfinished != null
                ? unfinished
                : new Reading(log, kind, clock.instant().truncatedTo(ChronoUnit.MICROS), from, to, from, null, 0);
        if (unfinished == null) {
            table.begin(reading);
        }
        var verdict = verification.verify(
                new LogVerification.Request(log, from, to, keys.trusted(), List.of()), new Noting(reading, watch));
        table.end(reading, verdict, clock.instant());
        return verdict;
    }

    /** Writes down from time to time how far a reading is. */
    private final class Noting implements VerificationWatch {

        private final Reading reading;
        private final VerificationWatch watch;
        private Instant noted = clock.instant();

        Noting(Reading reading, VerificationWatch watch) {
            this.reading = reading;
            this.watch = watch;
        }

        @Override
        public void at(String log, long done, long total) {
            watch.at(log, done, total);
        }

        @Override
        public void proved(String log, long size) {
            if (Duration.between(noted, clock.instant()).compareTo(NOTE_EVERY) >= 0) {
                noted = clock.instant();
                table.proved(reading, size);
            }
        }
    }

    /**
     * How much of a log was verified of late.
     *
     * @param sealed deliveries that the last checkpoint covers
     * @param sealedAt null: never
     * @param covered of those, how many were read again and proved within {@link #COVERED}
     * @param lastFull when all of it was last read in one go; null: never
     * @param isBroken a reading found something, and none since has found the place in order
     */
    record State(
            long sealed,
            @Nullable Instant sealedAt,
            long covered,
            @Nullable Instant lastFull,
            boolean isBroken) {}

    State state(String log) {
        var last = checkpoints.last(log);
        var recent = table.endedSince(log, clock.instant().minus(COVERED));
        var sealed = last.map(Seal::size).orElse(0L);
        return new State(
                sealed,
                last.map(Seal::sealedAt).orElse(null),
                covered(recent, sealed),
                table.lastFull(log).map(Reading::endedAt).orElse(null),
                isBroken(recent));
    }

    /** A reading is proved up to its first fault, so who proved that place later has found it mended. */
    private static boolean isBroken(List<Reading> newestFirst) {
        return IntStream.range(0, newestFirst.size()).anyMatch(i -> {
            var reading = newestFirst.get(i);
            return reading.faults() > 0
                    && newestFirst.subList(0, i).stream()
                            .noneMatch(later -> later.from() <= reading.done() && reading.done() < later.done());
        });
    }

    /** The positions that lie in any of the readings. */
    private static long covered(List<Reading> readings, long sealed) {
        var covered = 0L;
        var end = 0L;
        for (var each : readings.stream()
                .filter(reading -> reading.faults() == 0)
                .sorted(Comparator.comparingLong(Reading::from))
                .toList()) {
            var from = Math.max(end, each.from());
            var to = Math.min(sealed, each.done());
            covered += Math.max(0, to - from);
            end = Math.max(end, to);
        }
        return covered;
    }
}
