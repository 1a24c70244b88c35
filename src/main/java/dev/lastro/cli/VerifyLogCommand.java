package dev.lastro.cli;

import dev.lastro.job.Progress;
import dev.lastro.loan.BusinessDates;
import dev.lastro.proof.BadProofException;
import dev.lastro.proof.Note;
import dev.lastro.proof.SealedCheckpoint;
import dev.lastro.proof.TrustedKeys;
import dev.lastro.seal.CheckpointTable;
import dev.lastro.seal.KeyRing;
import dev.lastro.seal.LogVerdict;
import dev.lastro.seal.LogVerification;
import dev.lastro.seal.Sealer;
import dev.lastro.seal.VerificationWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code verify log}: one verdict for each log. */
final class VerifyLogCommand {

    private final Terminal terminal;
    private final Session session;

    VerifyLogCommand(Terminal terminal, Session session) {
        this.terminal = terminal;
        this.session = session;
    }

    /**
     * @param logs empty: all
     * @param since a position, a date, or null: from the beginning on
     * @param against files of checkpoints that were kept elsewhere
     */
    int run(List<String> logs, @Nullable String since, List<Path> against, KeyOption keyOption) {
        var given = keyOption.isGiven() ? keyOption.given() : null;
        session.start();
        var keys = given == null ? session.bean(KeyRing.class).trusted() : given;
        var kept = kept(against, keys);
        var names = names(logs);
        var isBroken = false;
        for (var name : names) {
            var verdict = verify(new LogVerification.Request(name, from(name, since), Long.MAX_VALUE, keys, kept));
            verdict.lines().forEach(line -> terminal.out().println("%s: %s".formatted(name, line)));
            isBroken |= verdict.isBroken();
        }
        return isBroken ? ExitCode.FAILED : ExitCode.COMPLETED;
    }

    private List<String> names(List<String> wanted) {
        var there = session.bean(Sealer.class).logs();
        for (var name : wanted) {
            if (!there.contains(name)) {
                throw new WrongUsageException(
                        "there is no log %s; there are %s".formatted(name, String.join(", ", there)));
            }
        }
        if (there.isEmpty()) {
            terminal.complain("there is no log yet: nothing was received");
        }
        return wanted.isEmpty() ? there : wanted;
    }

    private LogVerdict verify(LogVerification.Request request) {
        try (var line = new ProgressLine(terminal.err(), terminal.isInteractive(), System::nanoTime)) {
            return session.bean(LogVerification.class).verify(request, new Watch(line));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: no verdict", e);
        }
    }

    private long from(String log, @Nullable String since) {
        if (since == null) {
            return 0;
        }
        if (since.matches("[0-9]{1,18}")) {
            return Long.parseLong(since);
        }
        try {
            // What a day's first instant found sealed is before it.
            return session.bean(CheckpointTable.class)
                    .sizeAt(log, BusinessDates.cutOff(LocalDate.parse(since).minusDays(1)));
        } catch (DateTimeParseException e) {
            throw new WrongUsageException("--since=%s: neither a position nor a date (2026-11-21)".formatted(since));
        }
    }

    /** A file that was appended to for years may have a note that a crash has torn; what is told is not used. */
    private List<SealedCheckpoint> kept(List<Path> files, TrustedKeys keys) {
        var kept = new ArrayList<SealedCheckpoint>();
        for (var file : files) {
            var before = kept.size();
            for (var note : notes(file)) {
                try {
                    kept.add(keys.checkpoint(note));
                } catch (BadProofException e) {
                    terminal.complain("--against=%s: not used: %s".formatted(file, e.getMessage()));
                }
            }
            if (kept.size() == before) {
                throw new WrongUsageException(
                        "--against=%s: there is no checkpoint that a trusted key signed".formatted(file));
            }
        }
        return kept;
    }

    private static List<byte[]> notes(Path file) {
        try {
            return Note.split(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("--against=%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Shows how far it is, as a job does. */
    private static final class Watch implements VerificationWatch {

        private final Progress progress;
        private final long began = System.nanoTime();

        Watch(Progress progress) {
            this.progress = progress;
        }

        @Override
        public void at(String log, long done, long total) {
            var seconds = (System.nanoTime() - began) / 1e9;
            var perSecond = seconds > 0 ? done / seconds : 0;
            progress.report(new Progress.Event(
                    "verify",
                    log,
                    done,
                    total,
                    perSecond,
                    perSecond > 0 ? Duration.ofSeconds(Math.round((total - done) / perSecond)) : null,
                    done >= total));
        }
    }
}
