/**
 * A real MySQL for tests and for {@code spring-boot:test-run}. {@link dev.lastro.testing.MySql} finds one that all tests
 * of a JVM share; {@link dev.lastro.testing.Mysqld} is a private server that a test may kill.
 */
@NullMarked
package dev.lastro.testing;

import org.jspecify.annotations.NullMarked;
