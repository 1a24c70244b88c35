/**
 * The commands.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"job", "log", "provider", "loan"})
package dev.lastro.cli;
