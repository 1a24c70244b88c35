package dev.lastro.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every decision takes. */
final class DecideOptions {

    @Mixin
    FindingOptions which = new FindingOptions();

    @Option(
            names = "--because",
            defaultValue = "",
            paramLabel = "WHY",
            description = "Why; it stays in the log for ever: no personal data. / O motivo; fica para sempre no log.")
    String because = "";

    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "Who decides; absent: the system's user. / Quem decide; padrão: o usuário do sistema.")
    @Nullable
    String by;

    @Option(
            names = "--count",
            paramLabel = "N",
            description =
                    "How many findings it is about: a filter needs it, and anything else than that many is an error. / "
                            + "Quantas pendências são; obrigatório com filtro.")
    @Nullable
    Integer count;

    @Option(names = "--dry-run", description = "Only lists what it would be about. / Só lista o que seria atingido.")
    boolean dryRun;
}
