/**
 * Evidence that leaves the building: one loan's deliveries with their proofs in one file, and its verification offline.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"log", "loan", "page", "provider", "proof", "seal", "job"})
package dev.lastro.evidence;
