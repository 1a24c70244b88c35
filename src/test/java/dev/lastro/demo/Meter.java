package dev.lastro.demo;

import java.io.PrintStream;

/** How far something is: one line that is written over on a terminal, a line for each tenth elsewhere. */
final class Meter {
    private static final int WIDTH = 78;

    private final PrintStream out;
    private final boolean terminal;
    private String what = "";
    private int shown = -1;

    Meter(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** @param total 0: not known */
    synchronized void show(String now, long done, long total) {
        int share = total == 0 ? 100 : (int) (done * 100 / total);
        boolean another = !now.equals(what);
        int enough = done < total ? shown + (terminal ? 1 : 25) : shown + 1;
        if (!another && share < enough) {
            return;
        }
        if (terminal && another && !what.isEmpty()) {
            out.println();
        }
        what = now;
        shown = share;
        String line = total == 0
                ? "  %-34s %,13d".formatted(now, done)
                : "  %-34s %3d %%  %,6d of %,d".formatted(now, share, done, total);
        if (terminal) {
            out.print("\r" + line + " ".repeat(Math.max(0, WIDTH - line.length())));
        } else {
            out.println(line);
        }
        out.flush();
    }

    synchronized void end() {
        if (terminal && !what.isEmpty()) {
            out.println();
        }
        what = "";
        shown = -1;
    }
}
