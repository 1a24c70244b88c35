/**
 * Rows to files: columns, profiles, masking, manifest.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"loan", "page", "proof"})
package dev.lastro.report;
