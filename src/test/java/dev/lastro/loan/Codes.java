package dev.lastro.loan;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Which findings a loan's fold can make: all but those that need more than one loan's events. */
final class Codes {

    static final Set<FindingCode> OF_NO_FOLD =
            Collections.unmodifiableSet(EnumSet.of(FindingCode.UNKNOWN_TYPE, FindingCode.PROVIDER_LIST_MISMATCH));

    private Codes() {}

    static FindingCode[] ofFolds() {
        return Arrays.stream(FindingCode.values())
                .filter(code -> !OF_NO_FOLD.contains(code))
                .toArray(FindingCode[]::new);
    }
}
