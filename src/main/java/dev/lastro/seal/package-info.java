/**
 * The tree over the log's rows: seals it with checkpoints, proves single deliveries, and verifies that the rows are still
 * those that were sealed.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"log", "proof"})
package dev.lastro.seal;
