package dev.lastro.cli;

import dev.lastro.job.PublishedMessages;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code ask PROVIDER}: the message that asks a provider for what it did not deliver. */
final class AskCommand {

    private static final Set<String> LANGUAGES = new TreeSet<>(Set.of("en", "pt-BR"));

    private final Terminal terminal;
    private final Session session;

    AskCommand(Terminal terminal, Session session) {
        this.terminal = terminal;
        this.session = session;
    }

    int run(String provider, @Nullable LocalDate date, String language) throws IOException {
        if (!provider.matches("[a-z0-9-]{1,32}")) {
            throw new WrongUsageException("'%s' is no provider's name".formatted(provider));
        }
        if (!LANGUAGES.contains(language)) {
            throw new WrongUsageException("--language=%s: there are %s".formatted(language, LANGUAGES));
        }
        session.start();
        var found = session.bean(PublishedMessages.class).find(provider, date, language);
        if (found.isEmpty()) {
            terminal.complain(
                    "there are no reports%s: `run nightly` makes them".formatted(date == null ? "" : " of " + date));
            return ExitCode.FAILED;
        }
        var text = found.get().text();
        if (text == null) {
            terminal.complain("%s: no step of %s is missing, nothing to ask for"
                    .formatted(found.get().folder(), provider));
        } else {
            terminal.out().print(text);
        }
        return ExitCode.COMPLETED;
    }
}
