/**
 * Rows to files: columns, profiles, masking, manifest.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"loan", "proof"})
package dev.lastro.report;
