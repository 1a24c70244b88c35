package dev.lastro.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.provider.Definitions;
import dev.lastro.testing.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildCrashIT {

    private static final List<String> STEPS = List.of("read", "rule", "classes", "fold");

    @TempDir
    Path folder;

    private final Random random = new Random();
    private final Definitions definitions = Definitions.load(null);

    /** Ends the fill as a stop would, once so many looks were taken at a wish to stop. */
    private record StopAfter(int[] looks) implements Watch {
        @Override
        public void at(String step, long done, long total) {}

        @Override
        public synchronized boolean isStopping() {
            return --looks[0] < 0;
        }
    }

    @Test
    void killedInEachStepAndStartedAgainItMakesTheSame() throws Exception {
        var database = new DerivedDatabase();
        RebuildIT.append(database, 11, 20_000);
        var request = request(database, 1);
        for (var step : STEPS) {
            var child = run(database);
            awaitLine(child, "STEP " + step);
            Thread.sleep(random.nextInt(150));
            child.destroyForcibly().waitFor();
            assertThat(database.rows("loan", "1"))
                    .as("the live tables while it is killed in " + step)
                    .isEmpty();
        }
        awaitLine(run(database), "FILLED");

        RebuildIT.requireSame(database, request, "killed in each step");
    }

    @Test
    void killedRightAfterTheRenameTheNewTablesAreLiveAndTheOldOnesNobodysBeginning() throws Exception {
        var database = new DerivedDatabase();
        RebuildIT.append(database, 17, 5_000);
        var child = run(database, "swap");
        awaitLine(child, "RENAMED");
        child.destroyForcibly().waitFor();
        var live = database.rows("loan", "provider, loan_id");
        assertThat(live).isNotEmpty();
        RebuildIT.append(database, 18, 1_000);

        var request = request(database, 2);
        database.rebuild.with(RebuildIT.TINY).fill(request, RebuildIT.SILENT);

        RebuildIT.requireSame(database, request, "killed after the RENAME");
        assertThat(database.rows("loan", "provider, loan_id")).isEqualTo(live);
    }

    @Test
    void stoppedAnywhereItGoesOnFromWhatIsThere() throws Exception {
        var database = new DerivedDatabase();
        RebuildIT.append(database, 12, 9_000);
        var owner = 0L;
        var stops = 0;
        for (var isFilled = false; !isFilled; ) {
            try {
                database.rebuild
                        .with(RebuildIT.TINY)
                        // Later each time: a start looks once for every part that it finds whole.
                        .fill(request(database, ++owner), new StopAfter(new int[] {random.nextInt(1 + 60 * stops)}));
                isFilled = true;
            } catch (Watch.StoppedException e) {
                stops++;
            }
        }

        assertThat(stops).isGreaterThan(1);
        RebuildIT.requireSame(database, request(database, owner), "stopped %d times".formatted(stops));
    }

    @Test
    void whatWasFilledBeforeTheEndIsThereForTheSameRequest() throws Exception {
        var database = new DerivedDatabase();
        RebuildIT.append(database, 16, 2_000);
        database.rebuild.with(RebuildIT.TINY).fill(request(database, 1), RebuildIT.SILENT);
        Files.createDirectories(folder.resolve("work").resolve("request-left"));

        database.rebuild.with(RebuildIT.TINY).fill(request(database, 2), new StopAfter(new int[] {0}));

        RebuildIT.requireSame(database, request(database, 2), "filled twice");
        try (var alone = database.dataSource.getConnection()) {
            database.rebuild.swap(2, alone);
        }
        assertThat(database.derived.filling(Side.NEXT)).isEmpty();
    }

    @Test
    void aDamagedOrMissingFileIsMadeAgain() throws Exception {
        for (var seed = 1; seed <= 3; seed++) {
            var database = new DerivedDatabase();
            RebuildIT.append(database, seed, 9_000);
            stopIn(database, "fold");
            var files = files();
            assertThat(files).hasSizeGreaterThan(8);
            for (var i = 0; i < 4; i++) {
                damage(files.get(random.nextInt(files.size())));
            }

            database.rebuild.with(RebuildIT.TINY).fill(request(database, 2), RebuildIT.SILENT);

            RebuildIT.requireSame(database, request(database, 2), "damaged, seed " + seed);
        }
    }

    @Test
    void anotherRequestBeginsAnewAndRemovesWhatWasLeft() throws Exception {
        var database = new DerivedDatabase();
        RebuildIT.append(database, 13, 9_000);
        stopIn(database, "fold");
        RebuildIT.append(database, 14, 2_000);

        var request = request(database, 2);
        database.rebuild.with(RebuildIT.TINY).fill(request, RebuildIT.SILENT);

        RebuildIT.requireSame(database, request, "of a longer log");
    }

    @Test
    void whoLostItsLockWritesNothingMoreAndSwapsNothing() throws Exception {
        var database = new DerivedDatabase();
        RebuildIT.append(database, 15, 9_000);
        stopIn(database, "fold");
        database.derived.takeOver(Side.NEXT, 99);

        try (var alone = database.dataSource.getConnection()) {
            assertThatThrownBy(() -> database.rebuild.swap(1, alone))
                    .hasMessageContaining("another run has taken over the derived tables (execution 99)");
            assertThatThrownBy(() -> database.rebuild.swap(99, alone)).hasMessageContaining("not filled");
        }
    }

    private void stopIn(DerivedDatabase database, String step) {
        var isThere = new boolean[1];
        var watch = new Watch() {
            @Override
            public void at(String now, long done, long total) {
                isThere[0] = now.equals(step) && done > total / 3;
            }

            @Override
            public boolean isStopping() {
                return isThere[0];
            }
        };
        assertThatThrownBy(() -> database.rebuild.with(RebuildIT.TINY).fill(request(database, 1), watch))
                .isInstanceOf(Watch.StoppedException.class);
    }

    private List<Path> files() throws IOException {
        try (var all = Files.walk(folder.resolve("work"))) {
            return all.filter(path -> path.getFileName().toString().matches("(read|rule)-[0-9]+"))
                    .toList();
        }
    }

    private void damage(Path file) throws IOException {
        switch (random.nextInt(3)) {
            case 0 -> Files.deleteIfExists(file);
            case 1 -> Files.write(file, new byte[random.nextInt(40)]);
            default -> {
                try (var open = new RandomAccessFile(file.toFile(), "rw")) {
                    var at = open.length() == 0 ? 0 : random.nextLong(open.length());
                    open.seek(at);
                    var was = open.read();
                    open.seek(at);
                    open.write(was ^ 1);
                }
            }
        }
    }

    private Rebuild.Request request(DerivedDatabase database, long owner) {
        return new Rebuild.Request(
                owner, definitions, database.sizes(), RebuildIT.CUT_OFF, Set.of(), folder.resolve("work"));
    }

    private Process run(DerivedDatabase database, String... more) throws IOException {
        var command = new ArrayList<>(List.of(JavaProcess.tool("java"), "-XX:TieredStopAtLevel=1", "-Xmx256m"));
        command.addAll(JavaProcess.classPath());
        var of = database.database;
        command.addAll(List.of(
                RebuildChild.class.getName(),
                of.jdbcUrl(),
                of.username(),
                of.password(),
                of.schema(),
                folder.resolve("work").toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static void awaitLine(Process child, String wanted) throws IOException {
        var seen = new ArrayList<String>();
        var output = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
        @Nullable String line;
        while ((line = output.readLine()) != null) {
            seen.add(line);
            if (line.equals(wanted)) {
                return;
            }
        }
        throw new AssertionError("the child ended before " + wanted + ":\n" + String.join("\n", seen));
    }
}
