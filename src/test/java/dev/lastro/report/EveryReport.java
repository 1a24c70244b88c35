package dev.lastro.report;

import java.util.ArrayList;
import java.util.List;

/** All CSV files of a night, those too that no SQL makes. */
final class EveryReport {

    private EveryReport() {}

    static List<Report> all() {
        var all = new ArrayList<>(Report.all());
        all.add(new Report(EventsReport.NAMES, false, EventsReport.COLUMNS, ""));
        all.add(new Report(PaymentsReport.NAMES, false, PaymentsReport.COLUMNS, ""));
        all.add(new Report(RollForward.NAMES, false, RollForward.COLUMNS, ""));
        all.add(new Report(RollForward.AMOUNTS_NAMES, false, RollForward.AMOUNT_COLUMNS, ""));
        all.add(new Report(ResolvedReport.NAMES, false, ResolvedReport.COLUMNS, ""));
        all.add(new Report(RestatementsReport.NAMES, false, RestatementsReport.COLUMNS, ""));
        all.add(new Report(ControlTotals.NAMES, false, ControlTotals.COLUMNS, ""));
        return List.copyOf(all);
    }
}
