package dev.lastro.job;

import dev.lastro.log.LogReader;
import dev.lastro.provider.Definitions;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds out what is known where somebody says {@code --known}. */
@Component
class ReportPlans {

    private static final String NIGHTLY = JobRequest.Nightly.JOB;
    private static final String NOW = "now";

    private final Runs runs;
    private final LogReader log;
    private final Definitions definitions;
    private final DefinitionArchive archive;
    private final JobProperties properties;

    ReportPlans(
            Runs runs, LogReader log, Definitions definitions, DefinitionArchive archive, JobProperties properties) {
        this.runs = runs;
        this.log = log;
        this.definitions = definitions;
        this.archive = archive;
        this.properties = properties;
    }

    /** @throws IllegalArgumentException wrong usage, with what there is instead */
    ReportPlan of(JobRequest.Report request) {
        var plan = request.known().matches("r[1-9][0-9]{0,8}")
                ? asOfRun(request, Integer.parseInt(request.known().substring(1)))
                : asOfPrefix(request);
        if (Files.exists(plan.folder())) {
            throw new IllegalArgumentException(
                    "%s is there already and stays as it is; name another folder with --to=DIR"
                            .formatted(plan.folder()));
        }
        return plan;
    }

    private ReportPlan asOfRun(JobRequest.Report request, int revision) {
        var date = request.date();
        var run = runs.find(NIGHTLY, date.toString(), revision)
                .filter(Run::complete)
                .orElseThrow(() -> new IllegalArgumentException("--known=r%d: %s has no such complete run; there are %s"
                        .formatted(revision, date, complete(date))));
        var inputs = run.inputs();
        if (inputs == null) {
            throw new IllegalArgumentException(
                    "--known=r%d: the run of %s did not keep what it was made with; say the prefix instead: --known=%s"
                            .formatted(revision, date, text(run.logSizes())));
        }
        var previous = inputs.previousSubject() == null || inputs.previousRevision() == null
                ? null
                : runs.get(NIGHTLY, inputs.previousSubject(), inputs.previousRevision());
        return plan(
                request,
                "r" + revision,
                run.logSizes(),
                archive.get(inputs.definitions()),
                previous,
                revision,
                Night.parameters(date, run));
    }

    private ReportPlan asOfPrefix(JobRequest.Report request) {
        var sizes = log.sizes();
        var prefix = request.known().equals(NOW) ? sizes : prefix(request, sizes);
        var label = text(prefix).replace('/', '-').replace(',', '+');
        return plan(
                request,
                request.known().equals(NOW) ? NOW + (label.isEmpty() ? "" : "-" + label) : label,
                prefix,
                definitions,
                runs.previousComplete(NIGHTLY, request.date().toString()).orElse(null),
                0,
                new TreeMap<>(Map.of("date", request.date().toString(), "known", text(prefix))));
    }

    private ReportPlan plan(
            JobRequest.Report request,
            String label,
            SortedMap<String, Long> prefix,
            Definitions with,
            @Nullable Run previous,
            int revision,
            SortedMap<String, String> parameters) {
        var folder = request.to() == null
                ? properties.reportsDir().resolve(request.date().toString()).resolve("as-known-" + label)
                : request.to().toAbsolutePath();
        return new ReportPlan(request.date(), label, prefix, with, previous, revision, parameters, folder);
    }

    private SortedMap<String, Long> prefix(JobRequest.Report request, SortedMap<String, Long> sizes) {
        var prefix = new TreeMap<String, Long>();
        for (var part : request.known().split(",", -1)) {
            var slash = part.lastIndexOf('/');
            var name = slash < 0 ? "" : part.substring(0, slash);
            var size = slash < 0 ? "" : part.substring(slash + 1);
            if (!sizes.containsKey(name)
                    || !size.matches("[0-9]{1,18}")
                    || Long.parseLong(size) > sizes.getOrDefault(name, 0L)) {
                throw new IllegalArgumentException(
                        "--known=%s: '%s' is neither a revision (%s has %s), nor now, nor a log with as many of its deliveries as were known, at most %s"
                                .formatted(
                                        request.known(), part, request.date(), complete(request.date()), text(sizes)));
            }
            prefix.put(name, Long.parseLong(size));
        }
        return prefix;
    }

    private String complete(LocalDate date) {
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
