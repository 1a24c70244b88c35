package dev.lastro.job;

import dev.lastro.derive.ErasedLoans;
import dev.lastro.derive.Folding;
import dev.lastro.derive.LoanKey;
import dev.lastro.derive.Statement;
import dev.lastro.derive.StatementText;
import dev.lastro.derive.StoryScan;
import dev.lastro.loan.ListComparison;
import dev.lastro.loan.ListTerms;
import dev.lastro.log.Erasures;
import dev.lastro.provider.Definitions;
import dev.lastro.provider.StatementDefinition;
import dev.lastro.report.Format;
import dev.lastro.report.ReconciliationFolder;
import dev.lastro.report.ReconciliationFolder.Compared;
import dev.lastro.report.ReconciliationFolder.Row;
import dev.lastro.report.ReportRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.stereotype.Component;

/**
 * Reads the list and every loan of its provider, each in one pass; puts both in order of their keys, in files where they
 * are many; and writes the folder by walking them side by side. Killed, it begins anew: nothing is there until all is.
 */
@Component
class CompareStep implements Tasklet {

    private static final String JOB = JobRequest.Reconcile.JOB;

    private final Runs runs;
    private final ProviderLists lists;
    private final StoryScan stories;
    private final Erasures erasures;
    private final Definitions definitions;
    private final Seals seals;
    private final WorkFolders workFolders;
    private final RunningJobs running;

    CompareStep(
            Runs runs,
            ProviderLists lists,
            StoryScan stories,
            Erasures erasures,
            Definitions definitions,
            Seals seals,
            WorkFolders workFolders,
            RunningJobs running) {
        this.runs = runs;
        this.lists = lists;
        this.stories = stories;
        this.erasures = erasures;
        this.definitions = definitions;
        this.seals = seals;
        this.workFolders = workFolders;
        this.running = running;
    }

    static JobParameters parameters(Run run, JobRequest.Reconcile request, LocalDate asOf) {
        var parameters = new JobParametersBuilder()
                .addString("subject", run.subject())
                .addLong("revision", (long) run.revision())
                .addString("begun", run.startedAt().toString())
                .addString("provider", request.provider(), false)
                .addString("kind", request.kind(), false)
                .addLocalDate("asOf", asOf, false)
                .addString("source", request.source().toAbsolutePath().toString(), false)
                .addString("by", request.by(), false)
                .addString("because", request.because(), false);
        if (request.from() != null) {
            parameters.addLocalDate("from", request.from(), false);
        }
        return parameters.toJobParameters();
    }

    /** What both steps work on. */
    record Given(Run run, StatementDefinition definition, ListTerms terms, Path source, Path folder) {

        static Given of(JobParameters parameters, Runs runs, ProviderLists lists) {
            var run = runs.get(
                    JOB,
                    Objects.requireNonNull(parameters.getString("subject")),
                    Objects.requireNonNull(parameters.getLong("revision")).intValue());
            var definition = lists.definition(
                    Objects.requireNonNull(parameters.getString("provider")),
                    Objects.requireNonNull(parameters.getString("kind")));
            var asOf = Objects.requireNonNull(parameters.getLocalDate("asOf"));
            return new Given(
                    run,
                    definition,
                    definition.terms(asOf, parameters.getLocalDate("from")),
                    Path.of(Objects.requireNonNull(parameters.getString("source"))),
                    lists.folder(definition.name(), asOf, run.revision()));
        }

        String kind() {
            return terms.kind().name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        var step = contribution.getStepExecution();
        var given = Given.of(step.getJobParameters(), runs, lists);
        if (running.obeyStop(step) || Files.isDirectory(given.folder())) {
            return RepeatStatus.FINISHED;
        }
        var work = workFolders.of(JOB);
        try {
            clear(work);
            compare(
                    given,
                    Files.createDirectories(work.resolve("list")),
                    Files.createDirectories(work.resolve("here")));
        } catch (StopRequested e) {
            running.obeyStop(step);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            clear(work);
        }
        return RepeatStatus.FINISHED;
    }

