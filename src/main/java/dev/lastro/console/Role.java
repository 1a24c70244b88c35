package dev.lastro.console;

/** What a user may do (spec section 9). */
enum Role {
    /** Reads reports and findings. */
    FINANCE,
    /** Runs jobs and handles findings. */
    OPS,
    /** Reads everything, bodies and proofs too. */
    AUDITOR,
    ADMIN
}
