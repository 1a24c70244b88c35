package dev.lastro.report;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a report's SQL may ask of the run. */
final class Parameters {

    private static final ZoneId BUSINESS_ZONE = ZoneId.of("America/Sao_Paulo");

    private Parameters() {}

    /** One map for each time that the query runs. */
    static List<Map<String, ?>> of(Report report, ReportRequest request) {
        var common = new LinkedHashMap<String, Object>();
        common.put("business_date", request.businessDate());
        common.put("cut_off", cutOff(request));
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

    /** The first moment after the business date, as a DATETIME of the database: UTC. */
    private static LocalDateTime cutOff(ReportRequest request) {
        return request.businessDate()
                .plusDays(1)
                .atStartOfDay(BUSINESS_ZONE)
                .withZoneSameInstant(ZoneOffset.UTC)
                .toLocalDateTime();
    }
}
