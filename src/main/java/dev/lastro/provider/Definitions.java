package dev.lastro.provider;

import dev.lastro.loan.Lifecycle;
import java.nio.file.Path;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Everything under {@code jobs/} that says how a provider speaks and what its loans should do, read and checked. */
public final class Definitions {

    /**
     * The defaults in the jar, overridden file by file by those in the folder.
     *
     * @param folder null: the defaults alone
     * @throws DefinitionException naming every problem by file, line and key
     */
    public static Definitions load(@Nullable Path folder) {
        throw new IllegalStateException("skeleton");
    }

    public SortedMap<String, Provider> providers() {
        throw new IllegalStateException("skeleton");
    }

    public SortedMap<String, Lifecycle> lifecycles() {
        throw new IllegalStateException("skeleton");
    }

    /** Lower-case hex SHA-256 by name of file ({@code providers/base39.yaml}), sorted: part of what a report is a function of. */
    public SortedMap<String, String> digests() {
        throw new IllegalStateException("skeleton");
    }
}
