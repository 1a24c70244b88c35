package dev.lastro.cli;

import dev.lastro.job.JobRequest;
import dev.lastro.job.Jobs;
import dev.lastro.job.Outcome;

/** {@code erase PROVIDER LOAN}: erases, and says what is left to do by hand. */
final class EraseCommand {

    private final Terminal terminal;
    private final Session session;

    EraseCommand(Terminal terminal, Session session) {
        this.terminal = terminal;
        this.session = session;
    }

    int run(String provider, String loan, String because, boolean dryRun) {
        try {
            // Before Spring starts: what is mistyped is told at once.
            var wanted =
                    new JobRequest.Erase(provider, loan, dryRun, System.getProperty("user.name", "unknown"), because);
            session.start();
            var outcome = run(wanted);
            var exitCode = new OutcomeText(terminal).print(wanted.job(), outcome);
            if (outcome instanceof Outcome.Completed && !dryRun) {
                terminal.out().println("""
                        the next night derives everything anew
                        not erased: published reports, evidence packs, backups, MySQL's binary log, files that were \
                        imported (docs/operating.md)""");
            }
            return exitCode;
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException(String.valueOf(e.getMessage()));
        }
    }

    private Outcome run(JobRequest wanted) {
        try (var progress = new ProgressLine(terminal.err(), terminal.isInteractive(), System::nanoTime)) {
            return session.bean(Jobs.class).run(wanted, progress);
        }
    }
}
