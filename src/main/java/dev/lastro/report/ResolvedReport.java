package dev.lastro.report;

import dev.lastro.report.Column.Kind;
import dev.lastro.report.Hindsight.Arrival;
import dev.lastro.report.RollForward.Gone;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * {@code resolved}: the findings that stood the night before and do not stand any more, by provider, loan, code and id, with
 * the delivery that ended each and how late it came.
 */
final class ResolvedReport {

    static final ReportFile.Names NAMES = new ReportFile.Names("resolved", "resolvidas");

    static final List<Column> COLUMNS = List.of(
            new Column("business_date", Kind.DATE, "data_base"),
            new Column("finding_id", Kind.TEXT, "id_pendencia"),
            new Column("code", Kind.TEXT, "codigo"),
            new Column("severity", Kind.WORD, "severidade"),
            new Column("provider", Kind.TEXT, "provedor"),
            new Column("loan_id", Kind.TEXT, "id_emprestimo"),
            new Column("contract_number", Kind.TEXT, "contrato"),
            new Column("expected_event", Kind.TEXT, "evento_esperado"),
            new Column("since", Kind.DATE, "desde"),
            new Column("due_at", Kind.INSTANT, "prazo"),
            new Column("resolved_by", Kind.TEXT, "resolvida_por"),
            new Column("received_at", Kind.INSTANT, "recebido_em"),
            new Column("hours_late", Kind.NUMBER, "horas_em_atraso"),
            new Column("status", Kind.WORD, "situacao"));

    private static final int LOANS_A_STATEMENT = 1_000;

    private static final String CONTRACTS = """
            SELECT loan_id, contract_number
            FROM loan{side}
            WHERE provider = :provider AND loan_id IN (:loans) AND contract_number IS NOT NULL
            """;

    private ResolvedReport() {}

    static void write(
            LocalDate date,
            List<Gone> gone,
            Hindsight hindsight,
            NamedParameterJdbcTemplate jdbc,
            String side,
            ReportFile file)
            throws IOException {
        var by = new HashMap<Outstanding, Arrival>();
        by.putAll(hindsight.endedBy(
                gone.stream().filter(each -> !each.isWaived()).map(Gone::was).toList()));
        by.putAll(hindsight.waivedBy(
                gone.stream().filter(Gone::isWaived).map(Gone::was).toList()));
        var contracts = contracts(gone, jdbc, side);
        for (var each : gone) {
            var was = each.was();
            file.write(cells(
                    date, each, contracts.getOrDefault(was.provider(), Map.of()).get(was.loanId()), by.get(was)));
        }
    }

    private static Map<String, Map<String, String>> contracts(
            List<Gone> gone, NamedParameterJdbcTemplate jdbc, String side) {
        var loans = new TreeMap<String, TreeSet<String>>();
        gone.forEach(each -> loans.computeIfAbsent(each.was().provider(), provider -> new TreeSet<>())
                .add(each.was().loanId()));
        var contracts = new HashMap<String, Map<String, String>>();
        loans.forEach((provider, ids) -> {
            var found = new HashMap<String, String>();
            var all = new ArrayList<>(ids);
            for (var from = 0; from < all.size(); from += LOANS_A_STATEMENT) {
                var some = all.subList(from, Math.min(from + LOANS_A_STATEMENT, all.size()));
                jdbc.query(
                        CONTRACTS.replace("{side}", side),
                        Map.of("provider", provider, "loans", some),
                        (RowCallbackHandler) row -> found.put(row.getString(1), row.getString(2)));
            }
            contracts.put(provider, found);
        });
        return contracts;
    }

    private static String[] cells(LocalDate date, Gone gone, @Nullable String contract, @Nullable Arrival by) {
        var was = gone.was();
        return new String[] {
            date.toString(),
            was.findingId(),
            was.code(),
            was.severity(),
            Cells.text(was.provider()),
            Cells.text(was.loanId()),
            Cells.text(contract),
            Cells.text(was.expectedEvent()),
            was.since() == null ? "" : was.since().toString(),
            Cells.instant(was.dueAt()),
            by == null ? "" : Cells.text(by.place()),
            Cells.instant(by == null ? null : by.receivedAt()),
            by == null || gone.isWaived() ? "" : Long.toString(hoursLate(was, by)),
            gone.isWaived() ? RollForward.WAIVED : "RESOLVED"
        };
    }

    /** From when it was due, else from when it occurred, to when it was received; an hour counts once it is whole. */
    private static long hoursLate(Outstanding was, Arrival by) {
        return Math.floorDiv(
                Duration.between(was.dueAt() == null ? by.occurredAt() : was.dueAt(), by.receivedAt())
                        .toSeconds(),
                Duration.ofHours(1).toSeconds());
    }
}
