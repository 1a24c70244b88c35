/**
 * What the pages that a person reads have in common: a stranger's text as text, Portuguese beside English, bars.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package dev.lastro.page;
