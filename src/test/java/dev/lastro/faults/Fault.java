package dev.lastro.faults;

import dev.lastro.testing.LossyProxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;

/** What is done to a receiver under load; each leaves behind that everything runs again. */
enum Fault {
    RECEIVER_KILLED {
        @Override
        void strike(Stage stage, Random random, Duration longest) {
            stage.receiver().kill9();
            pause(random, longest.dividedBy(4));
            stage.receiver().start();
        }
    },
    MYSQLD_KILLED {
        @Override
        void strike(Stage stage, Random random, Duration longest) {
            stage.mysqld().kill9();
            pause(random, longest);
            stage.mysqld().startAgain();
        }
    },
    MYSQLD_FROZEN {
        @Override
        void strike(Stage stage, Random random, Duration longest) {
            stage.mysqld().pause();
            pause(random, longest);
            stage.mysqld().resume();
        }
    },
    /** Three times, each time as the dice say. */
    CONNECTION_CUT_AT_COMMIT {
        @Override
        void strike(Stage stage, Random random, Duration longest) {
            var kinds = LossyProxy.Cut.values();
            for (var i = 0; i < 3; i++) {
                stage.proxy().cutNext(kinds[random.nextInt(kinds.length)]);
                Stage.awaits(LIMIT, stage.proxy()::hasCut);
                pause(random, Duration.ofSeconds(2));
            }
        }
    },
    DATABASE_READ_ONLY {
        @Override
        void strike(Stage stage, Random random, Duration longest) throws SQLException {
            stage.execute("SET GLOBAL super_read_only = ON");
            pause(random, longest);
            stage.execute("SET GLOBAL read_only = OFF");
        }
    },
    /** The database away too, or nothing would go to the spool. */
    SPOOL_DISK_FULL {
        @Override
        boolean isPossible(Stage stage) {
            return stage.spoolDisk().isPresent();
        }

        @Override
        void strike(Stage stage, Random random, Duration longest) {
            stage.mysqld().kill9();
            stage.awaitMore(20, Reply.Spooled.class, LIMIT);
            var disk = stage.spoolDisk().orElseThrow();
            disk.fill();
            pause(random, longest);
            disk.free();
            pause(random, longest.dividedBy(2));
            stage.mysqld().startAgain();
        }
    },
    MYSQL_DISK_FULL {
        @Override
        boolean isPossible(Stage stage) {
            return stage.mysqlDisk().isPresent();
        }

        @Override
        void strike(Stage stage, Random random, Duration longest) {
            var disk = stage.mysqlDisk().orElseThrow();
            disk.fill();
            pause(random, longest);
            disk.free();
            // it looks for space once a minute, or has given up
            stage.mysqld().kill9();
            stage.mysqld().startAgain();
        }
    },
    CLOCK_STEPPED_BACK {
        @Override
        void strike(Stage stage, Random random, Duration longest) {
            stage.receiver().stepClock(-1 - random.nextInt(7200));
            pause(random, longest.dividedBy(2));
            if (random.nextBoolean()) {
                RECEIVER_KILLED.strikeAlways(stage, random, longest);
            }
            stage.receiver().stepClock(0);
        }
    },
    RECEIVER_KILLED_WHILE_THE_DATABASE_IS_AWAY {
        @Override
        void strike(Stage stage, Random random, Duration longest) {
            stage.mysqld().kill9();
            stage.awaitMore(random.nextInt(300), Reply.Spooled.class, LIMIT);
            stage.receiver().kill9();
            stage.receiver().start();
            pause(random, longest.dividedBy(2));
            stage.mysqld().startAgain();
        }
    },
    RECEIVER_KILLED_WHILE_DRAINING {
        @Override
        void strike(Stage stage, Random random, Duration longest) {
            stage.mysqld().kill9();
            stage.awaitMore(500 + random.nextInt(1500), Reply.Spooled.class, LIMIT);
            stage.mysqld().startAgain();
            pause(random, Duration.ofMillis(700));
            stage.receiver().kill9();
            stage.receiver().start();
        }
    },
    STANDBY_TAKES_OVER {
        @Override
        void strike(Stage stage, Random random, Duration longest) {
            stage.standby().start();
            pause(random, Duration.ofSeconds(3));
            stage.receiver().kill9();
            stage.swap();
        }
    },
    /** The first one comes back as a standby, with acknowledged deliveries in its spool that only a writer can drain. */
    STANDBY_TAKES_OVER_FROM_ONE_WITH_A_SPOOL {
        @Override
        void strike(Stage stage, Random random, Duration longest) {
            stage.mysqld().kill9();
            stage.awaitMore(1 + random.nextInt(500), Reply.Spooled.class, LIMIT);
            stage.receiver().kill9();
            stage.swap();
            stage.receiver().start();
            pause(random, longest.dividedBy(4));
            stage.mysqld().startAgain();
            stage.awaitMore(20, Reply.Stored.class, LIMIT);
            stage.standby().start();
        }
    };

    /** Beyond it the receiver has lost more than a moment; the check then says what. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** @param longest that the fault may last */
    abstract void strike(Stage stage, Random random, Duration longest) throws SQLException;

    /** Whether this machine lets it happen. */
    boolean isPossible(Stage stage) {
        return true;
    }

    void strikeAlways(Stage stage, Random random, Duration longest) {
        try {
            strike(stage, random, longest);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause(Random random, Duration longest) {
        Stage.sleep(random.nextLong(longest.toMillis() + 1));
    }
}
