package dev.lastro.job;

import dev.lastro.loan.ListRow;
import dev.lastro.loan.ListedField;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts any number of rows in order: some at a time in memory, all of them in files. Rows of one key stand together, those
 * that say the same beside each other, whatever order they came in.
 */
final class ListSorter implements AutoCloseable {

    /** Rows that are held at once: some 50 MB. */
    static final int IN_MEMORY = 100_000;

    private static final ListedField[] FIELDS = ListedField.values();

    private static final Comparator<ListRow> ORDER = Comparator.comparing(ListRow::key)
            .thenComparing(ListRow::loanId)
            .thenComparing(row -> row.values().toString())
            .thenComparingLong(ListRow::number);

    private final Path folder;
    private final int inMemory;
    private final List<ListRow> rows = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final List<Run> open = new ArrayList<>();

    /** @param folder that is there, and nobody else's */
    ListSorter(Path folder, int inMemory) {
        this.folder = folder;
        this.inMemory = inMemory;
    }

    void add(ListRow row) {
        rows.add(row);
        if (rows.size() == inMemory) {
            spill();
        }
    }

    private void spill() {
        rows.sort(ORDER);
        var file = folder.resolve("rows-%d".formatted(files.size()));
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
            for (var row : rows) {
                write(row, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("rows could not be kept in " + file, e);
        }
        files.add(file);
        rows.clear();
    }

    /** All that was added, in order; once. */
    Groups groups() {
        rows.sort(ORDER);
        var runs = new PriorityQueue<Run>(Comparator.comparing(Run::head, ORDER));
        offer(new Run(rows.iterator()), runs);
        for (var file : files) {
            var run = new Run(file);
            open.add(run);
            offer(run, runs);
        }
        return new Groups(runs);
    }

    private static void offer(Run run, PriorityQueue<Run> runs) {
        if (run.advance()) {
            runs.add(run);
        }
    }

    @Override
    public void close() {
        open.forEach(Run::close);
    }

    /** Rows by key. */
    static final class Groups {

        private final PriorityQueue<Run> runs;

        private Groups(PriorityQueue<Run> runs) {
            this.runs = runs;
        }

        /** Of the next group; null after the last. */
        @Nullable
        String key() {
            var run = runs.peek();
            return run == null ? null : run.head().key();
        }

        /** The rows of that key. */
        List<ListRow> next() {
            var key = key();
            var group = new ArrayList<ListRow>(1);
            while (key != null && key.equals(key())) {
                var run = runs.remove();
                group.add(run.head());
                offer(run, runs);
            }
            return group;
        }
    }

    /** Rows in order, of the memory or of a file. */
    private static final class Run {

        private final Iterator<ListRow> memory;
        private final @Nullable DataInputStream file;
        private @Nullable ListRow head;

        Run(Iterator<ListRow> memory) {
            this.memory = memory;
            this.file = null;
        }

        Run(Path file) {
            this.memory = List.<ListRow>of().iterator();
            try {
                this.file = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        ListRow head() {
            if (head == null) {
                throw new NoSuchElementException();
            }
            return head;
        }

        boolean advance() {
            head = file == null ? (memory.hasNext() ? memory.next() : null) : read(file);
            return head != null;
        }

        void close() {
            try {
                if (file != null) {
                    file.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void write(ListRow row, DataOutputStream out) throws IOException {
        out.writeUTF(row.key());
        out.writeUTF(row.loanId());
        out.writeLong(row.number());
        out.writeBoolean(row.expected());
        out.writeByte(row.values().size());
        for (var each : row.values().entrySet()) {
            out.writeByte(each.getKey().ordinal());
            out.writeUTF(each.getValue());
        }
    }

    private static @Nullable ListRow read(DataInputStream in) {
        try {
            String key;
            try {
                key = in.readUTF();
            } catch (EOFException e) {
                return null;
            }
            var loanId = in.readUTF();
            var number = in.readLong();
            var expected = in.readBoolean();
            var values = new TreeMap<ListedField, String>();
            for (var left = in.readByte(); left > 0; left--) {
                values.put(FIELDS[in.readByte()], in.readUTF());
            }
            return new ListRow(key, loanId, values, number, expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
