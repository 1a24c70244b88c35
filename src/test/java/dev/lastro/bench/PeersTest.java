package dev.lastro.bench;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.loan.BusinessDates;
import dev.lastro.loan.FindingCode;
import dev.lastro.loan.Fold;
import dev.lastro.loan.LoanEvent;
import dev.lastro.loan.Place;
import dev.lastro.provider.Definitions;
import dev.lastro.provider.Mapped;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a peer is compared with must mean the same. */
class PeersTest {

    private static final LocalDate LAST = LocalDate.of(2026, 11, 20);

    @TempDir
    private Path folder;

    @Test
    void duckDbSaysOfEachLoanWhatTheFoldSays() throws Exception {
        var file = folder.resolve("deliveries.ndjson");
        Map<String, Map<String, LoanEvent>> events = new TreeMap<>();
        var definitions = Definitions.load(null);
        try (var ndjson = new Ndjson(file, false)) {
            new History(11, 30_000, LAST, 40).all((position, received, lender, body) -> {
                ndjson.take(position, received, lender, body);
                take(definitions, events, position, received, lender, body);
            });
        }
        var cutOff = BusinessDates.cutOff(LAST.minusDays(3));
        try (var duckDb = new DuckDb(folder)) {
            duckDb.run(file, cutOff);
            try (var rows = duckDb.loans()) {
                var actual = new ArrayList<LoanRow>();
                for (var row = rows.next(); row != null; row = rows.next()) {
                    actual.add(row);
                }
                var expected = folded(definitions, events, cutOff);
                assertThat(minus(actual, expected)).isEmpty();
                assertThat(minus(expected, actual)).isEmpty();
                assertThat(actual).hasSizeGreaterThan(2_000);
                assertThat(actual).anyMatch(row -> row.missing() > 0);
            }
        }
    }

    private static List<LoanRow> minus(List<LoanRow> rows, List<LoanRow> others) {
        var known = new HashSet<>(others);
        return rows.stream().filter(row -> !known.contains(row)).limit(5).toList();
    }

    private static void take(
            Definitions definitions,
            Map<String, Map<String, LoanEvent>> events,
            long position,
            long received,
            Lender lender,
            Bytes body) {
        var at = Instant.EPOCH.plus(received, ChronoUnit.MICROS);
        var bytes = Arrays.copyOf(body.array(), body.length());
        if (requireNonNull(definitions.providers().get(lender.provider)).map(bytes, at) instanceof Mapped.Event event) {
            var id = event.eventId() == null ? new String(bytes, StandardCharsets.UTF_8) : event.eventId();
            events.computeIfAbsent(lender.provider + " " + event.loanId(), key -> new TreeMap<>())
                    .putIfAbsent(
                            id,
                            new LoanEvent(
                                    lender.provider,
                                    event.loanId(),
                                    id,
                                    event.event(),
                                    event.type(),
                                    event.status(),
                                    event.previousStatus(),
                                    event.occurredAt(),
                                    event.timeAssumed(),
                                    event.facts(),
                                    new Place("main", position),
                                    at,
                                    0,
                                    0));
        }
    }

    private static List<LoanRow> folded(
            Definitions definitions, Map<String, Map<String, LoanEvent>> loans, Instant cutOff) {
        var rows = new ArrayList<LoanRow>();
        loans.forEach((loan, events) -> {
            var provider = loan.substring(0, loan.indexOf(' '));
            var lifecycle = Moves.lifecycle(definitions, provider);
            var folded = Fold.fold(provider, loan.substring(provider.length() + 1), events.values(), lifecycle, cutOff);
            var ranks = new ArrayList<>(lifecycle.transitions().keySet());
            var missing = folded.findings().stream()
                    .filter(finding -> finding.code() == FindingCode.MISSING_STEP)
                    .mapToLong(finding -> 1L << ranks.indexOf(finding.expected()))
                    .reduce(0, (a, b) -> a | b);
            if (folded.state().events() > 0) {
                rows.add(new LoanRow(
                        provider,
                        folded.state().loanId(),
                        folded.state().state(),
                        folded.state().events(),
                        missing));
            }
        });
        return rows;
    }
}
