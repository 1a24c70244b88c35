package dev.lastro.derive;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.Place;
import dev.lastro.log.LogReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Rules all identities of some neighbouring slots: their lines go by loan into one file, with the classes that are not
 * EVENT by range; their event ids to {@code identity_block_next}. Thread-safe.
 */
final class RulePass {

    private static final int LOOK = 1_024;

    /** Duplicates and conflicts are few, and small. */
    private static final int FEW = 16;

    private final LogReader log;
    private final DeliveryReader reader;
    private final RebuildSizes sizes;
    private final NextTables next;
    private final WorkFolder folder;
    private final LoanBytes loans;
    private final Ranges ranges;
    private final boolean isWhole;
    private final Spilled read;
    private final int[] parts;
    private final byte[][] bounds;
    private final Arenas arenas;

    RulePass(
            LogReader log,
            Rebuild.Request request,
            RebuildSizes sizes,
            NextTables next,
            WorkFolder folder,
            LoanBytes loans,
            Ranges ranges,
            Spilled read,
            int[] parts,
            byte[][] bounds,
            Arenas arenas) {
        this.log = log;
        this.reader = new DeliveryReader(request.definitions());
        this.isWhole = request.providers().isEmpty();
        this.sizes = sizes;
        this.next = next;
        this.folder = folder;
        this.loans = loans;
        this.ranges = ranges;
        this.read = read;
        this.parts = parts;
        this.bounds = bounds;
        this.arenas = arenas;
    }

    WorkFile rule(int part, Workers.Step step) {
        var path = folder.file("rule", part);
        var whole = WorkFile.find(path, folder);
        if (whole.isPresent()) {
            step.add(read.bytes(parts[part], parts[part + 1]));
            return whole.get();
        }
        var arena = arenas.take();
        read.load(parts[part], parts[part + 1], arena);
        try (var open = new OpenPart(Records.toBeRuled(arena), new WorkFile.Writer(path, folder), step)) {
            open.rule();
            open.writeIdentities(part);
            return open.finish();
        } finally {
            arenas.give(arena);
        }
    }

    private String bodySha256(Place place) {
        var delivery = log.row(place.log(), place.position())
                .orElseThrow(() -> new IllegalStateException(
                        "delivery %s is not in webhook_log: rows of the log were removed".formatted(place)));
        synchronized (reader) {
            return reader.bodySha256(delivery);
        }
    }

    private final class OpenPart implements AutoCloseable {

        private final Records records;
        private final WorkFile.Writer file;
        private final Workers.Step step;
        private final Spill lines = new Spill(bounds.length + 1, sizes.spillBytes(), arenas);
        private final Spill classes = new Spill(Math.max(1, ranges.count()), sizes.spillBytes() / FEW, new Arenas());
        private final LineCodec codec = new LineCodec();
        private final ByteSink line = new ByteSink(256);
        // First sightings of event ids, in the order of their hashes.
        private final List<DerivedRows.BlockOfIdentities> blocks = new ArrayList<>();
        private final IdentityBlock block = new IdentityBlock();
        private int number;
        private long lastFirst;

        OpenPart(Records records, WorkFile.Writer file, Workers.Step step) {
            this.records = records;
            this.file = file;
            this.step = step;
        }

        void rule() {
            var order = Grouping.order(records.hashes(), records.count());
            for (var from = 0; from < order.length; ) {
                var hash = records.hash(order[from]);
                var to = from + 1;
                while (to < order.length && records.hash(order[to]) == hash) {
                    to++;
                }
                if (to == from + 1) {
                    alone(order[from]);
                } else {
                    together(order, from, to);
                }
                if (from / LOOK != to / LOOK) {
                    step.add(0);
                }
                from = to;
            }
            endBlock();
        }

        /** It is an EVENT already, as it was written. */
        private void alone(int record) {
            records.copyRuled(record, lines.begin(part(record), file));
            if (!records.isByBody(record)) {
                sighted(record);
            }
        }

        private int part(int record) {
            return LoanBytes.part(bounds, records.bytes(), records.loanStart(record), records.loanEnd(record));
        }

        private record Identity(String provider, String identity, boolean byBody) {}

