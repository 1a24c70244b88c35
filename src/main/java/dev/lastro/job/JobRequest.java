package dev.lastro.job;

import dev.lastro.report.Format;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to be run, who it is, and why.
 *
 * <p>{@code by} is the user of the operating system or what stands for one, {@code because} may be empty unless
 * {@code again} asks to redo what is complete.
 */
public sealed interface JobRequest {

    /** The longest reason that is kept, in characters. */
    int BECAUSE_MAX = 1_000;

    String job();

    boolean again();

    String by();

    String because();

    /**
     * @param date the business date; null: yesterday in America/Sao_Paulo
     * @param formats as what its reports are written; null: as the run was begun, and one that begins now as
     *     {@code jobs/nightly.yaml} says
     */
    record Nightly(
            @Nullable LocalDate date,
            boolean again,
            String by,
            String because,
            @Nullable Set<Format> formats) implements JobRequest {

        public static final String JOB = "nightly";

        /** @throws IllegalArgumentException wrong usage */
        public Nightly(@Nullable LocalDate date, boolean again, String by, String because) {
            this(date, again, by, because, null);
        }

        /** @throws IllegalArgumentException wrong usage */
        public Nightly {
            check(again, because);
        }

        @Override
        public String job() {
            return JOB;
        }
    }

    /** @param source a file, one body a line; or a folder, one body a file */
    record Import(String provider, Path source, boolean again, String by, String because) implements JobRequest {

        public static final String JOB = "import";

        /** @throws IllegalArgumentException wrong usage */
        public Import {
            check(again, because);
        }

        @Override
        public String job() {
            return JOB;
        }
    }

    /**
     * Compares a provider's own list with what is known.
     *
     * @param kind of the list, as its definition is called: {@code loans}, {@code payments}
     * @param asOf the day at whose end the list was true; null: yesterday in America/Sao_Paulo
     * @param from the first day that the list covers; null: all before
     */
    record Reconcile(
            String provider,
            Path source,
            String kind,
            @Nullable LocalDate asOf,
            @Nullable LocalDate from,
            boolean again,
            String by,
            String because)
            implements JobRequest {

        public static final String JOB = "reconcile";

        /** @throws IllegalArgumentException wrong usage */
        public Reconcile {
            check(again, because);
            if (asOf != null && from != null && from.isAfter(asOf)) {
                throw new IllegalArgumentException("--from=%s is after --as-of=%s".formatted(from, asOf));
            }
        }

        @Override
        public String job() {
            return JOB;
        }
    }

    /** Makes all derived tables again. */
    record Rebuild(String by, String because) implements JobRequest {

        public static final String JOB = "rebuild";

        /** @throws IllegalArgumentException wrong usage */
        public Rebuild {
            check(false, because);
        }

        @Override
        public String job() {
            return JOB;
        }

        /** What stands is made again whenever it is asked for. */
        @Override
        public boolean again() {
            return false;
        }
    }

    /** Seals every log as it is now. */
    record Seal(String by, String because) implements JobRequest {

        public static final String JOB = "seal";

        /** @throws IllegalArgumentException wrong usage */
        public Seal {
            check(false, because);
        }

        @Override
        public String job() {
            return JOB;
        }

        @Override
        public boolean again() {
            return false;
        }
    }

    /**
     * Reads what was sealed once more.
     *
     * @param full all of it; else what is new, and a part of the old
     */
    record Verify(boolean full, String by, String because) implements JobRequest {

        public static final String JOB = "verify";

        /** @throws IllegalArgumentException wrong usage */
        public Verify {
            check(false, because);
        }

        @Override
        public String job() {
            return JOB;
        }

        @Override
        public boolean again() {
            return false;
        }
    }

    /**
     * The reports of a past business date, beside those that were published.
     *
     * @param known {@code now}, a revision ({@code r1}), or for each log how many of its deliveries were known
     *     ({@code main/5000,import/20})
     * @param to the folder to make; null: one beside the published ones
     * @param formats as what they are written; null: as those of the revision were, else as CSV
     */
    record Report(
            LocalDate date,
            String known,
            @Nullable Path to,
            String by,
            String because,
            @Nullable Set<Format> formats) implements JobRequest {

        public static final String JOB = "report";

        /** @throws IllegalArgumentException wrong usage */
        public Report(LocalDate date, String known, @Nullable Path to, String by, String because) {
            this(date, known, to, by, because, null);
        }

        /** @throws IllegalArgumentException wrong usage */
        public Report {
            check(false, because);
        }

        @Override
        public String job() {
            return JOB;
        }

        @Override
        public boolean again() {
            return false;
        }
    }

    /**
     * Removes what the deliveries of a loan said from the log, by law.
     *
     * @param dryRun only says what would be erased
     */
    record Erase(String provider, String loanId, boolean dryRun, String by, String because) implements JobRequest {

        public static final String JOB = "erase";

        /** @throws IllegalArgumentException wrong usage */
        public Erase {
            if (because.isBlank()) {
                throw new IllegalArgumentException("to erase needs a reason: --because=\"…\"");
            }
            check(false, because);
        }

        @Override
        public String job() {
            return JOB;
        }

        /** What is delivered later is erased by another act. */
        @Override
        public boolean again() {
            return false;
        }
    }

    private static void check(boolean again, String because) {
        if (again && because.isBlank()) {
            throw new IllegalArgumentException("--again needs a reason: --because=\"…\"");
        }
        if (because.length() > BECAUSE_MAX) {
            throw new IllegalArgumentException(
                    "--because has %d characters; at most %d are kept".formatted(because.length(), BECAUSE_MAX));
        }
    }
}
