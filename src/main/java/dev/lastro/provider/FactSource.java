package dev.lastro.provider;

/** Where a fact comes from: one place, or a list whose items are added up. */
sealed interface FactSource permits Field, Sum {}
