/**
 * What spec sections 4 to 6 demand of a list of raw bodies, written once more from the spec alone: own JSON reader, the
 * mapping tables and lifecycles as constants, naive algorithms. Nothing of the product is used here, so that an
 * agreement of the two means something.
 */
@org.jspecify.annotations.NullMarked
package dev.lastro.oracle;
