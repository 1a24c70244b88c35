package dev.lastro.report;

import dev.lastro.report.Aging.Bucket;
import dev.lastro.report.Aging.Row;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * What a night leaves for those after it.
 *
 * @param closing what stood when it ended
 * @param around what else no later night can tell by a few loans
 */
public record Kept(Closing closing, Around around) {

    /**
     * @param aging of its own business date, and of the dates before it as it knew them
     * @param surveyed loans of which its reports say more than the loan's own deliveries do
     */
    public record Around(SortedMap<LocalDate, Aging> aging, SortedMap<Loan, Surveyed> surveyed) {

        public Around {
            aging = Collections.unmodifiableSortedMap(new TreeMap<>(aging));
            surveyed = Collections.unmodifiableSortedMap(new TreeMap<>(surveyed));
        }

        /** A line for each bucket that is not empty: {@code 2026-11-20 16-30 3 100.5 2000}. */
        public byte[] agingAsText() {
            var text = new StringBuilder();
            aging.forEach((date, rows) -> {
                text.append(date).append('\n');
                rows.rows().forEach((bucket, row) -> {
                    if (!row.isNothing()) {
                        text.append(String.join(
                                        " ",
                                        date.toString(),
                                        bucket.label,
                                        Long.toString(row.loans()),
                                        plain(row.overdue()),
                                        plain(row.outstanding())))
                                .append('\n');
                    }
                });
            });
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }

        private static String plain(BigDecimal amount) {
            return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
        }

        private static SortedMap<LocalDate, Aging> aging(byte[] text) {
            var rows = new TreeMap<LocalDate, Map<Bucket, Row>>();
            new String(text, StandardCharsets.UTF_8).lines().forEach(line -> {
                var words = line.split(" ", -1);
                var ofDate = rows.computeIfAbsent(LocalDate.parse(words[0]), date -> new EnumMap<>(Bucket.class));
                if (words.length > 1) {
                    ofDate.put(
                            Bucket.of(words[1]),
                            new Row(Long.parseLong(words[2]), new BigDecimal(words[3]), new BigDecimal(words[4])));
                }
            });
            var aging = new TreeMap<LocalDate, Aging>();
            rows.forEach((date, ofDate) -> aging.put(date, new Aging(ofDate)));
            return aging;
        }

        /** Packed. */
        public byte[] surveyedAsBytes() {
            var bytes = new ByteArrayOutputStream();
            try (var out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
                out.writeInt(surveyed.size());
                for (var each : surveyed.entrySet()) {
                    out.writeUTF(each.getKey().provider());
                    out.writeUTF(each.getKey().loanId());
                    out.writeBoolean(each.getValue().isSuspected());
                    out.writeInt(each.getValue().findings().size());
                    for (var finding : each.getValue().findings()) {
                        out.writeUTF(finding);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }

        /** As {@link #agingAsText} and {@link #surveyedAsBytes} gave them. */
        public static Around of(byte[] aging, byte[] surveyed) {
            var loans = new TreeMap<Loan, Surveyed>();
            try (var in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(surveyed)))) {
                for (var left = in.readInt(); left > 0; left--) {
                    var loan = new Loan(in.readUTF(), in.readUTF());
                    var isSuspected = in.readBoolean();
                    var findings = new ArrayList<String>();
                    for (var more = in.readInt(); more > 0; more--) {
                        findings.add(in.readUTF());
                    }
                    loans.put(loan, new Surveyed(isSuspected, findings));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "what a night kept of its loans cannot be read: delete the night's rows of the table closing,"
                                + " and the next run makes them again",
                        e);
            }
            return new Around(aging(aging), loans);
        }
    }

    public record Loan(String provider, String loanId) implements Comparable<Loan> {

        @Override
        public int compareTo(Loan other) {
            var byProvider = provider.compareTo(other.provider);
            return byProvider == 0 ? loanId.compareTo(other.loanId) : byProvider;
        }
    }

    /**
     * @param isSuspected in a suspected outage, and therefore provisional
     * @param findings ids of those that came from a provider's list
     */
    public record Surveyed(boolean isSuspected, List<String> findings) {

        public static final Surveyed NOT = new Surveyed(false, List.of());

        public Surveyed {
            findings = List.copyOf(findings);
        }
    }
}
