package dev.lastro.job;

import dev.lastro.derive.SqlTime;
import dev.lastro.report.Format;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code run}. */
@Component
class Runs {

    private static final TypeReference<TreeMap<String, Long>> SIZES = new TypeReference<>() {};

    private static final TypeReference<TreeMap<String, String>> DEFINITIONS = new TypeReference<>() {};

    /** The subject of a job that has but one. */
    static final String ALL = "all";

    private static final String SELECT = """
            SELECT job, subject, revision, complete, log_sizes, started_at, started_by, because, manifest_sha256,
                definitions, previous_subject, previous_revision, formats
            FROM run
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.builder().build();

    Runs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The highest revision, complete or not. */
    Optional<Run> latest(String job, String subject) {
        return jdbc.sql(SELECT + "WHERE job = ? AND subject = ? ORDER BY revision DESC LIMIT 1")
                .params(job, subject)
                .query(this::run)
                .optional();
    }

    /**
     * The run that a start goes on with: one that failed or was killed. A redoing of what is complete
     * was asked for explicitly, so only another such wish goes on with it.
     */
    Optional<Run> unfinished(String job, String subject, boolean again) {
        return latest(job, subject).filter(run -> !run.complete() && (again || run.revision() == 1));
    }

    Optional<Run> latestComplete(String job, String subject) {
        return jdbc.sql(SELECT + "WHERE job = ? AND subject = ? AND complete ORDER BY revision DESC LIMIT 1")
                .params(job, subject)
                .query(this::run)
                .optional();
    }

    Run get(String job, String subject, int revision) {
        return find(job, subject, revision)
                .orElseThrow(
                        () -> new IllegalStateException("there is no run %s %s r%d".formatted(job, subject, revision)));
    }

    /** The highest complete revision of the latest subject before this one. */
    Optional<Run> previousComplete(String job, String subject) {
        return jdbc.sql(SELECT
                        + "WHERE job = ? AND subject < ? AND complete ORDER BY subject DESC, revision DESC LIMIT 1")
                .params(job, subject)
                .query(this::run)
                .optional();
    }

    /** The highest revision that was complete at a time; null: that is complete now. */
    Optional<Run> latestComplete(String job, String subject, @Nullable Instant at) {
        return at == null
                ? latestComplete(job, subject)
                : jdbc.sql(SELECT + """
                                WHERE job = ? AND subject = ? AND complete AND completed_at <= ?
                                ORDER BY revision DESC LIMIT 1
                                """)
                        .params(job, subject, Objects.requireNonNull(SqlTime.to(at)))
                        .query(this::run)
                        .optional();
    }

    /** The run that this one goes on from; null: it is the first. */
    @Nullable
    Run previous(Run run) {
        var inputs = run.inputs();
        return inputs == null || inputs.previousSubject() == null || inputs.previousRevision() == null
                ? null
                : get(run.job(), inputs.previousSubject(), inputs.previousRevision());
    }

    /** The next revision of a job that has one subject and no inputs. */
    Run begin(String job, String by, String because, Instant now) {
        var revision = latest(job, ALL).map(Run::revision).orElse(0) + 1;
        var run = new Run(
                job,
                ALL,
                revision,
                false,
                Collections.emptySortedMap(),
                now.truncatedTo(ChronoUnit.MICROS),
                by,
                because,
                null,
                null);
        begin(run);
        return run;
    }

    void begin(Run run) {
        jdbc.sql("""
                INSERT INTO run (job, subject, revision, complete, log_sizes, started_at, started_by, because,
                    definitions, previous_subject, previous_revision, formats)
                VALUES (?, ?, ?, FALSE, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .param(run.job())
                .param(run.subject())
                .param(run.revision())
                .param(write(run.logSizes()))
                .param(SqlTime.to(run.startedAt()))
                .param(run.startedBy())
                .param(run.because())
                .param(
                        run.inputs() == null
                                ? null
                                : json.writeValueAsBytes(run.inputs().definitions()))
                .param(run.inputs() == null ? null : run.inputs().previousSubject())
                .param(run.inputs() == null ? null : run.inputs().previousRevision())
                .param(run.inputs() == null ? null : Format.text(run.inputs().formats()))
                .update();
    }

    /** What is not published yet is made with what is there now. */
    void makeWith(Run run, Run.Inputs inputs) {
        jdbc.sql("""
                UPDATE run SET definitions = ?, previous_subject = ?, previous_revision = ?, formats = ?
                WHERE job = ? AND subject = ? AND revision = ?
                """)
                .param(json.writeValueAsBytes(inputs.definitions()))
                .param(inputs.previousSubject())
                .param(inputs.previousRevision())
                .param(Format.text(inputs.formats()))
                .param(run.job())
                .param(run.subject())
                .param(run.revision())
                .update();
    }

    Optional<Run> find(String job, String subject, int revision) {
        return jdbc.sql(SELECT + "WHERE job = ? AND subject = ? AND revision = ?")
                .params(job, subject, revision)
                .query(this::run)
                .optional();
    }

    /** Every complete revision of a subject, the first one first. */
    List<Run> complete(String job, String subject) {
        return jdbc.sql(SELECT + "WHERE job = ? AND subject = ? AND complete ORDER BY revision")
                .params(job, subject)
                .query(this::run)
                .list();
    }

    void cover(Run run, SortedMap<String, Long> logSizes) {
        jdbc.sql("UPDATE run SET log_sizes = ? WHERE job = ? AND subject = ? AND revision = ?")
                .params(write(logSizes), run.job(), run.subject(), run.revision())
                .update();
    }

    void complete(Run run, @Nullable String manifestSha256, Instant now) {
        jdbc.sql("""
                UPDATE run SET complete = TRUE, manifest_sha256 = ?, completed_at = ?
                WHERE job = ? AND subject = ? AND revision = ?
                """)
                .param(manifestSha256 == null ? null : HexFormat.of().parseHex(manifestSha256))
                .param(SqlTime.to(now))
                .param(run.job())
                .param(run.subject())
                .param(run.revision())
                .update();
    }

    private byte[] write(SortedMap<String, Long> sizes) {
        return json.writeValueAsBytes(sizes);
    }

    private Run run(ResultSet row, int number) throws SQLException {
        var sizes = json.readValue(new String(row.getBytes("log_sizes"), StandardCharsets.UTF_8), SIZES);
        var manifest = row.getBytes("manifest_sha256");
        return new Run(
                row.getString("job"),
                row.getString("subject"),
                row.getInt("revision"),
                row.getBoolean("complete"),
                Collections.unmodifiableSortedMap(sizes),
                SqlTime.get(row, "started_at"),
                row.getString("started_by"),
                row.getString("because"),
                manifest == null ? null : HexFormat.of().formatHex(manifest),
                inputs(row));
    }

    private Run.@Nullable Inputs inputs(ResultSet row) throws SQLException {
        var definitions = row.getBytes("definitions");
        var previous = row.getString("previous_subject");
        var formats = row.getString("formats");
        return definitions == null
                ? null
                : new Run.Inputs(
                        Collections.unmodifiableSortedMap(
                                json.readValue(new String(definitions, StandardCharsets.UTF_8), DEFINITIONS)),
                        previous,
                        previous == null ? null : row.getInt("previous_revision"),
                        formats == null ? Format.DEFAULT : Format.of(formats));
    }
}
