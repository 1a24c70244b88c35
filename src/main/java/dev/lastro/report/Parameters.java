package dev.lastro.report;

import dev.lastro.loan.BusinessDates;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a report's SQL may ask of the run. */
final class Parameters {

    private Parameters() {}

    /** One map for each time that the query runs. */
    static List<Map<String, ?>> of(Report report, ReportRequest request) {
        var common = new LinkedHashMap<String, Object>();
        common.put("business_date", request.businessDate());
        // As a DATETIME of the database: UTC, without a zone that a session could apply.
        common.put("cut_off", LocalDateTime.ofInstant(BusinessDates.cutOff(request.businessDate()), ZoneOffset.UTC));
        if (!report.forEachLog()) {
            return List.of(common);
        }
        var all = new ArrayList<Map<String, ?>>();
        request.logSizes().forEach((log, size) -> {
            var each = new LinkedHashMap<>(common);
            each.put("log", log);
            each.put("previous_size", request.previousSizes().getOrDefault(log, 0L));
            each.put("size", size);
            all.add(each);
        });
        return all;
    }
}
