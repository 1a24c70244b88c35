/**
 * The pure core: events, lifecycle, the fold, findings. No Spring, no SQL, no clock, no IO.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package dev.lastro.loan;
