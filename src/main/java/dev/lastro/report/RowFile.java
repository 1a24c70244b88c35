package dev.lastro.report;

import java.io.Closeable;
import java.io.IOException;

/** A file that takes the rows of a report in their order, hashed while it is written. */
sealed interface RowFile extends Closeable permits CsvFile, ParquetFile {

    /** @param cells as {@link Cells} makes them, one for each column */
    void write(String[] cells) throws IOException;

    /** Forces everything to the disk. Lower-case hex SHA-256 of the file. */
    String finish() throws IOException;
}
