package dev.lastro.job;

import dev.lastro.log.LogWriter;
import dev.lastro.log.LogWriters;
import dev.lastro.log.Submission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Appends the bodies that the log does not have yet. What it has is asked of the log itself, once this process is its
 * only writer: every imported delivery says in its headers which line it is.
 */
@Component
class ImportStep implements Tasklet, StepExecutionListener {

    /** Imported deliveries came over no network. */
    private static final String REMOTE_ADDRESS = "127.0.0.1";

    /** Bodies between two looks at a wish to stop. */
    private static final int CHUNK = 10_000;

    /** On their way to the log at once: enough that the committer always finds a full batch waiting. */
    private static final int IN_FLIGHT_MAX = 2_000;

    private static final long IN_FLIGHT_BYTES_MAX = 32L << 20;

    private static final Duration WRITER_PATIENCE = Duration.ofSeconds(10);

    private static final String LINES = """
            SELECT headers FROM webhook_log WHERE log_name = ? AND position >= ? AND LOCATE(?, headers) > 0
            """;

    private final Runs runs;
    private final LogWriters writers;
    private final JdbcTemplate streaming;
    private final RunningJobs running;
    private final InstantSource clock;

    // Of the import that goes on now; the gate lets one through.
    private @Nullable Session session;

    ImportStep(Runs runs, LogWriters writers, DataSource dataSource, RunningJobs running, InstantSource clock) {
        this.runs = runs;
        this.writers = writers;
        this.streaming = new JdbcTemplate(dataSource);
        this.streaming.setFetchSize(Integer.MIN_VALUE);
        this.running = running;
        this.clock = clock;
    }

    static JobParameters parameters(Run run, JobRequest.Import request, ImportSource.Survey survey) {
        return new JobParametersBuilder()
                .addString("subject", run.subject())
                .addLong("revision", (long) run.revision())
                .addString("begun", run.startedAt().toString())
                .addString("provider", request.provider(), false)
                .addString("source", request.source().toAbsolutePath().toString(), false)
                .addLong("bodies", survey.bodies(), false)
                .addString("by", request.by(), false)
                .addString("because", request.because(), false)
                .toJobParameters();
    }

    /** An import in this process: how far it is, and what it holds open. */
    private static final class Session {

        final Run run;
        final String provider;
        final String id;
        final LogWriter writer;
        final ImportSource source;
        final BitSet inLog;
        final ProgressMeter meter;
        final ArrayDeque<InFlight> inFlight = new ArrayDeque<>();
        long inFlightBytes;
        long lines;
        long appended;
        long empty;

        Session(Run run, String provider, LogWriter writer, ImportSource source, BitSet inLog, ProgressMeter meter) {
            this.run = run;
            this.provider = provider;
            this.id = id(run);
            this.writer = writer;
            this.source = source;
            this.inLog = inLog;
            this.meter = meter;
        }
    }

    private record InFlight(CompletableFuture<Long> position, int bytes) {}

    private static String id(Run run) {
        return "%s/r%d".formatted(run.subject(), run.revision());
    }

    @Override
    public void beforeStep(StepExecution step) {
        var parameters = step.getJobParameters();
        var run = runs.get(
                JobRequest.Import.JOB,
                Objects.requireNonNull(parameters.getString("subject")),
                Objects.requireNonNull(parameters.getLong("revision")).intValue());
        var meter = new ProgressMeter(
                running.of(JobRequest.Import.JOB).progress,
                JobRequest.Import.JOB,
                step.getStepName(),
                0,
                Objects.requireNonNull(parameters.getLong("bodies")),
                System::nanoTime);
        var writer = writers.open(ImportStart.LOG);
        try {
            if (!writer.awaitWriting(WRITER_PATIENCE)) {
                throw new IllegalStateException(
                        "log %s cannot be written: another process writes it, or the database is away"
                                .formatted(ImportStart.LOG));
            }
            session = new Session(
                    run,
                    Objects.requireNonNull(parameters.getString("provider")),
                    writer,
                    new ImportSource(Path.of(Objects.requireNonNull(parameters.getString("source")))),
                    linesInLog(run),
                    meter);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            if (session == null) {
                writer.close();
            }
        }
    }

    /**
     * A batch that failed may stand between two that did not, so each line is looked up, not only the last. From the
     * beginning for what seems new: the table {@code run} can be deleted, the log cannot.
     */
    private BitSet linesInLog(Run run) {
        var lines = new BitSet();
        streaming.query(
                LINES,
                row -> {
                    lines.set(Math.toIntExact(ImportHeaders.line(row.getBytes(1))));
                },
                ImportStart.LOG,
                0L,
                ImportHeaders.mark(id(run)));
        return lines;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        var now = Objects.requireNonNull(session);
        if (running.obeyStop(contribution.getStepExecution())) {
            settle(now, 0, 0);
            return RepeatStatus.FINISHED;
        }
        for (var i = 0; i < CHUNK; i++) {
            var body = now.source.next();
            if (body == null) {
                settle(now, 0, 0);
                finish(now);
                return RepeatStatus.FINISHED;
            }
            take(now, body);
            contribution.incrementWriteCount(1);
        }
        return RepeatStatus.CONTINUABLE;
    }

    private void take(Session now, ImportSource.Body body) {
        now.lines++;
        if (body.bytes().length == 0) {
            now.empty++;
        } else if (!now.inLog.get(Math.toIntExact(body.number()))) {
            settle(now, IN_FLIGHT_MAX - 1, IN_FLIGHT_BYTES_MAX - body.bytes().length);
            var position = now.writer.append(new Submission(
                    now.provider, REMOTE_ADDRESS, clock.instant(), ImportHeaders.write(now.id, body), body.bytes()));
            now.inFlight.add(new InFlight(position, body.bytes().length));
            now.inFlightBytes += body.bytes().length;
        }
        now.meter.at(now.lines - now.inFlight.size());
    }

    /** Waits until no more than this is on its way. */
    private static void settle(Session now, int count, long bytes) {
        while (!now.inFlight.isEmpty() && (now.inFlight.size() > count || now.inFlightBytes > bytes)) {
            var oldest = now.inFlight.remove();
            oldest.position().join();
            now.inFlightBytes -= oldest.bytes();
            now.appended++;
        }
    }

    private void finish(Session now) {
        runs.complete(now.run, null, clock.instant());
        var totals = new LinkedHashMap<String, String>();
        totals.put("lines", Long.toString(now.lines));
        totals.put("appended", Long.toString(now.appended));
        totals.put("already_in_log", Long.toString(now.lines - now.appended - now.empty));
        totals.put("empty", Long.toString(now.empty));
        running.of(JobRequest.Import.JOB).leave(null, totals);
        now.meter.at(now.lines);
        now.meter.finish();
    }

    @Override
    public @Nullable ExitStatus afterStep(StepExecution step) {
        var now = session;
        session = null;
        if (now != null) {
            now.writer.close();
            try {
                now.source.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return null;
    }
}
