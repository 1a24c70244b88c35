package dev.lastro.faults;

import dev.lastro.LastroApplication;
import dev.lastro.cli.CommandLineInterface;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Lastro with a clock that its parent may set, as a process to be killed.
 *
 * <p>No configuration by annotation: Lastro's own scan would find it on the tests' class path. The clock is imported
 * first, so that Lastro finds that there is one.
 */
@Import({SteppedClock.Beans.class, LastroApplication.class})
public class SteppedClock {

    /** A file with the seconds by which the clock is off; looked at ten times a second. */
    static final String FILE = "lastro.test.clock";

    private static final int LOOK_MILLIS = 100;

    public static void main(String[] arguments) {
        var exitCode = CommandLineInterface.run(SteppedClock.class, arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static class Beans {

        @Bean
        InstantSource clock() {
            var clock = new Settable(Path.of(System.getProperty(FILE)));
            Thread.ofPlatform().daemon().name("clock").start(clock::follow);
            return clock;
        }
    }

    private static final class Settable implements InstantSource {

        private final Path file;
        private volatile Duration off;

        Settable(Path file) {
            this.file = file;
            this.off = read();
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(off);
        }

        void follow() {
            try {
                while (true) {
                    Thread.sleep(LOOK_MILLIS);
                    off = read();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private Duration read() {
            try {
                return Duration.ofSeconds(Long.parseLong(Files.readString(file).strip()));
            } catch (IOException | NumberFormatException e) {
                return Duration.ZERO;
            }
        }
    }
}
