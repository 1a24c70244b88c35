/**
 * The commands.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"job", "log", "provider", "loan", "proof", "seal", "report", "evidence"})
package dev.lastro.cli;
