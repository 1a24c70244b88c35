/** What {@code bench/receiver} runs: load, ceilings and figures. */
@org.jspecify.annotations.NullMarked
package dev.lastro.bench;
