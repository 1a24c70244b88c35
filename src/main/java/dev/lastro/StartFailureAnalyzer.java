package dev.lastro;

import dev.lastro.log.SpoolUnusableException;
import dev.lastro.log.UnfitDatabaseException;
import dev.lastro.provider.DefinitionException;
import dev.lastro.receiver.UnfitTlsException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** What an operator has to mend is told in its own words, not in a stack trace. */
final class StartFailureAnalyzer implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DefinitionException) {
                return new FailureAnalysis(
                        cause.getMessage(), "Mend the lines above; `lastro check` reads the same files.", failure);
            }
            if (cause instanceof SpoolUnusableException) {
                return new FailureAnalysis(cause.getMessage(), "Name another folder, or mend that one.", failure);
            }
            if (cause instanceof UnfitDatabaseException) {
                return new FailureAnalysis(cause.getMessage(), "Change the database's settings as it says.", failure);
            }
            if (cause instanceof UnfitTlsException) {
                return new FailureAnalysis(
                        cause.getMessage(),
                        "Mend the setting or the files; docs/operating.md, HTTPS, has examples.",
                        failure);
            }
        }
        return null;
    }
}
