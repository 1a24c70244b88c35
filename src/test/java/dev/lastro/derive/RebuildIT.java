package dev.lastro.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.derive.ClassBlock.Classed;
import dev.lastro.derive.DerivedRows.StoryRow;
import dev.lastro.loan.Place;
import dev.lastro.provider.Definitions;
import dev.lastro.simulator.Sent;
import dev.lastro.simulator.Simulation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildIT {

    private static final Instant ARRIVAL = Instant.parse("2026-11-06T12:00:00.123457Z");
    static final Instant CUT_OFF = Instant.parse("2026-11-01T03:00:00Z");
    static final RebuildSizes TINY = new RebuildSizes(3, 1, 3_000, 20_000, 2);
    static final Watch SILENT = new Watch() {
        @Override
        public void at(String step, long done, long total) {}

        @Override
        public boolean isStopping() {
            return false;
        }
    };

    @TempDir
    Path folder;

    private final Definitions definitions = Definitions.load(null);

    @Test
    void makesWhatAPlainComputationMakesWhateverTheSizeOfItsPieces() throws Exception {
        for (var seed = 1; seed <= 3; seed++) {
            var database = new DerivedDatabase();
            append(database, seed, 9_000);
            var request = request(database, 1, Set.of());

            database.rebuild.with(TINY).fill(request, SILENT);
            requireSame(database, request, "tiny pieces, seed " + seed);
            database.mayLoad(true);
            try {
                database.rebuild.with(TINY).fill(request, SILENT);
                requireSame(database, request, "tiny pieces by LOAD DATA, seed " + seed);
            } finally {
                database.mayLoad(false);
            }
            database.rebuild.fill(request, SILENT);
            requireSame(database, request, "usual pieces, seed " + seed);
        }
    }

    @Test
    void providersThatAreNotReadKeepTheirRows() throws Exception {
        for (var isAtAnotherCutOff : List.of(false, true)) {
            var database = new DerivedDatabase();
            append(database, 21, 9_000);
            live(database);
            var request = new Rebuild.Request(
                    3,
                    definitions,
                    database.sizes(),
                    isAtAnotherCutOff ? CUT_OFF.plus(Duration.ofDays(2)) : CUT_OFF,
                    Set.of("openco", "nobody"),
                    folder.resolve("work"));
            // Proof of where the rows come from: nothing else than a copy could know it.
            database.jdbc.sql("UPDATE story SET duplicates = 1000 + duplicates").update();

            database.rebuild.with(TINY).fill(request, SILENT);

            assertThat(number(database, "SELECT MIN(duplicates) FROM story_next WHERE provider = 'base39'"))
                    .isGreaterThanOrEqualTo(1000);
            assertThat(number(database, "SELECT MAX(duplicates) FROM story_next WHERE provider = 'openco'"))
                    .isLessThan(1000);
            database.jdbc
                    .sql("UPDATE story_next SET duplicates = duplicates - 1000 WHERE provider = 'base39'")
                    .update();
            requireSameTables(database, request, "another cut-off: " + isAtAnotherCutOff);
        }
    }

    @Test
    void onlySomeProvidersCannotBeReadUpToWhereTheOthersAreNot() throws Exception {
        var database = new DerivedDatabase();
        append(database, 22, 2_000);
        live(database);
        append(database, 23, 100);

        assertThatThrownBy(() -> database.rebuild.fill(request(database, 3, Set.of("openco")), SILENT))
                .hasMessageContaining("the live tables are derived up to");
    }

    @Test
    void aFullOrForbiddenFolderIsNamedWithWhatToDo() throws Exception {
        var database = new DerivedDatabase();
        append(database, 24, 100);
        Files.writeString(folder.resolve("work"), "no folder");

        assertThatThrownBy(() -> database.rebuild.fill(request(database, 3, Set.of()), SILENT))
                .hasMessageContaining(folder.resolve("work").toString())
                .hasMessageContaining("lastro.work-dir");
    }

    private void live(DerivedDatabase database) throws SQLException {
        database.rebuild.fill(request(database, 2, Set.of()), SILENT);
        try (var alone = database.dataSource.getConnection()) {
            database.rebuild.swap(2, alone);
        }
        assertThat(database.rows("loan_next", "1")).isEmpty();
        assertThat(database.rows("loan", "1")).isNotEmpty();
    }

    private static long number(DerivedDatabase database, String sql) {
        return database.jdbc.sql(sql).query(Long.class).single();
    }

    private Rebuild.Request request(DerivedDatabase database, long owner, Set<String> providers) {
        return new Rebuild.Request(owner, definitions, database.sizes(), CUT_OFF, providers, folder.resolve("work"));
    }

    /** Life as it comes, and then all kinds of contradiction: ids that name several loans among them. */
    static void append(DerivedDatabase database, long seed, int count) throws SQLException {
        var sent = new ArrayList<Sent>(
                Simulation.generate(seed, count / 20, LocalDate.of(2026, 10, 1), LocalDate.of(2026, 11, 5))
                        .repeated(seed, 0.1)
                        .deliveries());
        sent.addAll(Simulation.chaos(seed, count - sent.size() / 2, CUT_OFF)
                .repeated(seed, 0.1)
                .deliveries());
        sent.add(new Sent("nobody", "{}".getBytes(StandardCharsets.UTF_8), "application/json", ARRIVAL, ARRIVAL));
        var shuffled = new Simulation(sent).shuffled(seed).deliveries();
        var cut = shuffled.size() / 3;
        database.append("import", ARRIVAL, shuffled.subList(0, cut));
        database.append("main", ARRIVAL, shuffled.subList(cut, shuffled.size()));
    }

    /** All of {@code _next}, against maps in memory. */
    static void requireSame(DerivedDatabase database, Rebuild.Request request, String as) throws SQLException {
        var plain = requireSameTables(database, request, as);
        assertThat(identities(database)).as(as).isEqualTo(identities(plain.stories));
    }

    /** All but the identities. */
    private static PlainRebuild requireSameTables(DerivedDatabase database, Rebuild.Request request, String as)
            throws SQLException {
        var plain = new PlainRebuild(database.log, request.definitions(), request.prefix(), request.cutOff());
        database.jdbc
                .sql("CREATE TABLE IF NOT EXISTS expected_story LIKE story")
                .update();
        write(
                database,
                DerivedRows.STORY,
                plain.stories.stream()
                        .map(story -> StoryRow.of(story, new StoryCodec()))
                        .toList());
        write(database, DerivedRows.LOAN, plain.loans);
        write(database, DerivedRows.FINDING, plain.findings);
        write(database, DerivedRows.UNCLEAR, plain.unclear);
        for (var table : List.of("story", "loan", "finding", "unclear")) {
            var order = table.equals("unclear") ? "log_name, position" : "provider, loan_id";
            order += table.equals("finding") ? ", finding_id" : "";
            var made = database.rows(table + "_next", order);
            if (table.equals("finding")) {
                assertThat(made.removeIf(row -> row.contains(" |  | ")))
                        .as("findings of no loan")
                        .isTrue();
            }
            assertThat(made)
                    .as("%s, %s", table, as)
                    .isEqualTo(database.rows("expected_" + table, order))
                    .isNotEmpty();
        }
        assertThat(classes(database)).as(as).isEqualTo(plain.classes);
        assertThat(plain.classes.values().stream()
                        .map(Classed::deliveryClass)
                        .distinct()
                        .toList())
                .hasSize(6);
        var counted = new TreeMap<String, Long>();
        database.jdbc
                .sql("SELECT log_name, provider, deliveries FROM counted_next")
                .query(row -> {
                    counted.put(row.getString(1) + " " + row.getString(2), row.getLong(3));
                });
        assertThat(counted).isEqualTo(plain.counted);
        assertThat(database.derived.classified(Side.NEXT)).isEqualTo(request.prefix());
        assertThat(database.derived.cutOff(Side.NEXT)).contains(request.cutOff());
        assertThat(request.workFolder()).isEmptyDirectory();
        return plain;
    }

    private static <T> void write(DerivedDatabase database, DerivedRows.Table<T> table, List<T> rows)
            throws SQLException {
        var name = "expected_" + table.name();
        database.jdbc
                .sql("CREATE TABLE IF NOT EXISTS %s LIKE %s".formatted(name, table.name()))
                .update();
        database.jdbc.sql("TRUNCATE TABLE " + name).update();
        var sql = table.insert(Side.LIVE, 1, TableRows.Present.FAILS)
                .replace("INTO " + table.name() + " ", "INTO " + name + " ");
        try (var connection = database.dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            connection.setAutoCommit(false);
            for (var row : rows) {
                table.writer().write(row, new ParameterFields(statement));
                statement.addBatch();
            }
            statement.executeBatch();
            connection.commit();
        }
    }

    private static SortedMap<Place, Classed> classes(DerivedDatabase database) {
        var classes = new TreeMap<Place, Classed>();
        database.jdbc
                .sql("SELECT log_name, block, classes FROM delivery_class_next")
                .query(row -> {
                    var position = row.getLong(2) * ClassBlock.SIZE;
                    for (var each : ClassBlock.decode(row.getBytes(3))) {
                        classes.put(new Place(row.getString(1), position++), each);
                    }
                });
        return classes;
    }

    private static Set<String> identities(DerivedDatabase database) {
        var found = new HashSet<String>();
        var last = new long[] {Long.MIN_VALUE};
        database.jdbc
                .sql("SELECT first_hash, entries FROM identity_block_next ORDER BY first_hash, number")
                .query(row -> {
                    var isFirst = new boolean[] {true};
                    var first = row.getLong(1);
                    IdentityBlock.read(row.getBytes(2), (hash, place) -> {
                        assertThat(hash).isGreaterThanOrEqualTo(last[0]);
                        assertThat(!isFirst[0] || hash == first).isTrue();
                        isFirst[0] = false;
                        last[0] = hash;
                        assertThat(found.add(hash + " " + place)).isTrue();
                    });
                });
        return found;
    }

    private static Set<String> identities(List<Story> stories) {
        var found = new HashSet<String>();
        for (var story : stories) {
            var seen = new HashSet<String>();
            for (var line : story.lines()) {
                if (!line.identifiedByBody() && seen.add(line.event().identity())) {
                    found.add(IdentityHash.of(
                                    story.loan().provider(), line.event().identity()) + " " + line.place());
                }
            }
        }
        return found;
    }
}
