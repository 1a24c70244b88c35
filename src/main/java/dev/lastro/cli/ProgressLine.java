package dev.lastro.cli;

import dev.lastro.job.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far a job is: one line that is overwritten where somebody looks, else a line every few seconds and one at the end of
 * each step.
 */
final class ProgressLine implements Progress, AutoCloseable {

    private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    private final PrintStream out;
    private final boolean interactive;
    private final LongSupplier nanoTime;
    private long lastLine;
    private int shown;

    /** @param interactive somebody looks at it, and a line can be overwritten */
    ProgressLine(PrintStream out, boolean interactive, LongSupplier nanoTime) {
        this.out = out;
        this.interactive = interactive;
        this.nanoTime = nanoTime;
        this.lastLine = nanoTime.getAsLong();
    }

    @Override
    public void report(Event event) {
        if (interactive) {
            overwrite(text(event));
            if (event.finished()) {
                close();
            }
        } else if (event.finished() || nanoTime.getAsLong() - lastLine >= EVERY_NANOS) {
            lastLine = nanoTime.getAsLong();
            out.println(text(event));
        }
    }

    /** Ends the line that is being overwritten. */
    @Override
    public void close() {
        if (shown > 0) {
            out.println();
            shown = 0;
        }
    }

    private void overwrite(String text) {
        // A shorter text must not leave the end of a longer one.
        out.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
        out.flush();
        shown = text.length();
    }

    static String text(Event event) {
        var text = new StringBuilder("%-9s".formatted(event.step()));
        if (event.total() > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    " %,d/%,d  %d %%",
                    event.done(),
                    event.total(),
                    Math.min(100, event.done() * 100 / event.total())));
        } else {
            text.append(String.format(Locale.ROOT, " %,d", event.done()));
        }
        text.append(String.format(Locale.ROOT, "  %,.0f/s", event.perSecond()));
        var left = event.timeLeft();
        if (event.finished()) {
            text.append("  done");
        } else if (left != null) {
            text.append("  ").append(words(left)).append(" left");
        }
        return text.toString();
    }

    private static String words(Duration duration) {
        if (duration.toHours() > 0) {
            return "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart());
        }
        return duration.toMinutes() > 0
                ? "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart())
                : "%d s".formatted(duration.toSeconds());
    }
}
