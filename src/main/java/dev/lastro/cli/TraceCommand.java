package dev.lastro.cli;

import dev.lastro.job.LoanHistory;
import dev.lastro.job.LoanHistory.Known;
import dev.lastro.loan.BusinessDates;
import dev.lastro.loan.Place;
import dev.lastro.log.LogReader;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code trace PROVIDER LOAN}: what it needs from the application, and how the story is told. */
final class TraceCommand {

    /** What a bare {@code --raw} stands for: no place is called so. */
    static final String ALL = "all";

    private static final Pattern PLACE = Pattern.compile("([a-z0-9-]{1,32})/([0-9]{1,18})");

    private final Terminal terminal;
    private final Session session;

    TraceCommand(Terminal terminal, Session session) {
        this.terminal = terminal;
        this.session = session;
    }

    /**
     * @param occurred a date or an instant; null: until now
     * @param knownText {@code now}, a prefix of the logs or a date's run; null: everything
     * @param raw {@link #ALL}, a place, or null: no bodies
     */
    int run(
            String provider,
            String loan,
            @Nullable String occurred,
            @Nullable String knownText,
            boolean json,
            @Nullable String raw) {
        var only = raw == null || raw.equals(ALL) ? null : place(raw);
        if (only != null && json) {
            throw new WrongUsageException("--raw=LOG/POSITION writes bytes: not together with --json");
        }
        var until = occurred == null ? null : cutOff(occurred);
        session.start();
        var known = knownText == null ? Known.EVERYTHING : known(knownText);
        var cutOff =
                until != null ? until : known.night() != null ? known.night().cutOff() : now();
        tellWhatIsNotLookedAt(known);
        var story = find(provider, loan, cutOff, known);
        if (story == null) {
            return ExitCode.FAILED;
        }
        var bodies = new Bodies(session.bean(LogReader.class));
        if (only != null) {
            return one(story, only, bodies);
        }
        var trace = new Trace(story);
        var wanted = raw == null ? null : bodies;
        if (json) {
            terminal.out().println(new TraceJson(trace, wanted).document(cutOff, known.prefix()));
        } else {
            new TraceText(terminal.out(), wanted).print(trace, cutOff, known.prefix());
        }
        return ExitCode.COMPLETED;
    }

    private Instant now() {
        return session.bean(InstantSource.class).instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Known known(String text) {
        try {
            return session.bean(LoanHistory.class).known(text);
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException(String.valueOf(e.getMessage()));
        }
    }

    private void tellWhatIsNotLookedAt(Known known) {
        session.bean(LoanHistory.class)
                .unread(known)
                .forEach((log, unread) -> terminal.complain(
                        "log %s: the newest %d are not classified yet and not told here; `run nightly` does that"
                                .formatted(log, unread)));
    }

    private LoanHistory.@Nullable Story find(String provider, String loan, Instant cutOff, Known known) {
        try {
            var story = session.bean(LoanHistory.class).of(provider, loan, cutOff, known);
            if (story.isPresent()) {
                return story.get();
            }
            var erased = session.bean(LoanHistory.class).erased(provider, loan);
            if (erased.isPresent()) {
                terminal.complain("loan %s of %s was erased by %s: what was known before is gone"
                        .formatted(loan, provider, erased.get().act()));
                return null;
            }
            terminal.complain("no loan %s of %s in what %s"
                    .formatted(
                            loan,
                            provider,
                            known.prefix() == null
                                    ? "is known"
                                    : "was known (%s)".formatted(TraceText.text(known.prefix()))));
        } catch (IllegalArgumentException e) {
            terminal.complain(String.valueOf(e.getMessage()));
        }
        return null;
    }

    private int one(LoanHistory.Story story, Place place, Bodies bodies) {
        if (story.deliveries().stream().noneMatch(each -> each.place().equals(place))) {
            var state = story.folded().state();
            terminal.complain("delivery %s is not of loan %s of %s".formatted(place, state.loanId(), state.provider()));
            return ExitCode.FAILED;
        }
        var body = bodies.of(place);
        terminal.out().write(body, 0, body.length);
        terminal.out().flush();
        return ExitCode.COMPLETED;
    }

    private static Place place(String text) {
        var matcher = PLACE.matcher(text);
        if (!matcher.matches()) {
            throw new WrongUsageException("--raw=%s: a place is LOG/POSITION, like main/42".formatted(text));
        }
        return new Place(matcher.group(1), Long.parseLong(matcher.group(2)));
    }

    private static Instant cutOff(String text) {
        try {
            return text.contains("T") ? Instant.parse(text) : BusinessDates.cutOff(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            throw new WrongUsageException(
                    "--occurred=%s: neither a date (2026-11-21) nor an instant (2026-11-21T12:00:00Z)".formatted(text));
        }
    }
}
