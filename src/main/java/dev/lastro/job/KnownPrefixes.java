package dev.lastro.job;

import dev.lastro.log.LogReader;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What {@code --known} says: so many deliveries of each log, none of a log that is not named. */
@Component
class KnownPrefixes {

    static final String NOW = "now";

    private static final String NIGHTLY = JobRequest.Nightly.JOB;
    private static final Pattern RUN = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})/r([1-9][0-9]{0,8})");
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,18}");

    private final Runs runs;
    private final LogReader log;

    KnownPrefixes(Runs runs, LogReader log) {
        this.runs = runs;
        this.log = log;
    }

    /**
     * @param known {@code now}, a prefix, or a date's run
     * @throws IllegalArgumentException with what there is instead
     */
    LoanHistory.Known known(String known) {
        var matcher = RUN.matcher(known);
        if (!matcher.matches()) {
            return new LoanHistory.Known(prefix(known, null), null);
        }
        var date = date(known, matcher.group(1));
        var run = runs.find(NIGHTLY, date.toString(), Integer.parseInt(matcher.group(2)))
                .filter(Run::complete)
                .orElseThrow(() -> new IllegalArgumentException("--known=%s: %s has no such complete run; there are %s"
                        .formatted(known, date, complete(date))));
        return new LoanHistory.Known(run.logSizes(), new LoanHistory.Night(date, run.revision()));
    }

    private static LocalDate date(String known, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("--known=%s: there is no day %s".formatted(known, text), e);
        }
    }

    /**
     * @param known {@code now}, or {@code main/5000,import/20}
     * @param date whose revisions could have been meant; null: another syntax names them
     * @throws IllegalArgumentException with what there is instead
     */
    SortedMap<String, Long> prefix(String known, @Nullable LocalDate date) {
        var sizes = log.sizes();
        if (known.equals(NOW)) {
            return sizes;
        }
        var prefix = new TreeMap<String, Long>();
        for (var part : known.split(",", -1)) {
            var slash = part.lastIndexOf('/');
            var name = slash < 0 ? "" : part.substring(0, slash);
            var size = slash < 0 ? "" : part.substring(slash + 1);
            if (!SIZE.matcher(size).matches()
                    || Long.parseLong(size) > sizes.getOrDefault(name, -1L)
                    || prefix.put(name, Long.parseLong(size)) != null) {
                throw new IllegalArgumentException(
                        "--known=%s: '%s' is neither %s, nor now, nor a log, named once, with as many of its deliveries as were known, at most %s"
                                .formatted(
                                        known,
                                        part,
                                        date == null
                                                ? "a date's run (2026-11-20/r1)"
                                                : "a revision (%s has %s)".formatted(date, complete(date)),
                                        text(sizes)));
            }
        }
        return prefix;
    }

    /** The complete runs of a date with what they covered, for a person. */
    String complete(LocalDate date) {
        var all = runs.complete(NIGHTLY, date.toString());
        return all.isEmpty()
                ? "none"
                : all.stream()
                        .map(run -> "r%d (%s)".formatted(run.revision(), text(run.logSizes())))
                        .collect(Collectors.joining(", "));
    }

    static String text(SortedMap<String, Long> prefix) {
        return prefix.entrySet().stream()
                .map(each -> each.getKey() + "/" + each.getValue())
                .collect(Collectors.joining(","));
    }
}
