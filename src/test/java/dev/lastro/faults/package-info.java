/** The loss checker: what was acknowledged is in the log, once, whatever was killed, frozen, cut or filled meanwhile. */
@org.jspecify.annotations.NullMarked
package dev.lastro.faults;
