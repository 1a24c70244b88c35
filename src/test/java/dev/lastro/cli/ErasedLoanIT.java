package dev.lastro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.testing.MySql;
import dev.lastro.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What is left of a loan that was erased, in tables and reports; what proves that is {@link ErasureIT}'s. */
class ErasedLoanIT {

    private static final String BECAUSE = "--because=LGPD art. 18, ticket 77";

    @TempDir
    private Path folder;

    private Commands lastro;
    private JdbcClient jdbc;

    @BeforeEach
    void aNight() throws IOException {
        TestDatabase database = MySql.database();
        jdbc = JdbcClient.create(
                new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password()));
        lastro = Commands.on(database, folder.resolve("reports"));
        receive(IntStream.range(0, 40)
                .boxed()
                .flatMap(loan -> List.of(
                        body(loan, "created", "loan.created", "draft"),
                        body(loan, "asked", "loan.status_changed", "disbursing"),
                        body(loan, "asked", "loan.status_changed", "disbursing"),
                        body(loan, "asked", "loan.status_changed", "pending").replace("10:02:00", "10:04:00"),
                        body(loan, "paid", "loan.status_changed", "disbursed"))
                        .stream())
                .collect(Collectors.joining("\n")));
        assertThat(said("run", "nightly", "--date=2026-11-20")).contains("2026-11-20/r1");
    }

    private static String body(int loan, String step, String type, String status) {
        return """
                {"id":"evnt_%d_%s","eventType":"%s","data":{"id":"loan_%1$d","status":"%4$s","contractNumber":"C-%1$d",\
                "borrower":"Maria %1$d da Silva"},"createdAt":"2026-11-10T10:0%5$d:00Z"}""".formatted(
                loan, step, type, status, List.of("created", "asked", "paid").indexOf(step) + 1);
    }

    private void receive(String lines) throws IOException {
        var file = Files.writeString(Files.createTempFile(folder, "bodies", ".ndjson"), lines);
        assertThat(said("run", "import", "--provider=base39", "--file=" + file)).contains("appended");
    }

    @Test
    void itsStateStaysAndIsMarked() throws IOException {
        var reports = reports();
        var before = said("trace", "base39", "loan_7");
        assertThat(before).contains("DISBURSED", "C-7");

        assertThat(said("erase", "base39", "loan_7", BECAUSE))
                .contains("erased deliveries: 5", "act: decisions/0", "kept state: DISBURSED", "not erased:");

        assertThat(jdbc.sql(
                                "SELECT COUNT(*) FROM webhook_log WHERE body LIKE '%Maria 7 %' OR headers LIKE '%Maria 7 %'")
                        .query(Integer.class)
                        .single())
                .isZero();
        for (var table : List.of("story", "unclear", "finding")) {
            assertThat(count("SELECT COUNT(*) FROM " + table + " WHERE loan_id = 'loan_7'"))
                    .as(table)
                    .isZero();
        }
        assertThat(reports()).as("what was published is not touched").isEqualTo(reports);
        // Until the next night, and after it, and however the tables are made.
        var traced = said("trace", "base39", "loan_7");
        assertThat(traced)
                .contains(
                        "erased: 5 deliveries, by decisions/0", "ticket 77", "DISBURSED", "as the last run before the")
                .doesNotContain("C-7")
                .doesNotContain("evnt_7");
        assertThat(said("trace", "base39", "loan_7", "--json")).contains("\"act\" : \"decisions/0\"");
        assertThat(said("run", "nightly", "--date=2026-11-21"))
                .contains("+ ERASED")
                .contains("base39       200 = 117 + 39 + 39 + 0 + 0 + 0 + 5")
                .contains("1 of them erased");
        assertThat(loan("loan_7")).containsEntry("state", "DISBURSED").containsEntry("erased_by", "decisions/0");
        assertThat(said("trace", "base39", "loan_7").lines().skip(1))
                .containsExactlyElementsOf(traced.lines().skip(1).toList());
        assertThat(said("run", "rebuild")).contains("same as before: true");
        assertThat(said(
                        "verify",
                        "report",
                        folder.resolve("reports/2026-11-21/r1").toString()))
                .contains("chain");
        var csv = Files.readString(folder.resolve("reports/2026-11-21/r1/machine/loans.csv"));
        assertThat(csv.lines().filter(line -> line.contains(",loan_7,")))
                .singleElement()
                .asString()
                .contains("DISBURSED")
                .doesNotContain("C-7");
        assertThat(Files.readString(folder.resolve("reports/2026-11-21/r1/machine/totals.csv")))
                .contains("loans.erased,base39,1")
                .contains("ERASED,base39,5");
    }

    @Test
    void whatComesLaterDoesNotBringItBack() throws IOException {
        said("erase", "base39", "loan_7", BECAUSE);
        receive(body(7, "late", "loan.status_changed", "repaid").replace("10:00", "11:00"));
        assertThat(said("run", "nightly", "--date=2026-11-21")).contains("1 of them erased");
        assertThat(loan("loan_7")).containsEntry("state", "DISBURSED").containsEntry("erased_by", "decisions/0");
        assertThat(said("trace", "base39", "loan_7")).contains("not counted: the loan is erased");

        assertThat(said("erase", "base39", "loan_7", BECAUSE)).contains("erased deliveries: 1", "act: decisions/1");
        said("run", "nightly", "--date=2026-11-22");
        assertThat(loan("loan_7")).containsEntry("state", "DISBURSED").containsEntry("erased_by", "decisions/1");
        assertThat(said("run", "rebuild")).contains("same as before: true");
    }

    @Test
    void aDryRunOnlyLists() {
        assertThat(said("erase", "base39", "loan_7", BECAUSE, "--dry-run"))
                .contains("deliveries to erase: 5", "EVENT: 3", "CONFLICT: 1", "import/35: EVENT");
        assertThat(count("SELECT COUNT(*) FROM webhook_log WHERE log_name = 'decisions'"))
                .isZero();
        assertThat(count("SELECT COUNT(*) FROM erased")).isZero();
    }

    @Test
    void whatNoNightHasSeenIsErasedToo() throws IOException {
        receive(body(7, "late", "loan.status_changed", "repaid").replace("10:00", "11:00"));
        assertThat(said("erase", "base39", "loan_7", BECAUSE))
                .contains("erased deliveries: 6", "kept state: DISBURSED");
        assertThat(said("run", "nightly", "--date=2026-11-21")).contains("1 of them erased");
        assertThat(loan("loan_7")).containsEntry("state", "DISBURSED");
    }

    @Test
    void aLoanThatNoNightHasReportedLeavesNothing() throws IOException {
        receive(body(99, "created", "loan.created", "draft"));
        assertThat(said("erase", "base39", "loan_99", BECAUSE)).contains("kept state: none");
        assertThat(said("run", "nightly", "--date=2026-11-21")).contains("201 = 120 + 40 + 40 + 0 + 0 + 0 + 1");
        assertThat(count("SELECT COUNT(*) FROM loan WHERE loan_id = 'loan_99'")).isZero();
        assertThat(said("trace", "base39", "loan_99")).contains("state: none is kept");
        assertThat(said("run", "rebuild")).contains("same as before: true");
    }

    /** What a night knew before is gone with the bodies. */
    @Test
    void whatWasKnownBeforeIsNotToldAnyMore() throws IOException {
        said("erase", "base39", "loan_7", BECAUSE);
        said("run", "report", "--date=2026-11-20", "--known=r1");
        var known = folder.resolve("reports/2026-11-20/as-known-r1/machine");
        assertThat(Files.readString(known.resolve("totals.csv"))).contains("ERASED,base39,5", "loans,base39,39");
        assertThat(Files.readString(known.resolve("loans.csv")))
                .doesNotContain("loan_7,")
                .contains("loan_8,");
        assertThat(refused(1, "trace", "base39", "loan_7", "--known=2026-11-20/r1"))
                .contains("was erased by decisions/0");
    }

    private Map<String, Object> loan(String id) {
        return jdbc.sql("SELECT state, erased_by FROM loan WHERE provider = 'base39' AND loan_id = ?")
                .param(id)
                .query()
                .singleRow();
    }

    private int count(String sql) {
        return jdbc.sql(sql).query(Integer.class).single();
    }

    private Map<String, String> reports() {
        var files = new TreeMap<String, String>();
        try (var paths = Files.walk(folder.resolve("reports"))) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                files.put(path.toString(), new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private String refused(int exitCode, String... command) {
        var said = lastro.run(command);
        assertThat(said.exitCode()).as(said.err()).isEqualTo(exitCode);
        return said.err();
    }

    private String said(String... command) {
        var said = lastro.run(command);
        assertThat(said.exitCode()).as(said.err()).isZero();
        return said.out().replace(System.lineSeparator(), "\n");
    }
}
