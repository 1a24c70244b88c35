package dev.lastro.provider;

import java.util.List;

/** The definitions cannot be used; the message lists every problem, one a line. */
public final class DefinitionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public DefinitionException(List<Problem> problems) {
        super(String.join("\n", problems.stream().map(Problem::toString).toList()));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    /**
     * @param file as the user knows it: {@code jobs/providers/base39.yaml}
     * @param line from 1; 0 where it is about the whole file
     * @param key the path of keys, {@code checks[0].header.secrets}; empty where it is about the whole file
     * @param message what is wrong, with the value (unless it may be a secret), and what to do
     */
    public record Problem(String file, int line, String key, String message) {

        @Override
        public String toString() {
            return file + (line > 0 ? ":" + line : "") + (key.isEmpty() ? "" : ": " + key) + ": " + message;
        }
    }
}
