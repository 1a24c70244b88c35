package dev.lastro.job;

import dev.lastro.provider.Definitions;
import dev.lastro.report.Format;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds out what is known where somebody says {@code --known}. */
@Component
class ReportPlans {

    private static final String NIGHTLY = JobRequest.Nightly.JOB;

    private final Runs runs;
    private final KnownPrefixes prefixes;
    private final Definitions definitions;
    private final DefinitionArchive archive;
    private final JobProperties properties;

    ReportPlans(
            Runs runs,
            KnownPrefixes prefixes,
            Definitions definitions,
            DefinitionArchive archive,
            JobProperties properties) {
        this.runs = runs;
        this.prefixes = prefixes;
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
                        .formatted(revision, date, prefixes.complete(date))));
        var inputs = run.inputs();
        if (inputs == null) {
            throw new IllegalArgumentException(
                    "--known=r%d: the run of %s did not keep what it was made with; say the prefix instead: --known=%s"
                            .formatted(revision, date, KnownPrefixes.text(run.logSizes())));
        }
        var formats = request.formats() == null ? inputs.formats() : request.formats();
        // With other files than it had, it is not that revision.
        var isSame = formats.equals(inputs.formats());
        return plan(
                request,
                "r" + revision,
                run.logSizes(),
                archive.get(inputs.definitions()),
                runs.previous(run),
                run.startedAt(),
                isSame ? revision : 0,
                isSame ? Night.parameters(date, run) : parameters(date, run.logSizes(), formats),
                formats);
    }

    private ReportPlan asOfPrefix(JobRequest.Report request) {
        var prefix = prefixes.prefix(request.known(), request.date());
        var formats = request.formats() == null ? Format.DEFAULT : request.formats();
        var label = KnownPrefixes.text(prefix).replace('/', '-').replace(',', '+');
        return plan(
                request,
                request.known().equals(KnownPrefixes.NOW)
                        ? KnownPrefixes.NOW + (label.isEmpty() ? "" : "-" + label)
                        : label,
                prefix,
                definitions,
                runs.previousComplete(NIGHTLY, request.date().toString()).orElse(null),
                null,
                0,
                parameters(request.date(), prefix, formats),
                formats);
    }

    private static SortedMap<String, String> parameters(
            LocalDate date, SortedMap<String, Long> prefix, Set<Format> formats) {
        var parameters = new TreeMap<>(Map.of("date", date.toString(), "known", KnownPrefixes.text(prefix)));
        if (!formats.equals(Format.DEFAULT)) {
            parameters.put("format", Format.text(formats));
        }
        return parameters;
    }

    private ReportPlan plan(
            JobRequest.Report request,
            String label,
            SortedMap<String, Long> prefix,
            Definitions with,
            @Nullable Run previous,
            @Nullable Instant asOf,
            int revision,
            SortedMap<String, String> parameters,
            Set<Format> formats) {
        var folder = request.to() == null
                ? properties.reportsDir().resolve(request.date().toString()).resolve("as-known-" + label)
                : request.to().toAbsolutePath();
        return new ReportPlan(
                request.date(), label, prefix, with, previous, asOf, revision, parameters, formats, folder);
    }
}
