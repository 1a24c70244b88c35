/**
 * Tells people and their programs how a night ended, or that it has not: by e-mail and by webhook.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"log", "outbound"})
package dev.lastro.notify;
