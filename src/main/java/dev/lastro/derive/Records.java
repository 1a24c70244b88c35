package dev.lastro.derive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Lines between the passes of a rebuild. A record is its length (as {@link ByteSink#number}), then, while it waits to be
 * ruled: hash of the identity (8 bytes), 1 if the body is the identity (1), number of the log (2), position (8); and always:
 * hash of the loan (8), length of the loan (2), {@link LoanBytes}, the line as {@link LineCodec} writes one alone.
 */
final class Records {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int BY_BODY_AT = 8;
    private static final int LOG_AT = 9;
    private static final int POSITION_AT = 11;

    /** Bytes before what is always there. */
    static final int RULE_HEAD = 19;

    private static final int LOAN_LENGTH_AT = 8;
    private static final int LOAN_AT = 10;

    private static final int USUAL_BYTES = 100;

    private final byte[] bytes;
    private final int length;
    private final int head;
    private int[] starts;
    private int[] ends;
    private int count;

    private Records(ByteSink all, int head) {
        this.bytes = all.array();
        this.length = all.length();
        this.head = head;
        this.starts = new int[Math.max(16, length / USUAL_BYTES)];
        this.ends = new int[starts.length];
        var in = new ByteSource(bytes, 0, length);
        while (!in.isAtEnd()) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
                ends = Arrays.copyOf(ends, count * 2);
            }
            var bytesOfOne = in.count();
            starts[count] = in.at();
            in.skip(bytesOfOne);
            ends[count++] = in.at();
        }
    }

    /** @param all records one after the other, not to be changed meanwhile */
    static Records toBeRuled(ByteSink all) {
        return new Records(all, RULE_HEAD);
    }

    static Records ruled(ByteSink all) {
        return new Records(all, 0);
    }

    static void writeToBeRuled(ByteSink out, Line what, long hash, int log, byte[] loan, ByteSink line) {
        out.number((long) RULE_HEAD + LOAN_AT + loan.length + line.length());
        out.eight(hash);
        out.one(what.identifiedByBody() ? 1 : 0);
        out.two(log);
        out.eight(what.place().position());
        out.eight(IdentityHash.of(what.event().provider(), what.event().loanId()));
        out.two(loan.length);
        out.all(loan, 0, loan.length);
        out.all(line.array(), 0, line.length());
    }

    /** Without what it needed only to be ruled. */
    void copyRuled(int record, ByteSink out) {
        var from = starts[record] + RULE_HEAD;
        out.number(ends[record] - from);
        out.all(bytes, from, ends[record] - from);
    }

    /** The same with another line. */
    void copyRuled(int record, ByteSink line, ByteSink out) {
        var from = starts[record] + RULE_HEAD;
        var loanPart = LOAN_AT + loanLength(record);
        out.number((long) loanPart + line.length());
        out.all(bytes, from, loanPart);
        out.all(line.array(), 0, line.length());
    }

    /** Bytes of all. */
    int length() {
        return length;
    }

    int count() {
        return count;
    }

    /** Of the identity while it waits to be ruled, of the loan after that. */
    long hash(int record) {
        return (long) LONG.get(bytes, starts[record]);
    }

    long[] hashes() {
        var hashes = new long[count];
        for (var i = 0; i < count; i++) {
            hashes[i] = hash(i);
        }
        return hashes;
    }

    boolean isByBody(int record) {
        return bytes[starts[record] + BY_BODY_AT] != 0;
    }

    int log(int record) {
        return two(starts[record] + LOG_AT);
    }

    long position(int record) {
        return (long) LONG.get(bytes, starts[record] + POSITION_AT);
    }

    byte[] bytes() {
        return bytes;
    }

    int loanStart(int record) {
        return starts[record] + head + LOAN_AT;
    }

    int loanLength(int record) {
        return two(starts[record] + head + LOAN_LENGTH_AT);
    }

    int loanEnd(int record) {
        return loanStart(record) + loanLength(record);
    }

    int compareLoans(int a, int b) {
        return Arrays.compareUnsigned(bytes, loanStart(a), loanEnd(a), bytes, loanStart(b), loanEnd(b));
    }

    Line line(int record, LoanKey loan, LineCodec codec) {
        codec.begin();
        var from = loanEnd(record);
        return codec.read(new ByteSource(bytes, from, ends[record] - from), loan);
    }

    private int two(int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }
}
