package dev.lastro.cli;

import dev.lastro.job.JobRequest;
import dev.lastro.job.Jobs;
import dev.lastro.job.Outcome;
import dev.lastro.report.Format;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run JOB}: each job is a command, so that what one job takes is an error for another. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = {
            "Runs a job now. What failed or was killed goes on by the same command.",
            "Executa um job agora. O que falhou ou foi interrompido continua com o mesmo comando."
        })
final class RunCommand {

    private static final String AGAIN = "Redo what is complete, as a new revision. / Refaz o que já está completo.";
    private static final String FORMAT =
            "Beside the CSV files; absent: as jobs/nightly.yaml says. / Além dos CSV; padrão: como diz jobs/nightly.yaml.";
    private static final String REPORT_FORMAT =
            "Beside the CSV files; absent: as that revision was. / Além dos CSV; padrão: como era aquela revisão.";
    private static final String BECAUSE = "Why; kept with the run. / O motivo, guardado com a execução.";

    private final Terminal terminal;
    private final Session session;

    RunCommand(Terminal terminal, Session session) {
        this.terminal = terminal;
        this.session = session;
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "Classifies what came, rebuilds the loans, and writes the reports of a business date.",
                "Classifica o que chegou, reconstrói os empréstimos e grava os relatórios de uma data."
            })
    int nightly(
            @Option(
                            names = "--date",
                            paramLabel = "2026-11-21",
                            description =
                                    "The business date; yesterday in São Paulo if absent. / A data-base; padrão: ontem.")
                    @Nullable
                    LocalDate date,
            @Option(names = "--format", paramLabel = "parquet", description = FORMAT) @Nullable String format,
            @Option(names = "--again", description = AGAIN) boolean again,
            @Option(names = "--because", paramLabel = "WHY", defaultValue = "", description = BECAUSE) String because) {
        return run(() -> new JobRequest.Nightly(date, again, user(), because, formats(format)));
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "Makes all derived tables again from the log, beside those in use, and swaps them in.",
                "Refaz todas as tabelas derivadas a partir do log, ao lado das atuais, e as troca."
            })
    int rebuild(
            @Option(names = "--because", paramLabel = "WHY", defaultValue = "", description = BECAUSE) String because) {
        return run(() -> new JobRequest.Rebuild(user(), because));
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "Writes the reports of a past business date as known then, or now; what was published stays untouched.",
                "Grava os relatórios de uma data passada como se sabia então, ou agora; o que foi publicado fica intacto."
            })
    int report(
            @Option(
                            names = "--date",
                            required = true,
                            paramLabel = "2026-11-21",
                            description = "The business date. / A data-base.")
                    LocalDate date,
            @Option(
                            names = "--known",
                            defaultValue = "now",
                            paramLabel = "r1|main/5000|now",
                            description = {
                                "What was known: by a run of that date, or so many deliveries of each log (main/5000,import/20), or now.",
                                "O que se sabia: por uma execução daquela data, ou tantas entregas de cada log, ou agora."
                            })
                    String known,
            @Option(
                            names = "--to",
                            paramLabel = "DIR",
                            description = "The folder to make; absent: beside the published ones. / A pasta a criar.")
                    @Nullable
                    Path to,
            @Option(names = "--format", paramLabel = "parquet", description = REPORT_FORMAT) @Nullable String format,
            @Option(names = "--because", paramLabel = "WHY", defaultValue = "", description = BECAUSE) String because) {
        return run(() -> new JobRequest.Report(date, known, to, user(), because, formats(format)));
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "Seals every log as it is now: a signed checkpoint where there is something new, or once a day.",
                "Sela cada log como está agora: um checkpoint assinado quando há novidade, ou uma vez por dia."
            })
    int seal(
            @Option(names = "--because", paramLabel = "WHY", defaultValue = "", description = BECAUSE) String because) {
        return run(() -> new JobRequest.Seal(user(), because));
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "Reads what was sealed since the last time and a part of the old, and compares it with the checkpoints.",
                "Relê o que foi selado desde a última vez e uma parte do antigo, e compara com os checkpoints."
            })
    int verify(
            @Option(names = "--full", description = "All that is sealed. / Tudo o que foi selado.") boolean full,
            @Option(names = "--because", paramLabel = "WHY", defaultValue = "", description = BECAUSE) String because) {
        return run(() -> new JobRequest.Verify(full, user(), because));
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "Appends raw bodies to the log as deliveries of a provider.",
                "Acrescenta corpos brutos ao log como entregas de um provedor."
            })
    int importBodies(
            @Option(
                            names = "--provider",
                            required = true,
                            paramLabel = "NAME",
                            description = "Whose deliveries they are. / De quem são as entregas.")
                    String provider,
            @Option(
                            names = "--file",
                            paramLabel = "FILE",
                            description = "NDJSON: one body a line. / Um corpo por linha.")
                    @Nullable
                    Path file,
            @Option(
                            names = "--dir",
                            paramLabel = "DIR",
                            description = "One body a file, in the order of their names. / Um corpo por arquivo.")
                    @Nullable
                    Path dir,
            @Option(names = "--again", description = AGAIN) boolean again,
            @Option(names = "--because", paramLabel = "WHY", defaultValue = "", description = BECAUSE) String because) {
        return run(() -> new JobRequest.Import(provider, source(file, dir), again, user(), because));
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "Compares a provider's own list of its loans or payments with what its deliveries told.",
                "Compara a lista do próprio provedor (empréstimos ou pagamentos) com o que as entregas disseram."
            })
    int reconcile(
            @Option(
                            names = "--provider",
                            required = true,
                            paramLabel = "NAME",
                            description = "Whose list it is. / De quem é a lista.")
                    String provider,
            @Option(
                            names = "--file",
                            required = true,
                            paramLabel = "FILE",
                            description = "The list: CSV, JSON or NDJSON. / A lista.")
                    Path file,
            @Option(
                            names = "--map",
                            defaultValue = "loans",
                            paramLabel = "loans|payments",
                            description =
                                    "What it lists: jobs/statements/<provider>-<this>.yaml says how it is read. / O que ela lista.")
                    String map,
            @Option(
                            names = "--as-of",
                            paramLabel = "2026-11-20",
                            description =
                                    "The day at whose end it was true; yesterday in São Paulo if absent. / A data da lista; padrão: ontem.")
                    @Nullable
                    LocalDate asOf,
            @Option(
                            names = "--from",
                            paramLabel = "2026-11-01",
                            description =
                                    "The first day that it covers; absent: all before. / O primeiro dia que ela cobre; padrão: tudo.")
                    @Nullable
                    LocalDate from,
            @Option(names = "--again", description = AGAIN) boolean again,
            @Option(names = "--because", paramLabel = "WHY", defaultValue = "", description = BECAUSE) String because) {
        return run(() -> new JobRequest.Reconcile(provider, file, map, asOf, from, again, user(), because));
    }

    private static @Nullable Set<Format> formats(@Nullable String words) {
        try {
            return words == null ? null : Format.of(words);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--format=%s: %s".formatted(words, e.getMessage()), e);
        }
    }

    private static Path source(@Nullable Path file, @Nullable Path dir) {
        if (file != null && dir == null) {
            return file;
        }
        if (dir != null && file == null) {
            return dir;
        }
        throw new WrongUsageException("import takes either --file=FILE or --dir=DIR");
    }

    private int run(Supplier<JobRequest> request) {
        try {
            // Before Spring starts: what is mistyped is told at once.
            var wanted = request.get();
            session.start();
            return new OutcomeText(terminal).print(wanted.job(), run(wanted));
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException(String.valueOf(e.getMessage()));
        }
    }

    private Outcome run(JobRequest wanted) {
        try (var progress = new ProgressLine(terminal.err(), terminal.isInteractive(), System::nanoTime)) {
            return session.bean(Jobs.class).run(wanted, progress);
        }
    }

    private static String user() {
        return System.getProperty("user.name", "unknown");
    }
}
