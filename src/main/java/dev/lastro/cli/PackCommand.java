package dev.lastro.cli;

import dev.lastro.evidence.EvidencePack;
import dev.lastro.job.LoanHistory;
import dev.lastro.job.LoanHistory.Known;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** {@code pack PROVIDER LOAN}: a loan's evidence in one file. */
final class PackCommand {

    /** Places that are named one by one. */
    private static final int NAMED = 10;

    private final Terminal terminal;
    private final Session session;

    PackCommand(Terminal terminal, Session session) {
        this.terminal = terminal;
        this.session = session;
    }

    int run(String provider, String loan, @Nullable Path to) throws IOException {
        var file = to == null ? Path.of(defaultName(provider, loan)) : to;
        session.start();
        var now = session.bean(InstantSource.class).instant().truncatedTo(ChronoUnit.MICROS);
        var story = find(provider, loan, now);
        if (story == null) {
            return ExitCode.FAILED;
        }
        var timeline = new TraceJson(new Trace(story), null).document(now, null);
        try {
            tell(file, session.bean(EvidencePack.class).write(story, timeline, file));
            return ExitCode.COMPLETED;
        } catch (FileAlreadyExistsException e) {
            throw new WrongUsageException("%s is there already: --to=FILE names another".formatted(file));
        }
    }

    private LoanHistory.@Nullable Story find(String provider, String loan, Instant now) {
        var history = session.bean(LoanHistory.class);
        history.unread(Known.EVERYTHING)
                .forEach((log, unread) -> terminal.complain(
                        "log %s: the newest %d are not classified yet and not packed; `run nightly` does that"
                                .formatted(log, unread)));
        try {
            var story = history.of(provider, loan, now, Known.EVERYTHING);
            if (story.isEmpty()) {
                terminal.complain("no loan %s of %s in what is known".formatted(loan, provider));
            }
            return story.orElse(null);
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException(String.valueOf(e.getMessage()));
        }
    }

    private void tell(Path file, EvidencePack.Written written) {
        terminal.out()
                .println("%s: %d deliveries%s"
                        .formatted(
                                file.toAbsolutePath(),
                                written.deliveries(),
                                written.erased() == 0 ? "" : ", %d of them erased".formatted(written.erased())));
        var unsealed = written.unsealed();
        if (!unsealed.isEmpty()) {
            terminal.complain("not sealed yet, so nothing proves them: %s%s; `run seal`, and pack again"
                    .formatted(
                            String.join(", ", unsealed.subList(0, Math.min(NAMED, unsealed.size()))),
                            unsealed.size() > NAMED ? " and %d more".formatted(unsealed.size() - NAMED) : ""));
        }
    }

    /** Whatever the loan's id is made of. */
    private static String defaultName(String provider, String loan) {
        return "lastro-%s-%s.zip".formatted(provider, loan.replaceAll("[^A-Za-z0-9_-]", "_"));
    }
}
