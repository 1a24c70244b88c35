/**
 * What leaves this process for somebody else's server: a POST that ends in time, signed where the receiver asks for it.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package dev.lastro.outbound;
