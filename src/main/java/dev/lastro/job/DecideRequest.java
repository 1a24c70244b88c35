package dev.lastro.job;

import dev.lastro.loan.Decision;
import dev.lastro.loan.Decision.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to decide.
 *
 * @param which findings; at least an id, or something that does not fit everything
 * @param by who decides
 * @param enteredBy the user of the operating system
 * @param to of an assignment
 * @param count by how many findings it must be; null: only ids say which
 */
public record DecideRequest(
        Kind kind,
        FindingFilter which,
        String by,
        String enteredBy,
        String because,
        @Nullable String to,
        @Nullable Integer count) {

    /** @throws IllegalArgumentException wrong usage, with what to do instead */
    public DecideRequest {
        if (which.isNone()) {
            throw new IllegalArgumentException(
                    "which findings? Their ids, or a filter: --code=, --provider=, --loan=, --severity=, --since=, --status=");
        }
        if (kind.needsBecause() && because.isBlank()) {
            throw new IllegalArgumentException("%s needs %s: --because=\"…\""
                    .formatted(word(kind), kind == Kind.COMMENTED ? "a text" : "a reason"));
        }
        if (because.length() > Decision.BECAUSE_MAX) {
            throw new IllegalArgumentException("--because has %d characters; at most %d are kept"
                    .formatted(because.length(), Decision.BECAUSE_MAX));
        }
        if (by.isBlank()) {
            throw new IllegalArgumentException("--by= is nobody's name");
        }
        if (kind == Kind.ASSIGNED && (to == null || to.isBlank())) {
            throw new IllegalArgumentException("assign needs to whom: --to=…");
        }
    }

    boolean isById() {
        return !which.ids().isEmpty();
    }

    /** The command's word for it. */
    public static String word(Kind kind) {
        return switch (kind) {
            case ACKNOWLEDGED -> "acknowledge";
            case WAIVED -> "waive";
            case WAIVER_APPROVED -> "approve";
            case WAIVER_REFUSED -> "refuse";
            case REOPENED -> "reopen";
            case COMMENTED -> "comment";
            case ASSIGNED -> "assign";
        };
    }
}
