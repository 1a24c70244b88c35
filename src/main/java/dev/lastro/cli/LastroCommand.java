package dev.lastro.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** The commands and what they take; what they do is elsewhere. */
@Command(
        name = "lastro",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = {
            "Keeps every loan webhook as evidence, and tells each morning what is missing.",
            "Guarda cada webhook de empréstimo como evidência e diz a cada manhã o que falta."
        },
        footer = {
            "",
            "Properties of Spring can follow any command: --lastro.reports-dir=… --spring.datasource.url=…",
            "Exit codes: 0 completed, 1 failed, 2 already running or already complete, 64 wrong usage."
        })
final class LastroCommand {

    private final Class<?> application;
    private final List<String> properties;
    private final Terminal terminal;
    private final Session session;

    LastroCommand(Class<?> application, List<String> properties, Terminal terminal, Session session) {
        this.application = application;
        this.properties = properties;
        this.terminal = terminal;
        this.session = session;
    }

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Shows the log and stack traces. / Mostra o log e as pilhas de erro.")
    void verbose(boolean verbose) {
        session.verbose(verbose);
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "Takes webhooks in, and runs the jobs by their schedule, until it is stopped.",
                "Recebe webhooks e executa os jobs no horário, até ser parado."
            })
    int serve() {
        SpringApplication.run(application, properties.toArray(String[]::new));
        return ExitCode.COMPLETED;
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "Says with file and line what is wrong in jobs/; needs no database.",
                "Diz, com arquivo e linha, o que está errado em jobs/; dispensa o banco de dados."
            })
    int check(
            @Option(
                            names = "--jobs-dir",
                            paramLabel = "DIR",
                            description =
                                    "The folder to check (else: lastro.jobs-dir, LASTRO_JOBS_DIR). / A pasta a verificar.")
                    @Nullable
                    Path jobsDir) {
        return new DefinitionsCheck(terminal.out())
                .run(jobsDir == null ? DefinitionsCheck.configuredFolder(properties, System::getenv) : jobsDir);
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "Tells a loan's events in order, and what each of them did to its state.",
                "Mostra os eventos de um empréstimo em ordem e o efeito de cada um no estado."
            })
    int trace(
            @Parameters(index = "0", paramLabel = "PROVIDER", description = "base39, openco, …") String provider,
            @Parameters(index = "1", paramLabel = "LOAN", description = "The loan's id. / O id do empréstimo.")
                    String loan,
            @Option(
                            names = "--occurred",
                            paramLabel = "WHEN",
                            description =
                                    "Only what occurred until the end of a date (2026-11-21, São Paulo) or before "
                                            + "an instant (2026-11-21T12:00:00Z). / O que ocorreu até a data ou antes do instante.")
                    @Nullable
                    String occurred,
            @Option(
                            names = "--known",
                            paramLabel = "WHAT",
                            description = "Only what was known: to a date's run (2026-11-20/r1, until that date unless "
                                    + "--occurred says else), or so many deliveries of each log "
                                    + "(main/5000,import/20). / Só o que se sabia então.")
                    @Nullable
                    String known,
            @Option(names = "--json", description = "One JSON document. / Um documento JSON.") boolean json,
            @Option(
                            names = "--raw",
                            paramLabel = "LOG/POSITION",
                            description =
                                    "Without a place: each body as it came, below its line; with one: exactly its "
                                            + "bytes. / O corpo bruto de cada entrega, ou exatamente o de uma.")
                    @Nullable
                    String raw) {
        return new TraceCommand(terminal, session).run(provider, loan, occurred, known, json, raw);
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "Writes a loan's deliveries, their proofs and a page that tells of them to one zip file.",
                "Grava as entregas de um empréstimo, as provas e uma página que as explica em um arquivo zip."
            })
    int pack(
            @Parameters(index = "0", paramLabel = "PROVIDER", description = "base39, openco, …") String provider,
            @Parameters(index = "1", paramLabel = "LOAN", description = "The loan's id. / O id do empréstimo.")
                    String loan,
            @Option(
                            names = "--to",
                            paramLabel = "FILE",
                            description = "Absent: lastro-PROVIDER-LOAN.zip here. / Padrão: nesta pasta.")
                    @Nullable
                    Path to)
            throws IOException {
        return new PackCommand(terminal, session).run(provider, loan, to);
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "Prints the message that asks a provider for the steps that it did not deliver.",
                "Imprime a mensagem que pede a um provedor as etapas que ele não entregou."
            })
    int ask(
            @Parameters(index = "0", paramLabel = "PROVIDER", description = "base39, openco, …") String provider,
            @Option(
                            names = "--date",
                            paramLabel = "DATE",
                            description = "Of which night; absent: the last one. / De qual noite; padrão: a última.")
                    @Nullable
                    LocalDate date,
            @Option(
                            names = "--language",
                            paramLabel = "LANGUAGE",
                            defaultValue = "pt-BR",
                            description = "pt-BR or en; absent: pt-BR. / Padrão: pt-BR.")
                    String language)
            throws IOException {
        return new AskCommand(terminal, session).run(provider, date, language);
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "Erases what the deliveries of a loan said, by law: proofs and the loan's last state stay. Asks no question.",
                "Apaga por lei o conteúdo das entregas de um empréstimo; as provas e o último estado ficam. Não pergunta nada."
            })
    int erase(
            @Parameters(index = "0", paramLabel = "PROVIDER", description = "base39, openco, …") String provider,
            @Parameters(index = "1", paramLabel = "LOAN", description = "The loan's id. / O id do empréstimo.")
                    String loan,
            @Option(
                            names = "--because",
                            required = true,
                            paramLabel = "WHY",
                            description =
                                    "Why; it stays in the log for ever: no personal data. / O motivo; fica para sempre no log.")
                    String because,
            @Option(
                            names = "--dry-run",
                            description = "Only lists what would be erased. / Só lista o que seria apagado.")
                    boolean dryRun) {
        return new EraseCommand(terminal, session).run(provider, loan, because, dryRun);
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "Lists the findings that stand, as the last run left them, with what is decided of each by now.",
                "Lista as pendências atuais, como a última execução as deixou, com o que já foi decidido."
            })
    int findings(
            @Mixin FindingOptions which,
            @Option(names = "--json", description = "One JSON array. / Um array JSON.") boolean json) {
        return new FindingsCommand(terminal, session).run(which, json);
    }
}
