/**
 * The append-only log: append (group commit) and read by position. Knows nothing of loans.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = "proof")
package dev.lastro.log;
