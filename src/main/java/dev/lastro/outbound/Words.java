package dev.lastro.outbound;

import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.concurrent.ExecutionException;

/** An exception in one line for an operator. */
public final class Words {

    private static final int MAX = 300;

    private Words() {}

    public static String of(Throwable failure) {
        var told = failure;
        while (told.getCause() != null
                && (told instanceof ExecutionException || told instanceof UncheckedIOException)) {
            told = told.getCause();
        }
        var message = told.getMessage();
        // the name of a file alone, or of a host, says nothing without the exception's
        var words = message == null || !message.contains(" ") || told instanceof FileSystemException
                ? told.getClass().getSimpleName() + (message == null ? "" : ": " + message)
                : message;
        var line = words.lines().findFirst().orElse(words);
        return line.length() <= MAX ? line : line.substring(0, MAX);
    }
}
