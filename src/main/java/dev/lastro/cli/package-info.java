/**
 * The commands.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"job", "log", "provider", "loan", "proof", "seal", "report"})
package dev.lastro.cli;
