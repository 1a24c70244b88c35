/**
 * From the log to loans: what each delivery is, each loan's story, and its fold, in tables that can be made again at any
 * time. A night adds the news to them; a rebuild makes them anew beside the live ones.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"log", "provider", "loan"})
package dev.lastro.derive;
