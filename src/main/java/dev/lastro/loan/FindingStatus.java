package dev.lastro.loan;

/** What people have decided of a finding that stands. One that has resolved by itself is not there, and has none. */
public enum FindingStatus {
    OPEN,
    ACKNOWLEDGED,
    /** Accepted as it is: one person asked for it, another approved. */
    WAIVED
}
