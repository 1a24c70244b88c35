/**
 * What people and their programs ask over HTTP: today the proofs, for auditors. Nobody is let in without a name.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"log", "proof", "seal"})
package dev.lastro.console;
