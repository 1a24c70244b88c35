package dev.lastro.cli;

import dev.lastro.job.LoanHistory.Erased;
import dev.lastro.job.LoanHistory.Suspicion;
import dev.lastro.loan.Finding;
import dev.lastro.loan.Place;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A trace for machines: the columns' names of the reports; amounts as exact texts, times in UTC, bodies in base64. */
final class TraceJson {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Trace trace;
    private final @Nullable Bodies bodies;

    /** @param bodies null: not wanted */
    TraceJson(Trace trace, @Nullable Bodies bodies) {
        this.trace = trace;
        this.bodies = bodies;
    }

    /** @param known by log how many deliveries counted; null: all */
    String document(Instant cutOff, @Nullable SortedMap<String, Long> known) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("cut_off", cutOff.toString());
        document.put("known", known);
        document.put("loan", loan());
        var erased = trace.erased();
        if (erased != null) {
            document.put("erased", erased(erased));
        }
        document.put("fields", fields());
        document.put("deliveries", trace.lines().stream().map(this::delivery).toList());
        document.put(
                "findings",
                trace.folded().findings().stream().map(this::finding).toList());
        document.put("decisions", decisions());
        return JSON.writeValueAsString(document);
    }

    private Map<String, @Nullable Object> loan() {
        var state = trace.folded().state();
        var loan = new LinkedHashMap<String, @Nullable Object>();
        loan.put("provider", state.provider());
        loan.put("loan_id", state.loanId());
        loan.put("contract_number", state.contractNumber());
        loan.put("external_id", state.externalId());
        loan.put("lifecycle", state.lifecycle());
        loan.put("state", state.state());
        loan.put("inferred", state.inferred());
        loan.put("created_at", text(state.createdAt()));
        loan.put("signed_at", text(state.signedAt()));
        loan.put("disbursed_at", text(state.disbursedAt()));
        loan.put("closed_at", text(state.closedAt()));
        loan.put("contracted_amount", plain(state.contractedAmount()));
        loan.put("disbursed_amount", plain(state.disbursedAmount()));
        loan.put("iof_amount", plain(state.iofAmount()));
        loan.put("fees_amount", plain(state.feesAmount()));
        loan.put("paid_amount", plain(state.paidAmount()));
        loan.put("installments", state.installments());
        loan.put("installments_paid", state.installmentsPaid());
        loan.put("overdue_since", text(state.overdueSince()));
        loan.put("first_event_at", text(state.firstEventAt()));
        loan.put("last_event_at", text(state.lastEventAt()));
        loan.put("events", state.events());
        loan.put("duplicates", state.duplicates());
        loan.put("provisional", trace.isProvisional());
        loan.put(
                "in_suspected_outage",
                trace.suspicion() == Suspicion.NOT_WEIGHED ? null : trace.suspicion() == Suspicion.YES);
        var setBy = new TreeMap<String, String>();
        state.setBy().forEach((column, place) -> setBy.put(column, place.toString()));
        loan.put("set_by", setBy);
        return loan;
    }

    private static Map<String, Object> erased(Erased erased) {
        var act = new LinkedHashMap<String, Object>();
        act.put("act", erased.act().toString());
        act.put("at", erased.at().toString());
        act.put("by", erased.by());
        act.put("because", erased.because());
        act.put("deliveries", erased.deliveries());
        act.put("state_kept", erased.hasState());
        return act;
    }

    private Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        for (var each : trace.provenance()) {
            var lost = each.lost().stream()
                    .map(other -> Map.of(
                            "place", other.place().toString(),
                            "value", other.value(),
                            "reason", other.reason().name()))
                    .map(TreeMap::new)
                    .toList();
            var field = new LinkedHashMap<String, Object>();
            field.put("set_by", each.setBy().toString());
            field.put("with", each.with().stream().map(Place::toString).toList());
            field.put("lost", lost);
            fields.put(each.field(), field);
        }
        return fields;
    }

    private Map<String, @Nullable Object> delivery(Trace.Line line) {
        var told = line.told();
        var delivery = new LinkedHashMap<String, @Nullable Object>();
        delivery.put("log", told.place().log());
        delivery.put("position", told.place().position());
        delivery.put("class", told.deliveryClass().name());
        delivery.put("duplicate_of", text(told.eventPlace()));
        delivery.put("type", told.type());
        delivery.put("status", told.status());
        delivery.put("event", text(told.event()));
        delivery.put("identity", told.identity());
        delivery.put("occurred_at", text(told.occurredAt()));
        delivery.put("time_assumed", told.timeAssumed());
        delivery.put("received_at", told.receivedAt().toString());
        var step = line.step();
        delivery.put("outcome", step == null ? null : step.outcome().name());
        delivery.put("from", step == null ? null : step.from());
        delivery.put("to", step == null ? null : step.to());
        delivery.put("inferred", step == null ? List.of() : step.inferred());
        if (bodies != null) {
            delivery.put("body_base64", Base64.getEncoder().encodeToString(bodies.of(told.place())));
        }
        return delivery;
    }

    /** In their order; each names the loan's findings that it is about. */
    private List<Map<String, @Nullable Object>> decisions() {
        var decisions = new ArrayList<Map<String, @Nullable Object>>();
        for (var each : trace.decisions()) {
            var map = DecisionJson.map(each.place(), each.decision());
            map.put("finding_ids", trace.findingsOf(each.decision()));
            decisions.add(map);
        }
        return decisions;
    }

    private Map<String, @Nullable Object> finding(Finding finding) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("finding_id", finding.id());
        map.put("code", finding.code().name());
        map.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        map.put("status", trace.standing(finding).status().name());
        map.put("expected_event", text(finding.expected()));
        map.put("after_event", text(finding.after()));
        map.put("after_event_at", text(finding.afterAt()));
        map.put("due_at", text(finding.dueAt()));
        map.put("since", text(finding.since()));
        map.put("evidence", finding.evidence());
        map.put("suggested_action", finding.suggestedAction().en());
        map.put("suggested_action_pt", finding.suggestedAction().pt());
        return map;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static @Nullable String plain(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.toPlainString();
    }
}
