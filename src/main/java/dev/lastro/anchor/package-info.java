/**
 * Pushes the checkpoints to places that somebody who can rewrite the whole database cannot reach: a file, a webhook, an
 * object store with a retention lock, a time stamp authority.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"log", "outbound"})
package dev.lastro.anchor;
