package dev.lastro.log;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as bytes of a spool file, big-endian: a head of 32 bytes (the file's marker, sequence, received-at in
 * microseconds, length of the payload, CRC32C of the head), the payload, and the CRC32C of both. The head has a
 * checksum of its own, so that a damaged payload does not cost the way to the next record. The marker is secret to the
 * file: no sender can put a record into a body that is taken for one when a damaged stretch is searched for the next.
 */
final class SpoolRecord {

    static final int HEAD_BYTES = 32;
    private static final int LENGTH_AT = 24;
    private static final int HEAD_CRC_AT = 28;
    private static final long NOWHERE = Long.MIN_VALUE;

    private SpoolRecord() {}

    static byte[] encode(long marker, long sequence, Submission submission, byte[] salt, @Nullable Long perhapsAt) {
        var provider = submission.provider().getBytes(StandardCharsets.UTF_8);
        var address = submission.remoteAddress().getBytes(StandardCharsets.UTF_8);
        var payload = Long.BYTES
                + 5 * Integer.BYTES
                + salt.length
                + provider.length
                + address.length
                + submission.headers().length
                + submission.body().length;
        var record = new byte[HEAD_BYTES + payload + Integer.BYTES];
        var out = ByteBuffer.wrap(record);
        out.putLong(marker)
                .putLong(sequence)
                .putLong(micros(submission.receivedAt()))
                .putInt(payload);
        out.putInt(crc(out, 0, HEAD_CRC_AT));
        out.putLong(perhapsAt == null ? NOWHERE : perhapsAt);
        for (var part : new byte[][] {salt, provider, address, submission.headers(), submission.body()}) {
            out.putInt(part.length).put(part);
        }
        out.putInt(crc(out, 0, out.position()));
        return record;
    }

    /** Whether an intact head stands at this offset. */
    static boolean isHead(ByteBuffer file, int at, long marker) {
        return at + HEAD_BYTES <= file.limit()
                && file.getLong(at) == marker
                && file.getInt(at + LENGTH_AT) >= 0
                && file.getInt(at + HEAD_CRC_AT) == crc(file, at, HEAD_CRC_AT);
    }

    static long sequence(ByteBuffer file, int head) {
        return file.getLong(head + Long.BYTES);
    }

    static Instant receivedAt(ByteBuffer file, int head) {
        return Instant.EPOCH.plus(file.getLong(head + 2 * Long.BYTES), ChronoUnit.MICROS);
    }

    /** Where the record with this head ends, which may be past the end of the file. */
    static long end(ByteBuffer file, int head) {
        return (long) head + HEAD_BYTES + file.getInt(head + LENGTH_AT) + Integer.BYTES;
    }

    /** Whether the whole record with this head is as it was written. */
    static boolean isIntact(ByteBuffer file, int head) {
        var end = end(file, head);
        if (end > file.limit()) {
            return false;
        }
        var crcAt = (int) end - Integer.BYTES;
        return file.getInt(crcAt) == crc(file, head, crcAt - head);
    }

    /** @throws BufferUnderflowException or IndexOutOfBoundsException, never for an intact record */
    static Spooled decode(ByteBuffer file, int head) {
        var in = file.duplicate().position(head + HEAD_BYTES);
        var perhapsAt = in.getLong();
        var salt = part(in);
        var provider = new String(part(in), StandardCharsets.UTF_8);
        var address = new String(part(in), StandardCharsets.UTF_8);
        var submission = new Submission(provider, address, receivedAt(file, head), part(in), part(in));
        return new Spooled(sequence(file, head), submission, salt, perhapsAt == NOWHERE ? null : perhapsAt);
    }

    private static byte[] part(ByteBuffer in) {
        var part = new byte[in.getInt()];
        in.get(part);
        return part;
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    static int crc(ByteBuffer bytes, int from, int length) {
        var crc = new CRC32C();
        crc.update(bytes.duplicate().clear().slice(from, length));
        return (int) crc.getValue();
    }
}
