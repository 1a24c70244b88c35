package dev.lastro.job;

import dev.lastro.loan.BusinessDates;
import dev.lastro.provider.DefinitionException;
import dev.lastro.provider.DefinitionException.Problem;
import dev.lastro.report.Format;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.scheduling.support.CronExpression;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * {@code jobs/<job>.yaml}: when a job runs by itself.
 *
 * @param schedule null: when somebody starts it
 * @param formats as what its reports are written, unless its start says otherwise
 */
public record JobFile(String job, @Nullable CronExpression schedule, ZoneId zone, Set<Format> formats) {

    /** Those that can run by themselves. */
    static final List<String> SCHEDULED = List.of(JobRequest.Nightly.JOB, JobRequest.Seal.JOB, JobRequest.Verify.JOB);

    private static final List<String> JOBS = Stream.concat(
                    SCHEDULED.stream(), Stream.of(JobRequest.Import.JOB, JobRequest.Reconcile.JOB))
            .toList();

    /**
     * The file of the folder, else the one in the jar.
     *
     * @param folder null: the one in the jar
     * @throws DefinitionException naming every problem by file, line and key
     */
    static JobFile load(String job, @Nullable Path folder) {
        var problems = new ArrayList<Problem>();
        var file = read(job, folder, problems);
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
        return file;
    }

    /** What is wrong in the files of all jobs, as they would be used with this folder. */
    public static List<Problem> check(@Nullable Path folder) {
        var problems = new ArrayList<Problem>();
        JOBS.forEach(job -> read(job, folder, problems));
        return problems;
    }

    private static JobFile read(String job, @Nullable Path folder, List<Problem> problems) {
        var own = folder == null ? null : folder.resolve(job + ".yaml");
        try {
            if (own != null && Files.exists(own)) {
                return new Reader(own.toString(), problems).read(job, Files.readString(own));
            }
            var name = "jobs/%s.yaml".formatted(job);
            return new Reader(name, problems)
                    .read(job, new ClassPathResource(name).getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("jobs/%s.yaml cannot be read".formatted(job), e);
        }
    }

    /** Works on the node graph: objects made from YAML forget their lines. */
    private static final class Reader {

        private final String file;
        private final List<Problem> problems;
        private @Nullable CronExpression schedule;
        private ZoneId zone = BusinessDates.ZONE;
        private Set<Format> formats = Format.DEFAULT;

        Reader(String file, List<Problem> problems) {
            this.file = file;
            this.problems = problems;
        }

        JobFile read(String job, String text) {
            try {
                if (new Yaml(new LoaderOptions()).compose(new StringReader(text)) instanceof MappingNode mapping) {
                    mapping.getValue().forEach(entry -> take(job, entry));
                } else {
                    problems.add(
                            new Problem(file, 1, "", "is not a group of keys: begin with 'job: %s'".formatted(job)));
                }
            } catch (MarkedYAMLException e) {
                var line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
                problems.add(new Problem(file, line, "", "is not YAML: " + e.getProblem()));
            } catch (YAMLException e) {
                problems.add(new Problem(file, 0, "", "is not YAML: " + e.getMessage()));
            }
            return new JobFile(job, schedule, zone, formats);
        }

        private void take(String job, NodeTuple entry) {
            var line = entry.getKeyNode().getStartMark().getLine() + 1;
            if (!(entry.getKeyNode() instanceof ScalarNode key)
                    || !(entry.getValueNode() instanceof ScalarNode value)) {
                problems.add(new Problem(file, line, "", "a key and a text are expected here"));
                return;
            }
            var problem = take(job, key.getValue(), value.getValue());
            if (problem != null) {
                problems.add(new Problem(file, line, key.getValue(), problem));
            }
        }

        private @Nullable String take(String job, String key, String value) {
            switch (key) {
                case "job" -> {
                    return value.equals(job) ? null : "%s, but the file is that of %s".formatted(value, job);
                }
                case "schedule" -> {
                    if (!SCHEDULED.contains(job)) {
                        return "only %s can run by themselves".formatted(String.join(", ", SCHEDULED));
                    }
                    try {
                        schedule = CronExpression.parse(value);
                        return null;
                    } catch (IllegalArgumentException e) {
                        return "%s: six fields are expected, like \"0 0 2 * * *\": %s".formatted(value, e.getMessage());
                    }
                }
                case "zone" -> {
                    try {
                        zone = ZoneId.of(value);
                        return null;
                    } catch (DateTimeException e) {
                        return value + ": there is no such time zone; one is America/Sao_Paulo";
                    }
                }
                case "format" -> {
                    if (!job.equals(JobRequest.Nightly.JOB)) {
                        return "only %s writes its reports in several".formatted(JobRequest.Nightly.JOB);
                    }
                    try {
                        formats = Format.of(value);
                        return null;
                    } catch (IllegalArgumentException e) {
                        return e.getMessage();
                    }
                }
                default -> {
                    return "unknown key; there are job, schedule, zone, and format for nightly";
                }
            }
        }
    }
}
