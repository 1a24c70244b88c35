package dev.lastro.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code java -jar lastro.jar serve | run JOB | trace PROVIDER LOAN | verify … | proof … | pack PROVIDER LOAN | erase PROVIDER LOAN | findings | decide … | check}. */
public final class CommandLineInterface {

    private CommandLineInterface() {}

    /**
     * Runs one command; {@code serve} returns 0 while the server goes on.
     *
     * @param application the class that Spring starts from
     * @return the exit code: 0 completed, 1 failed, 2 already running or already complete, 64 wrong usage
     */
    public static int run(Class<?> application, String... args) {
        var split = SpringArguments.split(args);
        var terminal = Terminal.standard();
        try (var session = new Session(application, split.spring())) {
            var commandLine = commandLine(application, split.spring(), terminal, session);
            if (split.own().length == 0) {
                commandLine.usage(commandLine.getOut());
                return ExitCode.COMPLETED;
            }
            return commandLine.execute(withPlaces(split.own()));
        }
    }

    /** A bare {@code --raw} means all; left bare, it would take the next word for its place. */
    private static String[] withPlaces(String[] args) {
        return Arrays.stream(args)
                .map(arg -> arg.equals("--raw") ? "--raw=" + TraceCommand.ALL : arg)
                .toArray(String[]::new);
    }

    private static CommandLine commandLine(
            Class<?> application, List<String> properties, Terminal terminal, Session session) {
        return new CommandLine(new LastroCommand(application, properties, terminal, session))
                .addSubcommand(new RunCommand(terminal, session))
                .addSubcommand(new VerifyCommand(properties, terminal, session))
                .addSubcommand(new ProofCommand(terminal, session))
                .addSubcommand(new DecideCommand(terminal, session))
                .registerConverter(LocalDate.class, CommandLineInterface::date)
                .setOut(utf8(terminal.out()))
                .setErr(utf8(terminal.err()))
                .setParameterExceptionHandler((wrong, given) -> wrongUsage(wrong))
                .setExecutionExceptionHandler((failure, where, given) -> {
                    if (session.isVerbose()) {
                        failure.printStackTrace(terminal.err());
                    }
                    terminal.complain(Explanation.of(failure, session.environment()));
                    return failure instanceof WrongUsageException ? ExitCode.WRONG_USAGE : ExitCode.FAILED;
                });
    }

    private static int wrongUsage(ParameterException wrong) {
        var commandLine = wrong.getCommandLine();
        commandLine.getErr().println(message(wrong));
        if (!UnmatchedArgumentException.printSuggestions(wrong, commandLine.getErr())) {
            commandLine.usage(commandLine.getErr());
        }
        commandLine.getErr().flush();
        return ExitCode.WRONG_USAGE;
    }

    private static String message(ParameterException wrong) {
        var commands = wrong.getCommandLine().getSubcommands().keySet();
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !commands.isEmpty()
                && !unmatched.getUnmatched().getFirst().startsWith("-")) {
            return "there is no %s '%s'; there are %s"
                    .formatted(
                            wrong.getCommandLine().getCommandName().equals("run") ? "job" : "command",
                            unmatched.getUnmatched().getFirst(),
                            String.join(", ", new TreeSet<>(commands)));
        }
        return String.valueOf(wrong.getMessage());
    }

    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'%s' is not a date like 2026-11-21".formatted(text));
        }
    }
}
