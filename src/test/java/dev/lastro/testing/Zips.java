package dev.lastro.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Zip files as they are, and as somebody makes them who means no good. */
public final class Zips {

    private Zips() {}

    /** Every file's bytes, by name. */
    public static SortedMap<String, byte[]> read(Path file) throws IOException {
        var files = new TreeMap<String, byte[]>();
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                try (var in = zip.getInputStream(entry)) {
                    files.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return files;
    }

    /** Whatever the names are. */
    public static Path write(Path file, Map<String, byte[]> files) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var each : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
            }
        }
        return file;
    }

    /** No library writes a name twice: a copy of the zip in which another file, of a name of the same length, is called so. */
    public static Path withNameTwice(Path zip, Path file, String called, String name) throws IOException {
        var padded = new TreeMap<>(read(zip));
        var stand = "X".repeat(name.length());
        padded.put(stand, padded.get(called));
        write(file, padded);
        var bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        return Files.write(file, bytes.replace(stand, name).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Lower-case hex. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
