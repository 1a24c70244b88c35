package dev.lastro.report;

import dev.lastro.loan.BusinessDates;
import dev.lastro.loan.EventType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * A message for each provider of which steps are missing, ready to be sent, in both languages: what is missing, of which
 * loan, from when to when, and the query that asks for it where the provider has one. What was waived is not asked for.
 */
final class Messages {

    static final String FOLDER = "messages";

    /** Where no event came before: so long before the day of the proof is asked for. */
    private static final Duration BEFORE_THE_FIRST = Duration.ofDays(2);

    private static final String COUNTS = """
            SELECT provider, expected_event, COUNT(*), COUNT(DISTINCT loan_id) FROM {finding}
            WHERE code = 'MISSING_STEP' AND status <> 'WAIVED' GROUP BY provider, expected_event ORDER BY provider, expected_event
            """;

    private static final String LOANS = """
            SELECT provider, COUNT(DISTINCT loan_id) FROM {finding} WHERE code = 'MISSING_STEP' AND status <> 'WAIVED' GROUP BY provider
            """;

    private static final String OUTAGES = """
            SELECT provider, after_event_at, suggested_action, suggested_action_pt FROM {finding}
            WHERE code = 'OUTAGE_SUSPECTED' AND status <> 'WAIVED' ORDER BY provider, after_event_at, finding_id
            """;

    private static final String STEPS = """
            SELECT provider, expected_event, loan_id, after_event, after_event_at, since, evidence FROM {finding}
            WHERE code = 'MISSING_STEP' AND status <> 'WAIVED' ORDER BY provider, expected_event, loan_id, finding_id
            """;

    private final ReportRequest request;
    private final NamedParameterJdbcTemplate jdbc;
    private final Path part;

    private final Map<String, TreeMap<EventType, Long>> events = new TreeMap<>();
    private final Map<String, Long> loans = new TreeMap<>();
    private final Map<String, List<Outage>> outages = new TreeMap<>();
    private final List<Manifest.File> written = new ArrayList<>();

    private record Outage(Instant from, String en, String pt) {}

    private Messages(ReportRequest request, NamedParameterJdbcTemplate jdbc, Path part) {
        this.request = request;
        this.jdbc = jdbc;
        this.part = part;
    }

    /** Into {@value #FOLDER} below the part; where nothing is missing, nothing is made. */
    static List<Manifest.File> write(ReportRequest request, NamedParameterJdbcTemplate jdbc, Path part)
            throws IOException {
        var messages = new Messages(request, jdbc, part);
        try {
            messages.count();
            if (!messages.events.isEmpty()) {
                Disk.createFolders(part.resolve(FOLDER));
                for (var text : MessageText.values()) {
                    messages.write(text);
                }
                Disk.forceFolder(part.resolve(FOLDER));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return messages.written;
    }

    private String of(String sql) {
        return sql.replace("{finding}", "finding" + request.side());
    }

    private void count() {
        jdbc.getJdbcOperations().query(of(COUNTS), row -> {
            events.computeIfAbsent(row.getString(1), provider -> new TreeMap<>())
                    .put(EventType.valueOf(row.getString(2)), row.getLong(3));
        });
        jdbc.getJdbcOperations().query(of(LOANS), row -> {
            loans.put(row.getString(1), row.getLong(2));
        });
        jdbc.getJdbcOperations().query(of(OUTAGES), row -> {
            outages.computeIfAbsent(row.getString(1), provider -> new ArrayList<>())
                    .add(new Outage(
                            instant(row.getObject(2, LocalDateTime.class)), row.getString(3), row.getString(4)));
        });
    }

    private void write(MessageText text) throws IOException {
        try (var files = new OpenFile(text)) {
            jdbc.getJdbcOperations().query(of(STEPS), row -> {
                var after = row.getString(4);
                var at = row.getObject(5, LocalDateTime.class);
                files.add(
                        row.getString(1),
                        EventType.valueOf(row.getString(2)),
                        row.getString(3),
                        after == null ? null : EventType.valueOf(after),
                        at == null ? null : instant(at),
                        row.getObject(6, LocalDate.class),
                        row.getString(7));
            });
            files.finish();
        }
    }

    private static Instant instant(LocalDateTime utc) {
        return utc.toInstant(ZoneOffset.UTC);
    }

    /** The file of one provider after the other. */
    private final class OpenFile implements AutoCloseable {

        private final MessageText text;
        private @Nullable String provider;
        private @Nullable EventType event;
        private @Nullable BufferedWriter out;
        private long lines;

        OpenFile(MessageText text) {
            this.text = text;
        }

        void add(
                String ofProvider,
                EventType missing,
                String loanId,
                @Nullable EventType after,
                @Nullable Instant at,
                LocalDate until,
                String proof) {
            try {
                if (!ofProvider.equals(provider)) {
                    finish();
                    begin(ofProvider);
                }
                var resend = resend(ofProvider);
                if (missing != event) {
                    event = missing;
                    print("\n");
                    print(text.group(
                            missing,
                            resend.types(missing),
                            events.getOrDefault(ofProvider, new TreeMap<>()).getOrDefault(missing, 0L)));
                }
                print(text.line(loanId, after, at, until, proof));
                var end = BusinessDates.cutOff(until);
                var from = at == null ? end.minus(Duration.ofDays(1)).minus(BEFORE_THE_FIRST) : at;
                for (var query : resend.queries(missing, loanId, from, end)) {
                    print(text.query(query));
                }
                lines++;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Resend resend(String ofProvider) {
            return request.resends().getOrDefault(ofProvider, new Resend("", Map.of()));
        }

        private String name(String ofProvider) {
            return "%s/%s.%s.txt".formatted(FOLDER, ofProvider, text.language);
        }

        private void begin(String ofProvider) throws IOException {
            provider = ofProvider;
            event = null;
            lines = 0;
            out = Files.newBufferedWriter(part.resolve(name(ofProvider)), StandardCharsets.UTF_8);
            var all = events.getOrDefault(ofProvider, new TreeMap<>()).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            print(text.opening(request.businessDate(), all, loans.getOrDefault(ofProvider, 0L)));
            for (var outage : outages.getOrDefault(ofProvider, List.of())) {
                print("\n");
                print(text.outage(outage.from(), text == MessageText.PT ? outage.pt() : outage.en()));
            }
        }

        /** Numbers of persons are masked here as everywhere. */
        private void print(String words) throws IOException {
            if (out != null) {
                out.write(Mask.formatted(words));
            }
        }

        void finish() throws IOException {
            if (out != null && provider != null) {
                print(text.closing());
                out.close();
                out = null;
                var file = part.resolve(name(provider));
                Disk.force(file);
                written.add(new Manifest.File(name(provider), lines, Map.of(), Digests.sha256(file)));
            }
        }

        @Override
        public void close() throws IOException {
            if (out != null) {
                out.close();
            }
        }
    }
}
