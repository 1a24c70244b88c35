package dev.lastro.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a sender was told is true, whatever was done to the receiver and its database. {@code bench/faults} does more of it. */
class FaultsIT {

    private static final int PER_SECOND = 300;
    private static final Duration LONGEST = Duration.ofSeconds(4);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private static Stage stage;

    private final long seed = new Random().nextLong();

    @BeforeAll
    static void start() throws Exception {
        stage = new Stage(folder, true, false);
        stage.receiver().start();
    }

    @AfterAll
    static void end() {
        stage.close();
    }

    @ParameterizedTest
    // two that take half a minute are left to bench/faults
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"MYSQL_DISK_FULL", "STANDBY_TAKES_OVER_FROM_ONE_WITH_A_SPOOL"})
    void everyAcknowledgedDeliveryIsInTheLogOnce(Fault fault) throws Exception {
        assumeThat(fault.isPossible(stage)).as("this process may mount a disk").isTrue();
        var random = new Random(seed);

        var round = Round.run(stage, fault.name(), PER_SECOND, random, () -> fault.strike(stage, random, LONGEST));

        assertThat(round.problems())
                .as("%s, seed %d, in %s", round, seed, folder)
                .isEmpty();
        assertThat(round.stored()).as(round.toString()).isPositive();
        System.out.println(round);
    }
}
