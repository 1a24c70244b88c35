package dev.lastro.job;

import dev.lastro.loan.ListRow;
import dev.lastro.provider.ListFormat.Cell;
import dev.lastro.provider.ListProblemException;
import dev.lastro.provider.StatementDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the rows of one list go, whatever it is written in, and what is wrong in them. */
final class StatementRows {

    /** Problems that are told; who has more has a wrong definition. */
    private static final int PROBLEMS_MAX = 20;

    private final Path path;
    private final StatementDefinition definition;
    private final Consumer<ListRow> rows;
    private final List<String> problems = new ArrayList<>();
    private long notCounted;

    /** @param rows takes each row that counts */
    StatementRows(Path path, StatementDefinition definition, Consumer<ListRow> rows) {
        this.path = path;
        this.definition = definition;
        this.rows = rows;
    }

    Path path() {
        return path;
    }

    StatementDefinition definition() {
        return definition;
    }

    /**
     * @param place for a person
     * @param number from 1
     */
    void take(String place, long number, Function<String, @Nullable Cell> cells) {
        try {
            var row = definition.row(cells, number);
            if (row == null) {
                notCounted++;
            } else {
                rows.accept(row);
            }
        } catch (ListProblemException e) {
            problem("%s: %s".formatted(place, e.getMessage()));
        }
    }

    /** Further rows may have more of them. */
    void problem(String problem) {
        problems.add(problem);
    }

    /** Enough is wrong. */
    boolean isEnough() {
        return problems.size() >= PROBLEMS_MAX;
    }

    /** After which there is nothing to read. */
    IllegalStateException wrong(String what) {
        return new IllegalStateException("%s: %s".formatted(path, what));
    }

    /**
     * There are no more.
     *
     * @return how many rows the definition leaves out
     * @throws IllegalStateException naming what is wrong
     */
    long finish() {
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join("\n", problems));
        }
        return notCounted;
    }
}
