package dev.lastro.job;

import dev.lastro.derive.Statement;
import dev.lastro.derive.StatementHeaders;
import dev.lastro.derive.StatementLog;
import dev.lastro.log.ErasureAct;
import dev.lastro.log.LogWriters;
import dev.lastro.log.Submission;
import dev.lastro.report.ReconciliationFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.stereotype.Component;

/**
 * Appends what came of the comparison, from the files of its folder, and notes that the run is complete. Which parts the log
 * has is asked of the log itself, once this process is its only writer; a statement counts once it has all.
 */
@Component
class AppendStatementStep implements Tasklet {

    /** A comparison comes over no network. */
    private static final String REMOTE_ADDRESS = "127.0.0.1";

    private static final Duration WRITER_PATIENCE = Duration.ofSeconds(10);

    private static final int DIGEST_HEX = 24;

    private final Runs runs;
    private final ProviderLists lists;
    private final LogWriters writers;
    private final StatementLog statements;
    private final RunningJobs running;
    private final InstantSource clock;

    AppendStatementStep(
            Runs runs,
            ProviderLists lists,
            LogWriters writers,
            StatementLog statements,
            RunningJobs running,
            InstantSource clock) {
        this.runs = runs;
        this.lists = lists;
        this.writers = writers;
        this.statements = statements;
        this.running = running;
        this.clock = clock;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        var step = contribution.getStepExecution();
        if (running.obeyStop(step)) {
            return RepeatStatus.FINISHED;
        }
        var given = CompareStep.Given.of(step.getJobParameters(), runs, lists);
        var published = ReconciliationFolder.published(given.folder());
        append(given, published.bodies());
        runs.complete(given.run(), published.manifestSha256(), clock.instant());
        running.of(JobRequest.Reconcile.JOB).leave(published.folder(), new LinkedHashMap<>(published.totals()));
        return RepeatStatus.FINISHED;
    }

    private void append(CompareStep.Given given, List<Path> files) {
        var bodies = files.stream().map(AppendStatementStep::read).toList();
        var id = "%s r%d %s".formatted(given.run().subject(), given.run().revision(), digest(bodies));
        var list = "%s/%s"
                .formatted(
                        given.definition().provider(),
                        given.terms().kind().name().toLowerCase(Locale.ROOT));
        writers.demandRoomFor(
                bodies.stream().mapToLong(body -> body.length).max().orElse(0));
        try (var writer = writers.open(Statement.LOG)) {
            if (!writer.awaitWriting(WRITER_PATIENCE)) {
                throw new IllegalStateException(
                        "log %s cannot be written: another process writes it, or the database is away"
                                .formatted(Statement.LOG));
            }
            var there = statements.parts(id);
            for (var part = 1; part <= bodies.size(); part++) {
                if (!there.containsKey(part)) {
                    var headers = new StatementHeaders(id, list, given.terms().asOf(), part, bodies.size());
                    writer.append(new Submission(
                                    ErasureAct.PROVIDER,
                                    REMOTE_ADDRESS,
                                    clock.instant(),
                                    headers.write(),
                                    bodies.get(part - 1)))
                            .join();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(List<byte[]> bodies) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            bodies.forEach(sha256::update);
            return HexFormat.of().formatHex(sha256.digest()).substring(0, DIGEST_HEX);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
