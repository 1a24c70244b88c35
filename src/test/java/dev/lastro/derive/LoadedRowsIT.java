package dev.lastro.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.derive.DerivedRows.StoryRow;
import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.Place;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedRowsIT {

    private static final List<String> WORDS = List.of(
            "",
            "\\N",
            "\\",
            "N",
            "tab\there",
            "line\nfeed\rreturn",
            "nul\0",
            "quote\"'`",
            "bell\b\u001a",
            "ação 🏦 𝔸",
            "\u007f\u0080");

    private DerivedDatabase database;

    @BeforeEach
    void allow() throws SQLException {
        database = new DerivedDatabase();
        database.mayLoad(true);
    }

    @AfterEach
    void forbid() {
        database.mayLoad(false);
    }

    @Test
    void whatIsLoadedIsWhatWouldBeInserted() throws SQLException {
        var random = new Random(5);
        var stories = new ArrayList<StoryRow>();
        var unclear = new ArrayList<Unclear>();
        for (var number = 0; number < 3_000; number++) {
            var bytes = new byte[random.nextInt(1_500)];
            random.nextBytes(bytes);
            var loan = new LoanKey("p", number + WORDS.get(number % WORDS.size()));
            stories.add(new StoryRow(loan, number, random.nextInt(), -number, bytes));
            unclear.add(new Unclear(
                    new Place("main", number),
                    Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000)),
                    "p",
                    DeliveryClass.UNKNOWN,
                    WORDS.get(random.nextInt(WORDS.size())),
                    number % 3 == 0 ? null : WORDS.get(random.nextInt(WORDS.size())),
                    null,
                    "ç".repeat(255),
                    WORDS.get(random.nextInt(WORDS.size())),
                    number % 5 == 0 ? null : Instant.parse("1999-12-31T23:59:59.999999Z"),
                    "00090a5c".repeat(8),
                    "ff".repeat(32)));
        }

        assertThat(written(DerivedRows.STORY, stories, "loan_id", true))
                .isEqualTo(written(DerivedRows.STORY, stories, "loan_id", false))
                .hasSize(3_000);
        assertThat(written(DerivedRows.UNCLEAR, unclear, "position", true))
                .isEqualTo(written(DerivedRows.UNCLEAR, unclear, "position", false))
                .hasSize(3_000);
    }

    private <T> List<String> written(DerivedRows.Table<T> table, List<T> rows, String order, boolean byLoad)
            throws SQLException {
        var name = Side.NEXT.table(table.name());
        database.jdbc.sql("TRUNCATE TABLE " + name).update();
        try (var connection = database.dataSource.getConnection();
                var to = TableRows.of(connection, byLoad, Side.NEXT, table, TableRows.Present.FAILS)) {
            for (var row : rows) {
                to.add(row);
            }
            to.flush();
        }
        return database.rows(name, order);
    }

    @Test
    void aRowTakesThePlaceOfTheOneThatIsThere() throws SQLException {
        for (var byLoad : List.of(true, false)) {
            database.jdbc.sql("TRUNCATE TABLE story").update();
            try (var connection = database.dataSource.getConnection();
                    var into = TableRows.of(
                            connection, byLoad, Side.LIVE, DerivedRows.STORY, TableRows.Present.REPLACED)) {
                for (var value = 1; value <= 3; value++) {
                    for (var loan = value; loan <= 2_000; loan += value) {
                        into.add(new StoryRow(new LoanKey("p", "" + loan), value, 0, 0, new byte[] {(byte) value}));
                    }
                    into.flush();
                }
            }
            assertThat(database.jdbc
                            .sql("SELECT events FROM story ORDER BY CAST(loan_id AS UNSIGNED)")
                            .query(Integer.class)
                            .list())
                    .hasSize(2_000)
                    .startsWith(1, 2, 3, 2, 1, 3, 1, 2, 3, 2);
        }
    }

    @Test
    void fieldsAreWrittenAsLoadDataReadsThem() {
        var bytes = new ByteSink(1);
        var fields = new DelimitedFields(bytes);
        fields.text(null);
        fields.number(Long.MIN_VALUE);
        fields.count(null);
        fields.count(7);
        fields.amount(new BigDecimal("1E+3"));
        fields.amount(new BigDecimal("-0.00000001"));
        fields.amount(null);
        fields.time(Instant.parse("0999-01-02T03:04:05.000006789Z"));
        fields.time(null);
        fields.date(LocalDate.of(2024, 2, 29));
        fields.date(null);
        fields.endRow();
        fields.text("é\t");
        fields.bytes(new byte[0]);
        fields.bytes(new byte[] {0, 9, 10, 92, -1});
        fields.endRow();

        assertThat(new String(bytes.toBytes(), StandardCharsets.ISO_8859_1))
                .isEqualTo("\\N\t-9223372036854775808\t\\N\t7\t1000\t-0.00000001\t\\N"
                        + "\t0999-01-02 03:04:05.000006\t\\N\t2024-02-29\t\\N\n"
                        + "Ã©\\\t\t\t\\0\\\t\\\n\\\\ÿ\n");
    }

    @Test
    void whatDoesNotFitOrIsThereAlreadyFails() {
        var story = new StoryRow(new LoanKey("p", "1"), 1, 2, 3, new byte[] {1});
        assertThatThrownBy(() -> written(DerivedRows.STORY, List.of(story, story), "loan_id", true))
                .hasMessageContaining("story_next")
                .hasMessageContaining("Duplicate entry 'p-1'");
        var tooLong = new StoryRow(new LoanKey("p", "é".repeat(256)), 1, 2, 3, new byte[] {1});
        assertThatThrownBy(() -> written(DerivedRows.STORY, List.of(tooLong), "loan_id", true))
                .hasMessageContaining("story_next")
                .hasMessageContaining("loan_id");
    }

    @Test
    void noServerGetsAFileOfOurs(@TempDir Path folder) throws Exception {
        var secret = Files.writeString(folder.resolve("secret"), "p\t1\t1\t1\t1\tsecret\n");
        try (var connection = database.dataSource.getConnection();
                var rows = new LoadedRows<>(connection, Side.NEXT, DerivedRows.STORY, TableRows.Present.FAILS);
                var statement = connection.createStatement()) {
            rows.add(new StoryRow(new LoanKey("p", "2"), 1, 2, 3, new byte[] {1}));
            rows.flush();

            assertThatThrownBy(() ->
                            statement.execute("LOAD DATA LOCAL INFILE '%s' INTO TABLE story_next".formatted(secret)))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(database.rows("story_next", "loan_id")).hasSize(1);
    }
}
