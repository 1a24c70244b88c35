package dev.lastro.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The messages to providers that the nights have published. */
@Component
public class PublishedMessages {

    private static final String DATE = "\\d{4}-\\d{2}-\\d{2}";
    private static final String REVISION = "r[1-9][0-9]{0,8}";

    private final Path reports;

    PublishedMessages(JobProperties properties) {
        this.reports = properties.reportsDir();
    }

    /** @param text null: nothing was missing, so there is nothing to ask for */
    public record Message(Path folder, @Nullable String text) {}

    /**
     * The message of a date's last revision.
     *
     * @param date null: the last that there is
     * @param language as in the file's name: {@code en}, {@code pt-BR}
     * @return empty: there are no reports of that date
     */
    public Optional<Message> find(String provider, @Nullable LocalDate date, String language) throws IOException {
        var ofDate = date == null
                ? newest(reports, DATE, Comparator.comparing(name -> name))
                : Optional.of(reports.resolve(date.toString()));
        var folder = ofDate.isEmpty()
                ? Optional.<Path>empty()
                : newest(ofDate.get(), REVISION, Comparator.comparing(name -> Integer.valueOf(name.substring(1))));
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        var file = folder.get().resolve("messages/%s.%s.txt".formatted(provider, language));
        return Optional.of(new Message(
                folder.get(), Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.UTF_8) : null));
    }

    private static Optional<Path> newest(Path folder, String names, Comparator<String> order) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (var all = Files.list(folder)) {
            return all.filter(each -> each.getFileName().toString().matches(names))
                    .max(Comparator.comparing(each -> each.getFileName().toString(), order));
        }
    }
}
