package dev.lastro.job;

import dev.lastro.loan.BusinessDates;
import dev.lastro.report.Format;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/**
 * What the steps of one nightly run work on.
 *
 * @param owner the job execution, in whose name the derived tables are written
 * @param folder where the reports of this revision are, once they are complete
 */
record Night(long owner, LocalDate date, Run run, Path folder, RunningJobs.Running running) {

    private static final String DATE = "date";
    private static final String REVISION = "revision";

    Instant cutOff() {
        return BusinessDates.cutOff(date);
    }

    /** The reports were published and the run was killed before it could note that: there is nothing left to derive. */
    boolean isPublished() {
        return Files.isDirectory(folder);
    }

    static Path folder(Path reports, LocalDate date, int revision) {
        return reports.resolve(date.toString()).resolve("r" + revision);
    }

    /**
     * The same parameters restart the same Batch instance. The beginning is one of them so that rows of {@code run}
     * which were deleted and made again do not meet an instance that Batch holds for complete.
     */
    static JobParameters parameters(LocalDate date, Run run, JobRequest.Nightly request) {
        return new JobParametersBuilder()
                .addLocalDate(DATE, date)
                .addLong(REVISION, (long) run.revision())
                .addString("begun", run.startedAt().toString())
                .addString("by", request.by(), false)
                .addString("because", request.because(), false)
                .toJobParameters();
    }

    /** Of the manifest, as given when the run was first started: a restart must not change it. */
    static SortedMap<String, String> parameters(LocalDate date, Run run) {
        var parameters = new TreeMap<>(Map.of("date", date.toString()));
        if (run.revision() > 1) {
            parameters.put("again", "true");
            parameters.put("because", run.because());
        }
        if (!formats(run).equals(Format.DEFAULT)) {
            parameters.put("format", Format.text(formats(run)));
        }
        return parameters;
    }

    static Set<Format> formats(Run run) {
        return run.inputs() == null ? Format.DEFAULT : run.inputs().formats();
    }

    /** Reads it from the step's parameters. */
    @Component
    static class Reader {

        private final Runs runs;
        private final RunningJobs running;
        private final JobProperties properties;

        Reader(Runs runs, RunningJobs running, JobProperties properties) {
            this.runs = runs;
            this.running = running;
            this.properties = properties;
        }

        Night of(StepExecution step) {
            var parameters = step.getJobParameters();
            var date = Objects.requireNonNull(parameters.getLocalDate(DATE), DATE);
            var revision = Objects.requireNonNull(parameters.getLong(REVISION), REVISION)
                    .intValue();
            return new Night(
                    step.getJobExecutionId(),
                    date,
                    runs.get(JobRequest.Nightly.JOB, date.toString(), revision),
                    folder(properties.reportsDir(), date, revision),
                    running.of(JobRequest.Nightly.JOB));
        }
    }
}
