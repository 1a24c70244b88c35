package dev.lastro.cli;

import dev.lastro.cli.Trace.Line;
import dev.lastro.job.LoanHistory.Suspicion;
import dev.lastro.loan.BusinessDates;
import dev.lastro.loan.Finding;
import dev.lastro.loan.LoanState;
import dev.lastro.loan.Provenance;
import dev.lastro.loan.Standing;
import dev.lastro.loan.Step;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A trace to read: one line a delivery, then the state and what is missing. */
final class TraceText {

    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(BusinessDates.ZONE);

    private final PrintStream out;
    private final @Nullable Bodies bodies;

    /** @param bodies null: not wanted */
    TraceText(PrintStream out, @Nullable Bodies bodies) {
        this.out = out;
        this.bodies = bodies;
    }

    /** @param known by log how many deliveries counted; null: all */
    void print(Trace trace, Instant cutOff, @Nullable SortedMap<String, Long> known) {
        var state = trace.folded().state();
        out.printf(
                "loan %s of %s, until %s%s%n",
                harmless(state.loanId()),
                state.provider(),
                time(cutOff),
                known == null ? "" : ", known: " + text(known));
        var erased = trace.erased();
        if (erased != null) {
            out.printf(
                    "erased: %d deliveries, by %s, %s, %s: %s%n",
                    erased.deliveries(),
                    erased.act(),
                    time(erased.at()),
                    harmless(erased.by()),
                    harmless(erased.because()));
        }
        for (var line : trace.lines()) {
            out.println(text(line, erased != null));
            if (bodies != null) {
                var body = bodies.of(line.told().place());
                out.write(body, 0, body.length);
                out.println();
            }
        }
        if (erased != null && !erased.hasState()) {
            out.println("state: none is kept, no run had reported this loan");
            return;
        }
        out.println(text(state, trace.suspicion())
                + (erased == null ? "" : ", as the last run before the erasure left it"));
        out.println(facts(state));
        if (!trace.provenance().isEmpty()) {
            out.println("fields, the delivery that set each, and those that lost:");
            trace.provenance().forEach(each -> out.println("  " + text(each)));
        }
        var findings = trace.folded().findings();
        out.println(findings.isEmpty() ? "findings: none" : "findings: " + findings.size());
        findings.forEach(finding -> {
            out.println("  " + text(finding, trace.standing(finding)));
            trace.decisions(finding.id())
                    .forEach(each -> out.println("    " + FindingText.of(each.place(), each.decision())));
        });
        var resolved = trace.decidedAndNotThere();
        if (!resolved.isEmpty()) {
            out.println("decided of findings that do not stand:");
            resolved.forEach(id -> {
                out.println("  " + id);
                trace.decisions(id)
                        .forEach(each -> out.println("    " + FindingText.of(each.place(), each.decision())));
            });
        }
    }

    private static String text(Line line, boolean isErased) {
        var told = line.told();
        var parts = new ArrayList<String>();
        parts.add("%-10s".formatted(told.place()));
        parts.add(told.occurredAt() == null ? "occurred ?" : "occurred " + time(told.occurredAt()));
        if (told.timeAssumed()) {
            parts.add("(assumed: it names no time)");
        }
        parts.add("received %s%s".formatted(told.receivedAt(), delay(told.occurredAt(), told.receivedAt())));
        parts.add(told.deliveryClass()
                + (told.eventPlace() == null || told.eventPlace().equals(told.place())
                        ? ""
                        : " of " + told.eventPlace()));
        parts.add("%s%s → %s"
                .formatted(
                        harmless(told.type()),
                        told.status() == null ? "" : " " + harmless(told.status()),
                        told.event() == null ? "no event" : told.event()));
        if (line.step() != null) {
            parts.add(text(line.step()));
        } else if (isErased) {
            parts.add("not counted: the loan is erased");
        } else if (line.isLater()) {
            parts.add("not counted: it occurred later");
        }
        return String.join("  ", parts);
    }

    private static String text(Step step) {
        var inferred = step.inferred().isEmpty()
                ? ""
                : " (never got "
                        + String.join(
                                ", ", step.inferred().stream().map(Enum::name).toList()) + ")";
        return switch (step.outcome()) {
            case APPLIED, APPLIED_AFTER_GAP ->
                "%s %s → %s%s".formatted(step.outcome(), step.from(), step.to(), inferred);
            case ILLEGAL, AFTER_TERMINAL -> "%s, stays %s".formatted(step.outcome(), step.to());
        };
    }

    private static String text(LoanState state, Suspicion suspicion) {
        return "state: %s%s%s%s"
                .formatted(
                        state.state(),
                        state.inferred() ? ", partly inferred" : "",
                        state.provisional() ? ", provisional: a required step may still come" : "",
                        switch (suspicion) {
                            case YES -> ", provisional: it misses a step in a suspected outage";
                            case NO -> "";
                            case NOT_WEIGHED ->
                                "; whether in an outage is not weighed by just this: name a run, --known=2026-11-20/r1";
                        });
    }

    private static String text(Provenance field) {
        var with = field.with().stream().map(place -> " + " + place).collect(Collectors.joining());
        var lost = field.lost().stream()
                .map(each -> "%s %s (%s)"
                        .formatted(
                                each.place(),
                                harmless(each.value()),
                                each.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ')))
                .collect(Collectors.joining(", "));
        return "%-17s  %s%s%s".formatted(field.field(), field.setBy(), with, lost.isEmpty() ? "" : "; lost: " + lost);
    }

    private static String facts(LoanState state) {
        var facts = new ArrayList<String>();
        add(facts, "contract", harmless(state.contractNumber()));
        add(facts, "contracted", state.contractedAmount());
        add(facts, "disbursed", state.disbursedAmount());
        add(facts, "paid", state.paidAmount());
        add(
                facts,
                "instalments",
                state.installments() == null
                        ? state.installmentsPaid() + " paid"
                        : "%d of %d paid".formatted(state.installmentsPaid(), state.installments()));
        return "facts: " + String.join(", ", facts);
    }

    private static void add(List<String> facts, String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            facts.add(name + " " + (value instanceof BigDecimal amount ? amount.toPlainString() : value));
        }
    }

    private static String text(Finding finding, Standing standing) {
        return "%s %s (%s, %s)%s%s: %s"
                .formatted(
                        finding.code(),
                        finding.id(),
                        finding.severity().name().toLowerCase(Locale.ROOT),
                        standing.status() + (standing.asked().isEmpty() ? "" : ", waiver asked"),
                        finding.expected() == null ? "" : " " + finding.expected(),
                        finding.dueAt() == null ? "" : ", due " + time(finding.dueAt()),
                        harmless(finding.suggestedAction().en()));
    }

    static String text(SortedMap<String, Long> known) {
        return known.entrySet().stream()
                .map(each -> each.getKey() + "/" + each.getValue())
                .collect(Collectors.joining(","));
    }

    /** Both clocks, each with its name: a person reads the first, a log has the second. */
    static String time(Instant instant) {
        return "%s São Paulo = %s".formatted(LOCAL.format(instant), instant);
    }

    private static String delay(@Nullable Instant occurredAt, Instant receivedAt) {
        return occurredAt == null
                ? ""
                : " (%+d s)".formatted(Duration.between(occurredAt, receivedAt).toSeconds());
    }

    /** A sender's text must not steer the terminal. */
    static String harmless(@Nullable String text) {
        return text == null ? "" : text.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
