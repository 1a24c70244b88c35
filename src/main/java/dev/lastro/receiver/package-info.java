/**
 * One HTTP endpoint: refuse, authenticate, append, answer.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"log", "provider"})
package dev.lastro.receiver;
