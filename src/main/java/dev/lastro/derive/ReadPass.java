package dev.lastro.derive;

import dev.lastro.derive.Ranges.Range;
import dev.lastro.loan.DeliveryClass;
import dev.lastro.log.LogReader;
import dev.lastro.log.LogRow;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one range of the log into one file: its lines by identity, its classes, its counts; what is not understood goes to
 * {@code unclear_next}. Thread-safe.
 */
final class ReadPass {

    /** Identities by the first bits of their hash, in its signed order. */
    static final int SLOTS = 4_096;

    private static final int SLOT_SHIFT = Long.SIZE - 12;

    /** Deliveries between two looks at a wish to stop. */
    private static final int LOOK = 1_024;

    private static final int UNCLEAR_AT_ONCE = 500;

    private final LogReader log;
    private final Rebuild.Request request;
    private final RebuildSizes sizes;
    private final NextTables next;
    private final WorkFolder folder;
    private final LoanBytes loans;
    private final Ranges ranges;
    private final Arenas arenas;

    ReadPass(
            LogReader log,
            Rebuild.Request request,
            RebuildSizes sizes,
            NextTables next,
            WorkFolder folder,
            LoanBytes loans,
            Ranges ranges,
            Arenas arenas) {
        this.log = log;
        this.request = request;
        this.sizes = sizes;
        this.next = next;
        this.folder = folder;
        this.loans = loans;
        this.ranges = ranges;
        this.arenas = arenas;
    }

    static int slot(long hash) {
        return (int) (hash >> SLOT_SHIFT) + SLOTS / 2;
    }

    /** The smallest hash of a slot, as a signed number. */
    static long firstHash(int slot) {
        return (long) (slot - SLOTS / 2) << SLOT_SHIFT;
    }

    /** The largest hash below that slot. */
    static long lastHash(int end) {
        return end == SLOTS ? Long.MAX_VALUE : firstHash(end) - 1;
    }

    /**
     * What a file says beside its lines.
     *
     * @param hours deliveries by provider and hour of receipt
     * @param lines those of class EVENT, as far as one delivery tells
     * @param samples loans of some of the lines
     * @param classesAt where in the file the range's classes are, so many bytes
     */
    record Result(
            WorkFile file, DeliveryHours hours, long lines, List<byte[]> samples, long classesAt, int classesLength) {}

    /** @param spilled takes the lines; one file at a time */
    static Result open(WorkFile file, Spilled spilled) {
        var footer = file.footer();
        var hours = DeliveryHours.read(footer);
        var lines = footer.number();
        var samples = new ArrayList<byte[]>();
        for (var left = footer.count(); left > 0; left--) {
            samples.add(footer.bytes(footer.count()));
        }
        var classesAt = footer.number();
        var classesLength = footer.count();
        spilled.add(file, footer);
        return new Result(file, hours, lines, samples, classesAt, classesLength);
    }

    WorkFile read(int number, Workers.Step step) {
        var path = folder.file("read", number);
        var whole = WorkFile.find(path, folder);
        var range = ranges.get(number);
        if (whole.isPresent()) {
            step.add(range.to() - range.from());
            return whole.get();
        }
        forgetUnclear(range);
        try (var file = new OpenFile(range, new WorkFile.Writer(path, folder), step)) {
            if (request.providers().isEmpty()) {
                log.scan(range.log(), range.from(), range.to(), file::add);
            } else {
                log.scan(range.log(), range.from(), range.to(), request.providers(), file::add);
            }
            return file.finish();
        }
    }

    /** What an earlier start wrote of this range before it was killed. */
    private void forgetUnclear(Range range) {
        next.write(session -> {
            var scope = request.providers();
            var sql = "DELETE FROM unclear_next WHERE log_name = ? AND position >= ? AND position < ?"
                    + (scope.isEmpty() ? "" : " AND provider IN (?" + ", ?".repeat(scope.size() - 1) + ")");
            var parameters = new ArrayList<Object>(List.of(range.log(), range.from(), range.to()));
            parameters.addAll(scope);
            session.update(sql, parameters.toArray());
        });
    }

    private final class OpenFile implements AutoCloseable {

        private final DeliveryReader reader = new DeliveryReader(request.definitions());
        private final LineCodec codec = new LineCodec();
        private final ByteSink line = new ByteSink(256);
        private final ByteSink classes = new ByteSink(1 << 12);
        private final Words providers = new Words();
        private final DeliveryHours hours = new DeliveryHours();
        private final List<byte[]> samples = new ArrayList<>();
        private final List<Unclear> unclear = new ArrayList<>();
        private final Spill spill = new Spill(SLOTS, sizes.spillBytes(), arenas);
        private final int logNumber;
        private final WorkFile.Writer file;
        private final Workers.Step step;
        private long classesNext;
        private long lines;
        private int unseen;

        OpenFile(Range range, WorkFile.Writer file, Workers.Step step) {
            this.file = file;
            this.step = step;
            this.classesNext = range.from();
            this.logNumber = ranges.logs().indexOf(range.log());
        }

        @SuppressWarnings("EnumOrdinal") // fixed by Derived.FORMAT
        void add(LogRow row) {
            hours.add(row);
            var deliveryClass = switch (reader.read(row)) {
                case Reading.OfLoan ofLoan -> {
                    add(ofLoan.line());
                    yield DeliveryClass.EVENT;
                }
                case Reading.NotLoan _ -> DeliveryClass.NOT_LOAN;
                case Reading.Erased _ -> DeliveryClass.ERASED;
                case Reading.NotUnderstood what -> {
                    add(what.delivery());
                    yield what.deliveryClass();
                }
            };
            classes.number(row.position() - classesNext);
            classesNext = row.position() + 1;
            classes.one(deliveryClass.ordinal());
            providers.write(row.provider(), classes);
            if (++unseen == LOOK) {
                step.add(unseen);
                unseen = 0;
            }
        }

        private void add(Line what) {
            var event = what.event();
            var hash = IdentityHash.of(event.provider(), event.identity());
            var loan = loans.of(event.provider(), event.loanId());
            codec.begin();
            line.clear();
            codec.write(what, line);
            var out = spill.begin(slot(hash), file);
            Records.writeToBeRuled(out, what, hash, logNumber, loan, line);
            if (lines++ % sizes.sampleEvery() == 0) {
                samples.add(loan);
            }
        }

        private void add(Unclear delivery) {
            unclear.add(delivery);
            if (unclear.size() == UNCLEAR_AT_ONCE) {
                writeUnclear();
            }
        }

        private void writeUnclear() {
            next.write(session -> {
                var rows = session.rows(DerivedRows.UNCLEAR);
                for (var delivery : unclear) {
                    rows.add(delivery);
                }
            });
            unclear.clear();
        }

        WorkFile finish() {
            if (!unclear.isEmpty()) {
                writeUnclear();
            }
            var lots = new ByteSink(1 << 14);
            spill.finish(file, lots);
            var footer = new ByteSink(1 << 14);
            hours.write(footer);
            footer.number(lines);
            footer.number(samples.size());
            for (var sample : samples) {
                footer.number(sample.length);
                footer.all(sample, 0, sample.length);
            }
            footer.number(file.length());
            footer.number(classes.length());
            footer.all(lots.array(), 0, lots.length());
            file.write(classes.array(), 0, classes.length());
            step.add(unseen);
            return file.finish(footer);
        }

        /** Leaves the file open where it became whole: it is read next. */
        @Override
        public void close() {
            file.close();
        }
    }
}
