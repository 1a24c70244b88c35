package dev.lastro.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that is complete in its place, or not there at all. */
final class WholeFolder {

    private WholeFolder() {}

    /** Writes everything, each file forced to the disk, and each folder in it. */
    @FunctionalInterface
    interface Writing {
        void into(Path part) throws IOException;
    }

    /**
     * Writes beside the place, forces the folder to the disk, and renames it into its place. One that is there already is
     * complete and is left as it is.
     *
     * @param what is written, for a person: {@code the reports}
     * @throws UncheckedIOException if anything cannot be written: nothing is published
     */
    static void write(Path place, String what, Writing writing) {
        if (Files.isDirectory(place)) {
            return;
        }
        var part = place.resolveSibling(".%s.part".formatted(place.getFileName()));
        try {
            // What a killed run left behind.
            Disk.deleteTree(part);
            try {
                writing.into(part);
                Disk.forceFolder(part);
                Disk.publish(part, place);
            } catch (IOException | RuntimeException e) {
                discard(part, e);
                throw e;
            }
        } catch (IOException | UncheckedIOException e) {
            throw new UncheckedIOException(
                    "%s could not be written to %s, nothing is published: %s".formatted(what, place, e.getMessage()),
                    e instanceof UncheckedIOException unchecked ? unchecked.getCause() : (IOException) e);
        }
    }

    /** Gives a full disk its room back; what cannot be deleted is deleted by the next run. */
    private static void discard(Path part, Exception because) {
        try {
            Disk.deleteTree(part);
        } catch (IOException | UncheckedIOException e) {
            because.addSuppressed(e);
        }
    }
}
