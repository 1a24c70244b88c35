package dev.lastro.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What stood when a night ended, packed: some 40 bytes a finding. It is the opening of the night after.
 *
 * @param said by code and severity what the night's own roll-forward called its closing; of a night whose findings were
 *     derived once more, because what it kept is not there: what they come to
 * @param parts each the next findings in the order of {@link Outstanding#KEY}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Closing(SortedMap<Heading, Standing> said, List<byte[]> parts) {

    /** Before the first night. */
    public static final Closing NONE = new Closing(new TreeMap<>(), List.of());

    /** So that a part fits into a packet of any server, whatever the length of its ids. */
    private static final int FINDINGS_A_PART = 20_000;

    /** The day, or the microsecond, of no time. */
    private static final long ABSENT = Long.MIN_VALUE;

    /** How many findings stand under one heading, and how much money stands behind them. */
    public record Standing(long count, BigDecimal amount) {

        static final Standing NOTHING = new Standing(0, BigDecimal.ZERO);

        Standing and(BigDecimal one) {
            return new Standing(count + 1, amount.add(one));
        }

        boolean isSame(Standing other) {
            return count == other.count && amount.compareTo(other.amount) == 0;
        }
    }

    /** What rows of the roll-forward are for. */
    public record Heading(String code, String severity) implements Comparable<Heading> {

        @Override
        public int compareTo(Heading other) {
            var byCode = code.compareTo(other.code);
            return byCode == 0 ? severity.compareTo(other.severity) : byCode;
        }

        static Heading of(Outstanding finding) {
            return new Heading(finding.code(), finding.severity());
        }
    }

    /** {@link #said} as text: a line for each heading, {@code MISSING_STEP high 12 34000.5}. */
    public byte[] saidAsText() {
        var text = new StringBuilder();
        said.forEach((heading, standing) -> text.append(String.join(
                        " ",
                        heading.code(),
                        heading.severity(),
                        Long.toString(standing.count()),
                        standing.amount().stripTrailingZeros().toPlainString()))
                .append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @param said as {@link #saidAsText} gave it */
    public static Closing of(byte[] said, List<byte[]> parts) {
        var headings = new TreeMap<Heading, Standing>();
        new String(said, StandardCharsets.UTF_8).lines().forEach(line -> {
            var words = line.split(" ", -1);
            headings.put(
                    new Heading(words[0], words[1]), new Standing(Long.parseLong(words[2]), new BigDecimal(words[3])));
        });
        return new Closing(headings, parts);
    }

    static List<Outstanding> read(byte[] part) {
        var findings = new ArrayList<Outstanding>();
        try (var in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(part)))) {
            for (var left = in.readInt(); left > 0; left--) {
                findings.add(read(in));
            }
            if (in.read() >= 0) {
                throw new IOException("more than its findings");
            }
        } catch (EOFException e) {
            throw new IllegalStateException(
                    "a part of a night's closing is cut short: delete the night's rows of the"
                            + " table closing, and the next run makes them again",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "a part of a night's closing cannot be read: delete the night's rows of the"
                            + " table closing, and the next run makes them again",
                    e);
        }
        return findings;
    }

    private static Outstanding read(DataInputStream in) throws IOException {
        return new Outstanding(
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                orNull(in.readUTF()),
                date(in.readLong()),
                time(in.readLong()),
                new BigDecimal(new BigInteger(in.readNBytes(in.readByte())), in.readInt()));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable LocalDate date(long day) {
        return day == ABSENT ? null : LocalDate.ofEpochDay(day);
    }

    private static @Nullable Instant time(long micros) {
        return micros == ABSENT ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static void write(Outstanding finding, DataOutputStream out) throws IOException {
        out.writeUTF(finding.provider());
        out.writeUTF(finding.loanId());
        out.writeUTF(finding.findingId());
        out.writeUTF(finding.code());
        out.writeUTF(finding.severity());
        out.writeUTF(finding.expectedEvent() == null ? "" : finding.expectedEvent());
        out.writeLong(finding.since() == null ? ABSENT : finding.since().toEpochDay());
        out.writeLong(finding.dueAt() == null ? ABSENT : ChronoUnit.MICROS.between(Instant.EPOCH, finding.dueAt()));
        var amount = finding.amountAtRisk().stripTrailingZeros();
        var digits = amount.unscaledValue().toByteArray();
        out.writeByte(digits.length);
        out.write(digits);
        out.writeInt(amount.scale());
    }

    /** Packs findings that come in the order of their key. */
    static final class Packer {

        private final SortedMap<Heading, Standing> counted = new TreeMap<>();
        private final List<byte[]> parts = new ArrayList<>();
        private final List<Outstanding> open = new ArrayList<>();
        private @Nullable Outstanding last;

        void add(Outstanding finding) {
            if (last != null && Outstanding.KEY.compare(last, finding) >= 0) {
                throw new IllegalStateException("findings are not in the order of their key: %s after %s"
                        .formatted(finding.findingId(), last.findingId()));
            }
            last = finding;
            counted.merge(
                    Heading.of(finding),
                    Standing.NOTHING.and(finding.amountAtRisk()),
                    (was, is) -> was.and(finding.amountAtRisk()));
            open.add(finding);
            if (open.size() == FINDINGS_A_PART) {
                pack();
            }
        }

        private void pack() {
            var bytes = new ByteArrayOutputStream();
            try (var out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
                out.writeInt(open.size());
                for (var finding : open) {
                    write(finding, out);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            parts.add(bytes.toByteArray());
            open.clear();
        }

        /** Says what was added. */
        Closing finish() {
            return finish(counted);
        }

        Closing finish(SortedMap<Heading, Standing> said) {
            if (!open.isEmpty()) {
                pack();
            }
            return new Closing(said, List.copyOf(parts));
        }
    }
}
