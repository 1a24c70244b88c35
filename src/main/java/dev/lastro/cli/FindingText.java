package dev.lastro.cli;

import dev.lastro.job.Deciding.Touched;
import dev.lastro.job.FindingList.Listed;
import dev.lastro.loan.Decision;
import dev.lastro.loan.Place;
import dev.lastro.loan.Standing;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Findings to read, one a line, and what was decided of them. */
final class FindingText {

    private final PrintStream out;

    FindingText(PrintStream out) {
        this.out = out;
    }

    void touched(Touched touched) {
        var listed = touched.listed();
        if (listed == null) {
            var key = touched.key();
            out.println("%s  %s %s: does not stand now".formatted(key.id(), key.provider(), harmless(key.loanId())));
        } else {
            listed(listed);
        }
    }

    void listed(Listed each) {
        var key = each.key();
        var parts = new ArrayList<String>();
        parts.add(key.id());
        parts.add("%-12s".formatted(each.standing().status()));
        parts.add("%-8s".formatted(each.severity()));
        parts.add(each.code() + (each.expectedEvent() == null ? "" : " " + each.expectedEvent()));
        parts.add(key.provider() + (key.loanId().isEmpty() ? "" : " " + harmless(key.loanId())));
        if (each.since() != null) {
            parts.add("since " + each.since());
        }
        parts.addAll(notes(each.standing()));
        out.println(String.join("  ", parts));
    }

    /** What the status does not say. */
    static List<String> notes(Standing standing) {
        var notes = new ArrayList<String>();
        var by = standing.by();
        if (by != null) {
            notes.add("by %s (%s)".formatted(harmless(by.decision().by()), by.place()));
        }
        standing.asked()
                .forEach((place, decision) ->
                        notes.add("waiver asked by %s (%s)".formatted(harmless(decision.by()), place)));
        var assigned = standing.assigned();
        if (assigned != null) {
            notes.add("assigned to %s"
                    .formatted(harmless(String.valueOf(assigned.decision().to()))));
        }
        return notes;
    }

    /** {@code waiver asked by ana, 2026-11-22 09:00:00 São Paulo = …Z (decisions/3): because}. */
    static String of(Place place, Decision decision) {
        var said = switch (decision.kind()) {
            case ACKNOWLEDGED, REOPENED, COMMENTED -> decision.kind().name().toLowerCase(Locale.ROOT);
            case WAIVED -> "waiver asked";
            case WAIVER_APPROVED -> "waiver approved";
            case WAIVER_REFUSED -> "waiver refused";
            case ASSIGNED -> "assigned to " + harmless(String.valueOf(decision.to()));
        };
        return "%s by %s%s, %s (%s)%s"
                .formatted(
                        said,
                        harmless(decision.by()),
                        decision.by().equals(decision.enteredBy())
                                ? ""
                                : ", entered by " + harmless(decision.enteredBy()),
                        TraceText.time(decision.at()),
                        place,
                        decision.because().isEmpty() ? "" : ": " + harmless(decision.because()));
    }

    private static String harmless(String text) {
        return TraceText.harmless(text);
    }
}
