/**
 * Definitions of the lenders: how a delivery is authenticated, and how its bytes become a loan event.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"loan"})
package dev.lastro.provider;
