package dev.lastro.job;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is imported: the lines of a file, or the files of a folder in the order of their names. A body is a line without
 * its line end ({@code \n} or {@code \r\n}), or a whole file. Empty ones are no deliveries.
 */
final class ImportSource implements AutoCloseable {

    /** What the log takes, with room for the headers. */
    static final int BODY_MAX = 16 << 20;

    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final Iterator<Path> files;
    private final boolean isFolder;
    private @Nullable InputStream lines;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;
    private int at;
    private long number;

    /**
     * @param number from 1: the line of the file, or the file of the folder
     * @param file its name
     * @param bytes empty: no delivery
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Body(long number, String file, byte[] bytes) {}

    /**
     * @param sha256 lower-case hex over the content; for a folder over names and contents
     * @param bodies lines or files, the empty ones too
     */
    record Survey(String sha256, long bodies) {}

    ImportSource(Path path) {
        this.path = path;
        this.isFolder = Files.isDirectory(path);
        this.files = isFolder ? files(path).iterator() : List.<Path>of().iterator();
    }

    /** Reads all of it once. */
    static Survey survey(Path path) {
        var digest = sha256();
        var bodies = 0L;
        try {
            if (!Files.isDirectory(path)) {
                try (var in = new DigestInputStream(Files.newInputStream(path), digest)) {
                    bodies = countLines(in);
                }
                return new Survey(HexFormat.of().formatHex(digest.digest()), bodies);
            }
            for (var file : files(path)) {
                digest.update("%s\n%d\n"
                        .formatted(file.getFileName(), Files.size(file))
                        .getBytes(StandardCharsets.UTF_8));
                try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
                bodies++;
            }
            return new Survey(HexFormat.of().formatHex(digest.digest()), bodies);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null after the last. */
    @Nullable
    Body next() {
        try {
            return isFolder ? nextFile() : nextLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Body nextFile() throws IOException {
        if (!files.hasNext()) {
            return null;
        }
        var file = files.next();
        number++;
        if (Files.size(file) > BODY_MAX) {
            throw tooLong(file.toString());
        }
        return new Body(number, file.getFileName().toString(), Files.readAllBytes(file));
    }

    private @Nullable Body nextLine() throws IOException {
        if (lines == null) {
            lines = Files.newInputStream(path);
        }
        var line = new ByteArrayOutputStream(0);
        var begun = false;
        while (at < filled || fill(lines)) {
            begun = true;
            var end = at;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            line.write(buffer, at, end - at);
            if (line.size() > BODY_MAX) {
                throw tooLong("%s:%d".formatted(path, number + 1));
            }
            at = end + 1;
            if (end < filled) {
                break;
            }
        }
        return begun ? body(line.toByteArray()) : null;
    }

    private boolean fill(InputStream in) throws IOException {
        at = 0;
        filled = Math.max(0, in.read(buffer));
        return filled > 0;
    }

    private Body body(byte[] line) {
        number++;
        var length = line.length > 0 && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
        return new Body(
                number, path.getFileName().toString(), length == line.length ? line : Arrays.copyOf(line, length));
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
        }
    }

    private static long countLines(InputStream in) throws IOException {
        var buffer = new byte[BUFFER];
        var count = 0L;
        var last = '\n';
        for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            for (var i = 0; i < read; i++) {
                if (buffer[i] == '\n') {
                    count++;
                }
            }
            if (read > 0) {
                last = (char) buffer[read - 1];
            }
        }
        return last == '\n' ? count : count + 1;
    }

    private static List<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IllegalStateException tooLong(String where) {
        return new IllegalStateException(
                "%s is longer than %d bytes, the most that one delivery can have".formatted(where, BODY_MAX));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
