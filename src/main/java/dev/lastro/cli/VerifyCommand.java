package dev.lastro.cli;

import dev.lastro.evidence.PackVerification;
import dev.lastro.proof.Verdict;
import dev.lastro.report.ReportVerification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify log|report|pack}: what an auditor asks; each says no more than what it has read. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = {
            "Tells whether something is still what was sealed and signed: exit code 0 if so, 1 if not.",
            "Diz se algo ainda é o que foi selado e assinado: código de saída 0 se sim, 1 se não."
        })
final class VerifyCommand {

    private final List<String> properties;
    private final Terminal terminal;
    private final Session session;

    VerifyCommand(List<String> properties, Terminal terminal, Session session) {
        this.properties = properties;
        this.terminal = terminal;
        this.session = session;
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "Reads every row of the log again and compares it with every checkpoint.",
                "Relê cada linha do log e compara com cada checkpoint."
            })
    int log(
            @Parameters(
                            arity = "0..*",
                            paramLabel = "LOG",
                            description = "main, import, …; absent: all. / Ausente: todos.")
                    @Nullable
                    List<String> logs,
            @Option(
                            names = "--since",
                            paramLabel = "POSITION|DATE",
                            description =
                                    "Only rows from a position on, or what was sealed since a date. / Só a partir de uma posição ou data.")
                    @Nullable
                    String since,
            @Option(
                            names = "--against",
                            paramLabel = "FILE",
                            description = {
                                "Checkpoints that were kept elsewhere: an anchors' file, or a single note; may be repeated.",
                                "Checkpoints guardados em outro lugar; pode repetir."
                            })
                    @Nullable
                    List<Path> against,
            @Mixin KeyOption keys) {
        return new VerifyLogCommand(terminal, session)
                .run(logs == null ? List.of() : logs, since, against == null ? List.of() : against, keys);
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "Tells whether a night's folder is what was published; needs no database.",
                "Diz se a pasta de uma noite é a que foi publicada; dispensa o banco de dados."
            })
    int report(
            @Parameters(paramLabel = "DIR", description = "reports/2026-11-21/r1") Path folder, @Mixin KeyOption keys)
            throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new WrongUsageException("%s is no folder".formatted(folder));
        }
        return tell(ReportVerification.verify(folder, keys.offline(properties)));
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "Tells whether an evidence pack is what was received and sealed; needs no database.",
                "Diz se um pacote de evidências é o que foi recebido e selado; dispensa o banco de dados."
            })
    int pack(
            @Parameters(paramLabel = "FILE", description = "lastro-base39-loan_1.zip") Path file, @Mixin KeyOption keys)
            throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new WrongUsageException("%s is no file".formatted(file));
        }
        return tell(PackVerification.verify(file, keys.offline(properties)));
    }

    private int tell(Verdict verdict) {
        verdict.lines().forEach(terminal.out()::println);
        return verdict.isVerified() ? ExitCode.COMPLETED : ExitCode.FAILED;
    }
}
