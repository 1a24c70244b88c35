/** What {@code ./mvnw spring-boot:test-run} shows: a month of two lenders, and what Lastro says of it. */
@org.jspecify.annotations.NullMarked
package dev.lastro.demo;
