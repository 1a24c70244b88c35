package dev.lastro.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * What verification says of something that was signed and left the building: it has three values.
 *
 * @param broken what is not as it was signed, for a person; empty: nothing
 * @param unknown what cannot be told from here
 * @param verified what was checked and is as it was signed
 */
public record Verdict(List<String> broken, List<String> unknown, List<String> verified) {

    public Verdict {
        broken = List.copyOf(broken);
        unknown = List.copyOf(unknown);
        verified = List.copyOf(verified);
    }

    /** Something was checked, and nothing is broken. */
    public boolean isVerified() {
        return broken.isEmpty() && !verified.isEmpty();
    }

    /** {@code broken: …}, {@code not verifiable: …}, {@code verified: …}. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        broken.forEach(each -> lines.add("broken: " + each));
        unknown.forEach(each -> lines.add("not verifiable: " + each));
        verified.forEach(each -> lines.add("verified: " + each));
        return lines;
    }
}
