package dev.lastro.job;

import dev.lastro.loan.Place;
import dev.lastro.provider.Mapped;
import java.time.Instant;

/**
 * A delivery with what its definition makes of it, before its class is known.
 *
 * @param bodySha256 without salt
 * @param entryBodySha256 with salt, as in the entry
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Classified(
        Place place,
        Instant receivedAt,
        String provider,
        Mapped mapped,
        byte[] bodySha256,
        byte[] entryBodySha256,
        byte[] leafHash) {}
