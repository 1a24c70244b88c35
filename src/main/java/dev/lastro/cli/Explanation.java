package dev.lastro.cli;

import dev.lastro.provider.DefinitionException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** What went wrong, in a line that says what to do. */
final class Explanation {

    private static final int UNKNOWN_SCHEMA = 1049;
    private static final String URL = "spring.datasource.url";

    private Explanation() {}

    /** @param environment null: not known yet */
    static String of(Throwable failure, @Nullable Environment environment) {
        if (failure instanceof WrongUsageException) {
            return String.valueOf(failure.getMessage());
        }
        var definitions = find(failure, DefinitionException.class);
        if (definitions.isPresent()) {
            return "the definitions cannot be used (`check` lists this too):\n"
                    + definitions.get().getMessage();
        }
        if (environment != null && environment.getProperty(URL, "").isBlank()) {
            return "no database is named: set SPRING_DATASOURCE_URL (jdbc:mysql://host:3306/lastro), "
                    + "SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD";
        }
        var sql = find(failure, SQLException.class);
        return sql.isPresent() && environment != null ? ofDatabase(sql.get(), environment) : innermost(failure);
    }

    private static String ofDatabase(SQLException failure, Environment environment) {
        var url = withoutSecrets(environment.getProperty(URL, ""));
        var state = String.valueOf(failure.getSQLState());
        var message = firstLine(failure);
        if (state.startsWith("08")) {
            return "the database %s does not answer (%s): start it, or correct SPRING_DATASOURCE_URL"
                    .formatted(url, message);
        }
        if (state.equals("28000")) {
            return "the database %s refuses the user (%s): correct SPRING_DATASOURCE_USERNAME or SPRING_DATASOURCE_PASSWORD"
                    .formatted(url, message);
        }
        if (failure.getErrorCode() == UNKNOWN_SCHEMA) {
            return "the database %s is not there (%s): create it, or correct SPRING_DATASOURCE_URL"
                    .formatted(url, message);
        }
        return "the database %s says: %s".formatted(url, message);
    }

    /** Neither {@code user:password@} nor options, where a password may stand too. */
    static String withoutSecrets(String url) {
        return url.replaceFirst("[?].*", "").replaceAll("//.*@", "//").replaceAll("\\(.*?\\)", "(…)");
    }

    private static String innermost(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
