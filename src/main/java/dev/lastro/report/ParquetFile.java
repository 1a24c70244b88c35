package dev.lastro.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.schema.MessageType;

/**
 * One report as a Parquet file (parquet.apache.org): the columns of the machine profile, typed, in row groups that are
 * written as they fill. Nothing of it depends on the machine, so it is not compressed: see docs/adr/0012.
 *
 * <p>The library's usual writer wants Hadoop's classes; what is below it does not, and is as public.
 */
final class ParquetFile implements RowFile {

    static final String FOLDER = "parquet";

    /** What a group holds at least before it is written, encoded: so much is in memory, whatever the rows. */
    private static final long GROUP_BYTES = 16L << 20;

    private static final int CHECK_EVERY_ROWS = 1_000;
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int NO_PADDING = 0;

    /** Of the least and greatest texts of a group and page: enough to tell where to look. */
    private static final int STATISTICS_BYTES = 64;

    private static final boolean WITH_CHECKSUMS = true;

    private static final ParquetProperties PROPERTIES = ParquetProperties.builder()
            .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0) // which every reader reads
            .build();

    private final MessageType schema;
    private final int[] chosen;
    private final Column.Kind[] kinds;
    private final MessageDigest digest = Digests.sha256();
    private final FileChannel channel;
    private final ParquetFileWriter file;
    private Group group;
    private int groups;

    /** @throws java.nio.file.FileAlreadyExistsException rather than write over anything */
    static ParquetFile create(Path file, String name, List<Column> columns) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            return new ParquetFile(channel, name, columns);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    ParquetFile(FileChannel channel, String name, List<Column> columns) throws IOException {
        this.chosen = Profile.MACHINE.chosen(columns);
        var own = Arrays.stream(chosen).mapToObj(columns::get).toList();
        this.schema =
                new MessageType(name, own.stream().map(ParquetValues::type).toList());
        this.kinds = own.stream().map(Column::kind).toArray(Column.Kind[]::new);
        this.channel = channel;
        this.file = new ParquetFileWriter(
                new Output(new DigestOutputStream(Channels.newOutputStream(channel), digest)),
                schema,
                ParquetFileWriter.Mode.CREATE,
                GROUP_BYTES,
                NO_PADDING,
                STATISTICS_BYTES,
                STATISTICS_BYTES,
                WITH_CHECKSUMS);
        file.start();
        this.group = new Group(schema, groups);
    }

    /** What is not in the file yet. */
    private static final class Group {

        private final ColumnChunkPageWriteStore pages;
        private final ColumnWriteStore columns;
        private final ColumnWriter[] writers;
        private long rows;

        Group(MessageType schema, int ordinal) {
            pages = ColumnChunkPageWriteStore.builder()
                    .withSchema(schema)
                    .withAllocator(new HeapByteBufferAllocator())
                    .withCompressorProvider(column -> AS_IT_IS)
                    .withColumnIndexTruncateLength(STATISTICS_BYTES)
                    .withPageWriteChecksumEnabled(WITH_CHECKSUMS)
                    .withRowGroupOrdinal(ordinal)
                    .build();
            columns = PROPERTIES.newColumnWriteStore(schema, pages, pages);
            writers = schema.getColumns().stream().map(columns::getColumnWriter).toArray(ColumnWriter[]::new);
        }

        boolean isFull() {
            return rows % CHECK_EVERY_ROWS == 0 && columns.getBufferedSize() >= GROUP_BYTES;
        }

        void writeTo(ParquetFileWriter file) throws IOException {
            if (rows > 0) {
                file.startBlock(rows);
                columns.flush();
                pages.flushToFileWriter(file);
                file.endBlock();
            }
            close();
        }

        void close() {
            columns.close();
            pages.close();
        }
    }

    @Override
    public void write(String[] cells) throws IOException {
        for (var i = 0; i < chosen.length; i++) {
            var cell = cells[chosen[i]];
            try {
                ParquetValues.write(cell, kinds[i], group.writers[i]);
            } catch (ArithmeticException | NumberFormatException | DateTimeException e) {
                throw new IOException(
                        "%s of %s: '%s' does not fit into a Parquet file's column %s: %s"
                                .formatted(
                                        schema.getFieldName(i),
                                        schema.getName(),
                                        cell,
                                        schema.getType(i),
                                        e.getMessage()),
                        e);
            }
        }
        group.columns.endRecord();
        group.rows++;
        if (group.isFull()) {
            group.writeTo(file);
            groups++;
            group = new Group(schema, groups);
        }
    }

    @Override
    public String finish() throws IOException {
        group.writeTo(file);
        file.end(Map.of());
        channel.force(true);
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            group.close();
            file.close();
        }
    }

    private static final BytesInputCompressor AS_IT_IS = new BytesInputCompressor() {

        @Override
        public BytesInput compress(BytesInput bytes) {
            return bytes;
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.UNCOMPRESSED;
        }

        @Override
        public void release() {}
    };

    /** Where the library writes; the channel below stays open, to be forced. */
    private record Output(OutputStream to) implements OutputFile {

        @Override
        public PositionOutputStream create(long blockSize) {
            return new Positioned(new BufferedOutputStream(to, BUFFER_BYTES));
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSize) {
            throw new UnsupportedOperationException("nothing is written over");
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    private static final class Positioned extends PositionOutputStream {

        private final OutputStream to;
        private long position;

        Positioned(OutputStream to) {
            this.to = to;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int one) throws IOException {
            to.write(one);
            position++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            to.write(bytes, from, length);
            position += length;
        }

        @Override
        public void flush() throws IOException {
            to.flush();
        }

        @Override
        public void close() throws IOException {
            to.flush();
        }
    }
}
