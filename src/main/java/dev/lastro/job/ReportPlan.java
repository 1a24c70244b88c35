package dev.lastro.job;

import dev.lastro.provider.Definitions;
import dev.lastro.report.Format;
import dev.lastro.report.ReportRequest;
import dev.lastro.report.Resend;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one folder of reports is a function of.
 *
 * @param label what was known, in a word: {@code r1}, {@code now}, {@code main-5000+import-20}
 * @param prefix by log how many of its deliveries count
 * @param previous the run whose manifest this one's is chained to
 * @param asOf what was run until then counts; null: until now
 * @param revision of the manifest; 0: this is no revision of the date
 * @param formats as what it is written
 * @param folder to make
 */
record ReportPlan(
        LocalDate date,
        String label,
        SortedMap<String, Long> prefix,
        Definitions definitions,
        @Nullable Run previous,
        @Nullable Instant asOf,
        int revision,
        SortedMap<String, String> parameters,
        Set<Format> formats,
        Path folder) {

    /** @param side what the derived tables' names end with */
    ReportRequest request(String side, Seals seals) {
        return new ReportRequest(
                folder,
                formats,
                side,
                date,
                revision,
                prefix,
                seals.notes(prefix),
                Seals.previous(previous),
                definitions.digests(),
                parameters,
                resends(definitions),
                seals.key());
    }

    static SortedMap<String, Resend> resends(Definitions definitions) {
        var resends = new TreeMap<String, Resend>();
        definitions
                .providers()
                .forEach((name, provider) -> resends.put(name, new Resend(provider.resend(), provider.types())));
        return resends;
    }
}
