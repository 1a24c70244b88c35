package dev.lastro.cli;

import dev.lastro.job.DecideRequest;
import dev.lastro.job.Deciding;
import dev.lastro.job.Deciding.Decided;
import dev.lastro.loan.Decision.Kind;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code decide …}: what people decide of findings, each decision one delivery in the log. */
@Command(
        name = "decide",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = {
            "Decides of findings, by ids or by a filter; each decision is kept in the log, sealed, and undone by a further one.",
            "Decide sobre pendências, por ids ou filtro; cada decisão fica no log, selada, e outra a desfaz."
        })
final class DecideCommand {

    private static final int LISTED_MAX = 20;

    private final Terminal terminal;
    private final Session session;

    DecideCommand(Terminal terminal, Session session) {
        this.terminal = terminal;
        this.session = session;
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {"Somebody knows of it and sees to it.", "Alguém já sabe e está cuidando."})
    int acknowledge(@Mixin DecideOptions options) {
        return decide(Kind.ACKNOWLEDGED, options, null);
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "Asks to accept it as it is, with a reason; another person has to approve.",
                "Pede a dispensa, com motivo; outra pessoa precisa aprovar."
            })
    int waive(@Mixin DecideOptions options) {
        return decide(Kind.WAIVED, options, null);
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "Approves a waiver that another person has asked for.",
                "Aprova uma dispensa pedida por outra pessoa."
            })
    int approve(@Mixin DecideOptions options) {
        return decide(Kind.WAIVER_APPROVED, options, null);
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "Refuses a waiver, or takes one's own back, before it is approved.",
                "Recusa uma dispensa, ou desiste da própria, antes da aprovação."
            })
    int refuse(@Mixin DecideOptions options) {
        return decide(Kind.WAIVER_REFUSED, options, null);
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {
                "Undoes what was decided: the finding is open again, and no waiver of it waits.",
                "Desfaz o que foi decidido: a pendência volta a ficar aberta."
            })
    int reopen(@Mixin DecideOptions options) {
        return decide(Kind.REOPENED, options, null);
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {"Says something about it.", "Comenta a pendência."})
    int comment(@Mixin DecideOptions options) {
        return decide(Kind.COMMENTED, options, null);
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ProgramVersion.class,
            description = {"Says who is to see to it.", "Diz quem deve cuidar dela."})
    int assign(
            @Mixin DecideOptions options,
            @Option(
                            names = "--to",
                            required = true,
                            paramLabel = "WHO",
                            description = "Who is to see to it. / Quem deve cuidar dela.")
                    String to) {
        return decide(Kind.ASSIGNED, options, to);
    }

    private int decide(Kind kind, DecideOptions options, @Nullable String to) {
        var user = System.getProperty("user.name", "unknown");
        try {
            // Before Spring starts: what is mistyped is told at once.
            var request = new DecideRequest(
                    kind,
                    options.which.filter(),
                    options.by == null ? user : name(options.by),
                    user,
                    text(options.because).strip(),
                    to == null ? null : name(to),
                    options.count);
            session.start();
            var deciding = session.bean(Deciding.class);
            return print(kind, options.dryRun, options.dryRun ? deciding.plan(request) : deciding.run(request));
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException(String.valueOf(e.getMessage()));
        }
    }

    private static String name(String typed) {
        return text(typed).strip();
    }

    /** One character for what keyboards write in two ways: {@code José} is one person. */
    private static String text(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFC);
    }

    private int print(Kind kind, boolean dryRun, Decided decided) {
        var word = DecideRequest.word(kind);
        if (decided.touched().isEmpty()) {
            decided.already().stream()
                    .limit(LISTED_MAX)
                    .forEach(each -> terminal.complain(
                            "finding %s: %s".formatted(each.key().id(), each.why())));
            terminal.complain(
                    decided.already().isEmpty()
                            ? "no finding is like that: there is nothing to %s".formatted(word)
                            : "there is nothing to %s: %d findings were looked at"
                                    .formatted(word, decided.already().size()));
            return ExitCode.ALREADY;
        }
        var text = new FindingText(terminal.out());
        decided.touched().stream()
                .limit(dryRun ? Integer.MAX_VALUE : LISTED_MAX)
                .forEach(text::touched);
        var more = decided.touched().size() - LISTED_MAX;
        if (!dryRun && more > 0) {
            terminal.out().println("… and %d more".formatted(more));
        }
        if (!decided.already().isEmpty()) {
            terminal.out().println("left as they are: " + decided.already().size());
        }
        terminal.out()
                .println(
                        dryRun
                                ? "findings to %s: %d (--count=%2$d)"
                                        .formatted(word, decided.touched().size())
                                : "decided: %s, findings: %d, decision: %s"
                                        .formatted(word, decided.touched().size(), decided.place()));
        if (!dryRun && kind == Kind.WAIVED) {
            terminal.out().println("it counts once another person approves: `decide approve`");
        }
        return ExitCode.COMPLETED;
    }
}
