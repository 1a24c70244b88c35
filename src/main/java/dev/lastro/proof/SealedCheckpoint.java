package dev.lastro.proof;

import java.time.Instant;

/**
 * A checkpoint with its verified signatures.
 *
 * @param sealedAt when the key says that it signed, whole seconds
 * @param note as it was read, byte for byte
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SealedCheckpoint(Checkpoint checkpoint, Instant sealedAt, byte[] note) {}
