/**
 * Lenders that do not exist: deterministic Base39 and Open Co traffic with everything that goes wrong on the way. Made
 * from a seed and two dates; no clock, no IO.
 */
@org.jspecify.annotations.NullMarked
package dev.lastro.simulator;
