package dev.lastro.simulator;

import java.time.Instant;

/** Something that a lender has to tell, before anything goes wrong with the telling. */
record Step(String provider, Instant at, Tree body) {}
