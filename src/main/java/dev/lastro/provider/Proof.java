package dev.lastro.provider;

import dev.lastro.provider.Verdict.UsedSecret;
import java.util.ArrayList;
import java.util.List;

/** One check with its secrets in hand. Does the same work whatever is wrong. Thread-safe. */
interface Proof {

    void judge(Attempt attempt, Findings findings);

    /** Whether it looks at the body. */
    default boolean readsBody() {
        return false;
    }

    /** What the proofs of one request say; each fault in fixed words that hold nothing of what was sent. */
    final class Findings {

        private final List<String> faults = new ArrayList<>(0);
        private final List<UsedSecret> used = new ArrayList<>(2);

        /** @param proof its name in the definition, with its header where it has one */
        void fault(String proof, String fault) {
            faults.add(proof + ": " + fault);
        }

        void used(String proof, int number) {
            used.add(new UsedSecret(proof, number));
        }

        int faults() {
            return faults.size();
        }

        Verdict verdict() {
            // what somebody sends again late must not make an old secret look as if it were in use
            return new Verdict(List.copyOf(faults), faults.isEmpty() ? List.copyOf(used) : List.of());
        }
    }
}
