package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildJobIT {

    private static final LocalDate DATE = Traffic.FIRST_DAY.plusDays(30);
    private static final Instant ARRIVAL = Instant.parse("2026-11-06T12:00:00.123457Z");

    @TempDir
    Path folder;

    private Lastro lastro;

    @BeforeEach
    void start() throws Exception {
        lastro = new Lastro(folder);
        lastro.append("main", ARRIVAL, Traffic.of(300, 7));
    }

    @AfterEach
    void close() {
        lastro.close();
    }

    @Test
    void saysThatWhatTheNightsMadeIsWhatTheLogSays() throws Exception {
        lastro.nightly(DATE);
        lastro.append("main", ARRIVAL.plusSeconds(60), Traffic.of(200, 8));
        lastro.append("import", ARRIVAL.plusSeconds(60), Traffic.of(50, 9));
        lastro.nightly(DATE.plusDays(1));

        assertThat(rebuild()).containsEntry("same_as_before", "true").doesNotContainKey("different_tables");
        assertThat(lastro.rows("run", "job, subject, revision, complete", "job, revision"))
                .contains("rebuild | all | 1 | 1 | ");
        assertThat(rebuild()).containsEntry("same_as_before", "true");
    }

    @Test
    void namesTheTablesThatSaidSomethingElse() {
        lastro.nightly(DATE);
        lastro.jdbc
                .sql("UPDATE loan SET paid_amount = paid_amount + 1 WHERE loan_id = 'loan-2'")
                .update();
        lastro.jdbc.sql("DELETE FROM finding LIMIT 1").update();

        assertThat(rebuild())
                .containsEntry("same_as_before", "false")
                .containsEntry("different_tables", "finding loan");
        assertThat(rebuild()).containsEntry("same_as_before", "true");
    }

    @Test
    void countsAndEmptiesWhatIsNotNeededAnyMore() {
        var totals = rebuild();

        assertThat(totals).doesNotContainKey("same_as_before");
        var deliveries = lastro.jdbc
                .sql("SELECT COUNT(*) FROM webhook_log")
                .query(String.class)
                .single();
        assertThat(totals).containsEntry("deliveries", deliveries);
        assertThat(totals).containsEntry("erased", "0");
        assertThat(totals.entrySet().stream()
                        .filter(each -> !each.getKey().equals("erased"))
                        .map(each -> Long.parseLong(each.getValue())))
                .allMatch(count -> count > 0);
        for (var table : dev.lastro.derive.Derived.TABLES) {
            assertThat(lastro.rows(table + "_next", "1", "1")).as(table).isEmpty();
        }
        assertThat(lastro.nightly(DATE)).isInstanceOf(Outcome.Completed.class);
    }

    private Map<String, String> rebuild() {
        var outcome = lastro.bean(Jobs.class).run(new JobRequest.Rebuild("tester", ""), Progress.SILENT);
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        return ((Outcome.Completed) outcome).totals();
    }
}
