package dev.lastro.report;

import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One report as it is written: each row once to every file of it, summed on the way. */
final class ReportFile implements Closeable {

    private final Names names;
    private final List<Column> columns;
    private final BigDecimal[] sums;
    private final List<Part> parts = new ArrayList<>();
    private long rows;

    /**
     * How a report's files are called, without their ending.
     *
     * @param portuguese in the pt-BR profile
     */
    record Names(String machine, String portuguese) {

        /** Below the folder: {@code pt-BR/posicao_emprestimos.csv}. */
        String file(Profile profile) {
            return "%s/%s.csv"
                    .formatted(
                            profile.folder(),
                            switch (profile) {
                                case MACHINE -> machine;
                                case PT_BR -> portuguese;
                            });
        }

        String parquet() {
            return "%s/%s.parquet".formatted(ParquetFile.FOLDER, machine);
        }
    }

    /**
     * @param name below the folder
     * @param profile whose headers its columns have
     */
    private record Part(String name, Profile profile, RowFile file) {}

    /** The folders that all reports share, to be there before and to be forced after. */
    static List<Path> folders(Path folder, Set<Format> formats) {
        var folders = new ArrayList<Path>();
        for (var profile : Profile.values()) {
            folders.add(folder.resolve(profile.folder()));
        }
        if (formats.contains(Format.PARQUET)) {
            folders.add(folder.resolve(ParquetFile.FOLDER));
        }
        return folders;
    }

    /** @throws java.nio.file.FileAlreadyExistsException rather than write over anything */
    static ReportFile create(Path folder, Set<Format> formats, Names names, List<Column> columns) throws IOException {
        var file = new ReportFile(names, columns);
        try {
            for (var profile : Profile.values()) {
                var name = names.file(profile);
                file.add(name, profile, CsvFile.create(folder.resolve(name), profile, columns));
            }
            if (formats.contains(Format.PARQUET)) {
                var name = names.parquet();
                file.add(name, Profile.MACHINE, ParquetFile.create(folder.resolve(name), names.machine(), columns));
            }
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
        return file;
    }

    private ReportFile(Names names, List<Column> columns) {
        this.names = names;
        this.columns = columns;
        this.sums = new BigDecimal[columns.size()];
        for (var i = 0; i < sums.length; i++) {
            sums[i] = BigDecimal.ZERO;
        }
    }

    private void add(String name, Profile profile, RowFile file) {
        parts.add(new Part(name, profile, file));
    }

    /** @param cells as {@link Cells} makes them, one for each column */
    void write(String[] cells) throws IOException {
        for (var part : parts) {
            part.file().write(cells);
        }
        for (var i = 0; i < sums.length; i++) {
            if (columns.get(i).isSummed() && !cells[i].isEmpty()) {
                sums[i] = sums[i].add(new BigDecimal(cells[i]));
            }
        }
        rows++;
    }

    long rows() {
        return rows;
    }

    /** Forces everything to the disk. */
    Written finish() throws IOException {
        var listed = new ArrayList<Manifest.File>();
        for (var part : parts) {
            listed.add(new Manifest.File(
                    part.name(), rows, sums(part.profile()), part.file().finish()));
        }
        return new Written(names.machine(), rows, sums(Profile.MACHINE), listed);
    }

    private Map<String, String> sums(Profile profile) {
        var sumByColumn = new LinkedHashMap<String, String>();
        for (var i = 0; i < sums.length; i++) {
            var column = columns.get(i);
            var header = profile.header(column);
            if (column.isSummed() && header != null) {
                sumByColumn.put(
                        header, column.kind() == Column.Kind.AMOUNT ? Cells.amount(sums[i]) : sums[i].toPlainString());
            }
        }
        return sumByColumn;
    }

    @Override
    public void close() throws IOException {
        IOException failed = null;
        for (var part : parts) {
            try {
                part.file().close();
            } catch (IOException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    /**
     * @param name in the machine profile
     * @param rows without the header
     * @param sums of each number and amount column of the machine profile, exact decimals
     * @param files one for each profile, and for each format beside CSV
     */
    record Written(String name, long rows, Map<String, String> sums, List<Manifest.File> files) {}
}
