package dev.lastro.cli;

import dev.lastro.log.LogReader;
import dev.lastro.seal.CheckpointTable;
import dev.lastro.seal.Prover;
import dev.lastro.seal.Seal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code proof inclusion|consistency|checkpoint}: what others verify without us, as it is written to a file. */
@Command(
        name = "proof",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = {
            "Writes proofs of what is sealed, in the formats of c2sp.org.",
            "Grava provas do que foi selado, nos formatos de c2sp.org."
        })
final class ProofCommand {

    private static final Pattern PLACE = Pattern.compile("([a-z0-9-]{1,32})/([0-9]{1,18})");

    private final Terminal terminal;
    private final Session session;

    ProofCommand(Terminal terminal, Session session) {
        this.terminal = terminal;
        this.session = session;
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "That a delivery is in the log's last checkpoint (c2sp.org/tlog-proof).",
                "Que uma entrega está no último checkpoint do log."
            })
    int inclusion(
            @Parameters(paramLabel = "LOG/POSITION", description = "main/42") String place,
            @Option(
                            names = "--size",
                            paramLabel = "N",
                            description =
                                    "In the checkpoint that covers N deliveries. / No checkpoint que cobre N entregas.")
                    @Nullable
                    Long size) {
        var matcher = PLACE.matcher(place);
        if (!matcher.matches()) {
            throw new WrongUsageException("%s: a place is LOG/POSITION, like main/42".formatted(place));
        }
        var log = matcher.group(1);
        var position = Long.parseLong(matcher.group(2));
        session.start();
        if (session.bean(LogReader.class).size(log) <= position) {
            terminal.complain("there is no delivery %s".formatted(place));
            return ExitCode.FAILED;
        }
        var seal = seal(log, size);
        if (seal.size() <= position) {
            terminal.complain("%s is newer than the checkpoint of %d deliveries; `run seal` makes another"
                    .formatted(place, seal.size()));
            return ExitCode.FAILED;
        }
        return print(session.bean(Prover.class).inclusion(position, seal).encode());
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "That a checkpoint goes on where an older one ended (as c2sp.org/tlog-witness hands it over).",
                "Que um checkpoint continua de onde um mais antigo parou."
            })
    int consistency(
            @Parameters(index = "0", paramLabel = "LOG", description = "main, import, …") String log,
            @Parameters(
                            index = "1",
                            paramLabel = "OLD",
                            description = "Deliveries of the older one. / Entregas do mais antigo.")
                    long old,
            @Parameters(
                            index = "2",
                            arity = "0..1",
                            paramLabel = "NEW",
                            description = "Of the newer one; absent: the last. / Do mais novo; padrão: o último.")
                    @Nullable
                    Long size) {
        session.start();
        var newer = seal(log, size);
        var older = seal(log, old);
        if (older.size() > newer.size()) {
            throw new WrongUsageException("OLD (%d) is larger than NEW (%d)".formatted(older.size(), newer.size()));
        }
        return print(session.bean(Prover.class).consistency(older, newer).encode());
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "The signed checkpoint itself: keep it where nobody who could change the log can change it.",
                "O próprio checkpoint assinado: guarde-o onde quem poderia mudar o log não alcança."
            })
    int checkpoint(
            @Parameters(index = "0", paramLabel = "LOG", description = "main, import, …") String log,
            @Parameters(
                            index = "1",
                            arity = "0..1",
                            paramLabel = "N",
                            description = "Deliveries that it covers; absent: the last. / Entregas; padrão: o último.")
                    @Nullable
                    Long size) {
        session.start();
        return print(seal(log, size).note());
    }

    private Seal seal(String log, @Nullable Long size) {
        var table = session.bean(CheckpointTable.class);
        var last = table.last(log)
                .orElseThrow(() ->
                        new WrongUsageException("log %s has no checkpoint yet; `run seal` makes one".formatted(log)));
        if (size == null) {
            return last;
        }
        return table.ofSize(log, size)
                .orElseThrow(() ->
                        new WrongUsageException("log %s has no checkpoint of just %d deliveries; the last one covers %d"
                                .formatted(log, size, last.size())));
    }

    private int print(byte[] proof) {
        terminal.out().write(proof, 0, proof.length);
        terminal.out().flush();
        return ExitCode.COMPLETED;
    }
}