    private void compare(Given given, Path listFolder, Path hereFolder) {
        try (var list = new ListSorter(listFolder, ListSorter.IN_MEMORY);
                var here = new ListSorter(hereFolder, ListSorter.IN_MEMORY)) {
            var read = readList(given, list);
            var erased = ErasedLoans.of(erasures, given.run().logSizes());
            readLoans(given, erased, here);
            var meter = meter("compare", 0);
            ReconciliationFolder.write(request(given), given.definition().provider(), given.kind(), sink -> {
                var merge = new ListMerge(
                        given.terms(),
                        loan -> erased.find(new LoanKey(given.definition().provider(), loan))
                                .isPresent(),
                        (key, loan, result, difference, row) -> {
                            obeyStop();
                            meter.add(1);
                            sink.add(new Row(
                                    key,
                                    loan,
                                    result,
                                    difference.field(),
                                    difference.here(),
                                    difference.there(),
                                    difference.difference(),
                                    row));
                        });
                merge.run(list.groups(), here.groups(), read.notCounted());
                return new Compared(
                        merge.totals(), merge.equations(), StatementText.write(statement(given, read, merge)));
            });
            meter.finish();
        }
    }

    private StatementFile.Read readList(Given given, ListSorter list) {
        try {
            var meter = meter("read list", Files.size(given.source()));
            var read = StatementFile.read(given.source(), given.definition(), list::add, bytes -> {
                obeyStop();
                meter.at(bytes);
            });
            meter.finish();
            if (!read.sha256().equals(inputs(given).get("file"))) {
                throw new IllegalStateException("%s was changed while it was read".formatted(given.source()));
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readLoans(Given given, ErasedLoans erased, ListSorter here) {
        var provider = given.definition().provider();
        var folding = new Folding(definitions);
        var terms = given.terms();
        var meter = meter("read loans", stories.count(provider));
        stories.forEachPage(provider, page -> {
            obeyStop();
            page.parallelStream()
                    .filter(story -> erased.find(story.loan()).isEmpty()
                            && !story.events().isEmpty())
                    .map(story ->
                            ListComparison.rows(folding.fold(story.loan(), story.events(), terms.cutOff()), terms))
                    .toList()
                    .forEach(rows -> rows.forEach(here::add));
            meter.add(page.size());
        });
        meter.finish();
    }

    private ReportRequest request(Given given) {
        var run = given.run();
        var parameters = new TreeMap<String, String>();
        parameters.put("job", JOB);
        parameters.put("provider", given.definition().provider());
        parameters.put("kind", given.kind());
        parameters.put("as-of", given.terms().asOf().toString());
        if (given.terms().from() != null) {
            parameters.put("from", String.valueOf(given.terms().from()));
        }
        parameters.put("file-sha256", Objects.requireNonNull(inputs(given).get("file")));
        if (run.revision() > 1) {
            parameters.put("because", run.because());
        }
        var digests = new TreeMap<>(definitions.digests());
        digests.put(
                "statements/%s.yaml".formatted(given.definition().name()),
                given.definition().sha256());
        return new ReportRequest(
                given.folder(),
                Format.DEFAULT,
                "",
                given.terms().asOf(),
                run.revision(),
                run.logSizes(),
                seals.notes(run.logSizes()),
                null,
                digests,
                parameters,
                Collections.emptySortedMap(),
                seals.key());
    }

    private static Statement statement(Given given, StatementFile.Read read, ListMerge merge) {
        var run = given.run();
        return new Statement(
                given.definition().provider(),
                given.terms(),
                read.sha256(),
                given.definition().sha256(),
                run.startedBy(),
                run.because(),
                run.startedAt(),
                run.logSizes(),
                new TreeMap<>(merge.totals()),
                merge.entries());
    }

    private static SortedMap<String, String> inputs(Given given) {
        return Objects.requireNonNull(given.run().inputs()).definitions();
    }

    private ProgressMeter meter(String step, long total) {
        return new ProgressMeter(running.of(JOB).progress, JOB, step, 0, total, System::nanoTime);
    }

    private void obeyStop() {
        if (running.isStopping()) {
            throw new StopRequested();
        }
    }

    private static void clear(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var tree = Files.walk(folder)) {
            for (var each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process ends: nothing is published. */
    private static final class StopRequested extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
