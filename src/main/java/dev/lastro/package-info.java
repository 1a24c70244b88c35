/** Lastro: the evidence behind every loan event. */
@org.jspecify.annotations.NullMarked
package dev.lastro;
