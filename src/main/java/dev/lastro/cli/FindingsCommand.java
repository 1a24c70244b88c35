package dev.lastro.cli;

import dev.lastro.job.FindingFilter;
import dev.lastro.job.FindingList;
import dev.lastro.job.FindingList.Listed;
import dev.lastro.loan.FindingStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** {@code findings}: those that stand, with what is decided of them by now. */
final class FindingsCommand {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Terminal terminal;
    private final Session session;

    FindingsCommand(Terminal terminal, Session session) {
        this.terminal = terminal;
        this.session = session;
    }

    int run(FindingOptions options, boolean json) {
        var filter = options.filter();
        session.start();
        var findings = session.bean(FindingList.class);
        var cutOff = findings.cutOff();
        if (cutOff.isEmpty()) {
            terminal.complain("there are no findings yet: `run nightly` makes them");
            return ExitCode.FAILED;
        }
        if (json) {
            writeJson(findings, filter);
        } else {
            var counts = new EnumMap<FindingStatus, Long>(FindingStatus.class);
            var text = new FindingText(terminal.out());
            findings.each(filter, each -> {
                text.listed(each);
                counts.merge(each.standing().status(), 1L, Long::sum);
            });
            terminal.out()
                    .println("findings: %d%s, until %s"
                            .formatted(
                                    counts.values().stream()
                                            .mapToLong(Long::longValue)
                                            .sum(),
                                    counts.isEmpty() ? "" : " " + counts,
                                    TraceText.time(cutOff.get())));
        }
        return ExitCode.COMPLETED;
    }

    /** One array, an object a line: there may be as many as loans. */
    private void writeJson(FindingList findings, FindingFilter filter) {
        var out = terminal.out();
        var isFirst = new boolean[] {true};
        out.print("[");
        findings.each(filter, each -> {
            out.print(isFirst[0] ? "\n" : ",\n");
            isFirst[0] = false;
            out.print(JSON.writeValueAsString(map(each)));
        });
        out.println("\n]");
    }

    private static Map<String, @Nullable Object> map(Listed each) {
        var standing = each.standing();
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("finding_id", each.key().id());
        map.put("code", each.code());
        map.put("severity", each.severity());
        map.put("status", standing.status().name());
        map.put("provider", each.key().provider());
        map.put("loan_id", each.key().loanId());
        map.put("expected_event", each.expectedEvent());
        map.put("due_at", each.dueAt() == null ? null : each.dueAt().toString());
        map.put("since", each.since() == null ? null : each.since().toString());
        map.put(
                "evidence",
                each.evidence().isEmpty() ? List.of() : List.of(each.evidence().split(" ")));
        map.put("suggested_action", each.suggestedAction());
        map.put("suggested_action_pt", each.suggestedActionPt());
        var by = standing.by();
        map.put("decided", by == null ? null : DecisionJson.map(by.place(), by.decision()));
        var asked = new ArrayList<Map<String, @Nullable Object>>();
        standing.asked().forEach((place, decision) -> asked.add(DecisionJson.map(place, decision)));
        map.put("waivers_asked", asked);
        var assigned = standing.assigned();
        map.put("assigned_to", assigned == null ? null : assigned.decision().to());
        return map;
    }
}
