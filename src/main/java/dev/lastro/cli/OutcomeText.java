package dev.lastro.cli;

import dev.lastro.job.JobRequest;
import dev.lastro.job.Outcome;

/** How a run ended, for a person, and as an exit code. */
final class OutcomeText {

    private final Terminal terminal;

    OutcomeText(Terminal terminal) {
        this.terminal = terminal;
    }

    int print(String job, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Completed completed -> {
                new TotalsText(completed.totals())
                        .lines(completed.folder() != null && !job.equals(JobRequest.Reconcile.JOB))
                        .forEach(terminal.out()::println);
                if (completed.folder() != null) {
                    terminal.out().println("files: " + completed.folder().toAbsolutePath());
                }
                yield ExitCode.COMPLETED;
            }
            case Outcome.Failed failed -> {
                terminal.complain("%s failed: %s".formatted(job, failed.message()));
                terminal.complain("the same command goes on from the last commit; --verbose shows more");
                yield ExitCode.FAILED;
            }
            case Outcome.Nothing nothing -> {
                terminal.complain(nothing.message());
                yield ExitCode.ALREADY;
            }
            case Outcome.Stopped stopped -> {
                terminal.complain("%s was stopped; the same command goes on from the last commit".formatted(job));
                yield ExitCode.FAILED;
            }
            case Outcome.AlreadyRunning running -> {
                terminal.complain("%s is already running, here or on another machine; it will end by itself"
                        .formatted(running.job()));
                yield ExitCode.ALREADY;
            }
            case Outcome.AlreadyComplete complete -> {
                terminal.complain("%s %s is complete already (r%d%s); %s"
                        .formatted(
                                job,
                                complete.subject(),
                                complete.revision(),
                                complete.folder() == null
                                        ? ""
                                        : ", " + complete.folder().toAbsolutePath(),
                                complete.instead() == null
                                        ? "to redo it: --again --because=\"…\""
                                        : complete.instead()));
                yield ExitCode.ALREADY;
            }
        };
    }
}