        /** One identity, or very rarely several that share a hash. */
        private void together(int[] order, int from, int to) {
            var identities = new LinkedHashMap<Identity, List<Integer>>();
            var read = new LinkedHashMap<Integer, Line>();
            for (var i = from; i < to; i++) {
                var record = order[i];
                var loan = loans.key(records.bytes(), records.loanStart(record), records.loanLength(record));
                var what = records.line(record, loan, codec);
                read.put(record, what);
                identities
                        .computeIfAbsent(
                                new Identity(loan.provider(), what.event().identity(), what.identifiedByBody()),
                                key -> new ArrayList<>())
                        .add(record);
            }
            var first = new ArrayList<Integer>();
            identities.forEach((identity, same) -> {
                rule(same, read);
                if (!identity.byBody()) {
                    first.addAll(firstOfEachLoan(same, read));
                }
            });
            first.sort((a, b) -> read(read, a).place().compareTo(read(read, b).place()));
            first.forEach(this::sighted);
        }

        private static Line read(Map<Integer, Line> read, int record) {
            return Objects.requireNonNull(read.get(record));
        }

        private void rule(List<Integer> same, Map<Integer, Line> read) {
            var ruled =
                    Rulings.rule(same.stream().map(record -> read(read, record)).toList(), RulePass.this::bodySha256);
            for (var i = 0; i < ruled.size(); i++) {
                var what = ruled.get(i);
                codec.begin();
                line.clear();
                codec.write(what, line);
                records.copyRuled(same.get(i), line, lines.begin(part(same.get(i)), file));
                if (what.deliveryClass() != DeliveryClass.EVENT) {
                    ClassPass.write(what, ranges, classes.begin(ranges.of(what.place()), file));
                }
            }
        }

        private static List<Integer> firstOfEachLoan(List<Integer> same, Map<Integer, Line> read) {
            var first = new LinkedHashMap<LoanKey, Integer>();
            for (var record : same) {
                first.merge(
                        read(read, record).loan(),
                        record,
                        (a, b) -> read(read, a).place().compareTo(read(read, b).place()) <= 0 ? a : b);
            }
            return List.copyOf(first.values());
        }

        private void sighted(int record) {
            if (block.isFull()) {
                endBlock();
            }
            block.add(
                    records.hash(record), new Place(ranges.logs().get(records.log(record)), records.position(record)));
        }

        private void endBlock() {
            if (!block.isEmpty()) {
                number = !blocks.isEmpty() && block.first() == lastFirst ? number + 1 : 0;
                lastFirst = block.first();
                blocks.add(new DerivedRows.BlockOfIdentities(lastFirst, number, block.take()));
            }
        }

        /** Blocks where all is made anew; where most is copied, rows beside the blocks. */
        void writeIdentities(int part) {
            next.write(session -> {
                if (isWhole) {
                    session.update(
                            "DELETE FROM identity_block_next WHERE first_hash >= ? AND first_hash <= ?",
                            ReadPass.firstHash(parts[part]),
                            ReadPass.lastHash(parts[part + 1]));
                    var rows = session.rows(DerivedRows.IDENTITY_BLOCK);
                    for (var each : blocks) {
                        rows.add(each);
                    }
                } else {
                    writeIdentityRows(session);
                }
            });
        }

        /** Some may be there already: of an earlier start, or among what was copied. */
        private void writeIdentityRows(NextTables.Session session) throws SQLException {
            try (var insert = session.connection.prepareStatement(
                    "INSERT IGNORE INTO identity_next (hash, log_name, position) VALUES (?, ?, ?)")) {
                for (var each : blocks) {
                    var failed = new ArrayList<SQLException>();
                    IdentityBlock.read(each.entries(), (hash, place) -> {
                        try {
                            insert.setLong(1, hash);
                            insert.setString(2, place.log());
                            insert.setLong(3, place.position());
                            insert.addBatch();
                        } catch (SQLException e) {
                            failed.add(e);
                        }
                    });
                    if (!failed.isEmpty()) {
                        throw failed.getFirst();
                    }
                    insert.executeBatch();
                }
            }
        }

        WorkFile finish() {
            var footer = new ByteSink(1 << 12);
            lines.finish(file, footer);
            classes.finish(file, footer);
            step.add(records.length());
            return file.finish(footer);
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
