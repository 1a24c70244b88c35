package dev.lastro.derive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.loan.Place;
import dev.lastro.provider.Definitions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** One loan as it was known is what a computation over only what was known makes of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KnownStoriesIT {

    private static final Instant CUT_OFF = Instant.parse("2026-11-01T03:00:00Z");
    private static final Watch SILENT = new Watch() {
        @Override
        public void at(String step, long done, long total) {}

        @Override
        public boolean isStopping() {
            return false;
        }
    };

    private final Definitions definitions = Definitions.load(null);
    private final DerivedDatabase database;
    private final KnownStories stories;

    KnownStoriesIT() throws Exception {
        database = new DerivedDatabase();
        stories = new KnownStories(
                database.log,
                database.stories,
                new Identities(new JdbcTemplate(database.dataSource), database.jdbc),
                database.derived,
                database.jdbc);
    }

    /** Of both logs five of six deliveries are classified. */
    @BeforeAll
    void fill(@TempDir Path folder) throws Exception {
        RebuildIT.append(database, 7, 1_000);
        var classified = new TreeMap<String, Long>();
        database.sizes().forEach((log, size) -> classified.put(log, size * 5 / 6));
        var request = new Rebuild.Request(1, definitions, classified, CUT_OFF, Set.of(), folder.resolve("work"));
        database.rebuild.fill(request, SILENT);
        try (var alone = database.dataSource.getConnection()) {
            database.rebuild.swap(1, alone);
        }
    }

    @Test
    void everyLoanIsWhatItWasAtAnyPrefixOfBothLogs() {
        var dice = new Random(5);
        var sharedBefore = 0;
        for (var round = 0; round < 3; round++) {
            var prefix = new TreeMap<String, Long>();
            database.sizes().forEach((log, size) -> prefix.put(log, dice.nextLong(size + 1)));
            sharedBefore += requireSame(prefix, prefix);
        }
        assertThat(sharedBefore).as("conflicts of other loans").isPositive();
    }

    @Test
    void aLogThatIsNotNamedWasNotKnown() {
        var size = database.sizes().get("main");
        requireSame(new TreeMap<>(Map.of("main", size)), new TreeMap<>(Map.of("main", size)));
    }

    @Test
    void whatIsNotClassifiedYetIsToldToo() {
        requireSame(null, database.sizes());
        assertThat(stories.unread(null)).isEmpty();
    }

    /** @return how many conflicts have their event in another loan */
    private int requireSame(@Nullable SortedMap<String, Long> known, SortedMap<String, Long> prefix) {
        var plain = new PlainRebuild(database.log, definitions, prefix, CUT_OFF);
        var unclear = new HashMap<LoanKey, List<Place>>();
        plain.unclear.forEach(each -> {
            if (each.loanId() != null) {
                unclear.computeIfAbsent(new LoanKey(each.provider(), each.loanId()), loan -> new ArrayList<>())
                        .add(each.place());
            }
        });
        var across = 0;
        for (var story : plain.stories) {
            var found = stories.find(story.loan(), known, definitions);
            assertThat(found.story()).as("%s at %s", story.loan(), prefix).isEqualTo(story);
            assertThat(found.unclear())
                    .extracting(Unclear::place)
                    .containsExactlyInAnyOrderElementsOf(unclear.getOrDefault(story.loan(), List.of()));
            var own = story.lines().stream().map(Line::place).toList();
            across += (int) story.lines().stream()
                    .filter(line -> line.eventPlace() != null && !own.contains(line.eventPlace()))
                    .count();
        }
        assertThat(plain.stories).isNotEmpty();
        return across;
    }
}
