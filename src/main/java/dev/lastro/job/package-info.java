/**
 * Spring Batch only: one configuration per job, read top-down, and the gate that every start goes through.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"log", "provider", "loan", "derive", "report", "proof", "seal", "anchor", "notify"})
package dev.lastro.job;
