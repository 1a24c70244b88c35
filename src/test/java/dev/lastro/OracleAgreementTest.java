package dev.lastro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.loan.Finding;
import dev.lastro.loan.FindingCode;
import dev.lastro.loan.Findings;
import dev.lastro.loan.Fold;
import dev.lastro.loan.LoanEvent;
import dev.lastro.loan.LoanState;
import dev.lastro.loan.Place;
import dev.lastro.loan.Seen;
import dev.lastro.loan.Sighting;
import dev.lastro.loan.Sightings;
import dev.lastro.oracle.Arrived;
import dev.lastro.oracle.Difference;
import dev.lastro.oracle.Oracle;
import dev.lastro.oracle.Verdict;
import dev.lastro.oracle.Verdict.FindingRow;
import dev.lastro.oracle.Verdict.LoanRow;
import dev.lastro.provider.Definitions;
import dev.lastro.provider.Mapped;
import dev.lastro.simulator.Sent;
import dev.lastro.simulator.Simulation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mapping, duplicates and fold against the oracle, without a database: many seeds in little time. */
class OracleAgreementTest {
    private static final LocalDate LAST = LocalDate.of(2026, 11, 21);
    private static final ZoneId BRAZIL = ZoneId.of("America/Sao_Paulo");
    private static final Definitions DEFINITIONS = Definitions.load(null);

    private static final int LOANS = 400;

    /** How often, by {@code code lifecycle}. */
    private static final SortedMap<String, Integer> FOUND = new TreeMap<>();

    /** {@code -Dlastro.seeds=250} for a long look: 100,000 loans, and as many seeds of each chaos. */
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("lastro.seeds", 10));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sameClassesLoansAndFindings(long seed) {
        var simulation = Simulation.ofAllLenders(seed, LOANS, LAST.minusDays(45), LAST)
                .repeated(seed, 0.05)
                .shuffled(seed);
        // mostly a day before the last, so that something has happened after the cut-off too; else after all is long
        // due
        LocalDate cutOff = seed % 3 == 0 ? LAST.plusDays(seed % 10) : LAST;
        agree(simulation, cutOff.atStartOfDay(BRAZIL).toInstant());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void alsoWhereNothingMakesSense(long seed) {
        Instant cutOff = LAST.atStartOfDay(BRAZIL).toInstant();
        agree(Simulation.chaos(seed, 3_000, cutOff.plusSeconds(36_000)), cutOff);
    }

    /** The further lenders, and amounts that differ by what is tolerated or a cent more. */
    @ParameterizedTest
    @MethodSource("seeds")
    void alsoWhereNoAmountMakesSense(long seed) {
        Instant cutOff = LAST.atStartOfDay(BRAZIL).toInstant();
        agree(Simulation.chaosOfMoney(seed, 3_000, cutOff.plusSeconds(36_000)), cutOff);
    }

    /** Single bytes and small pieces changed: what is still JSON for one reader must be so for the other. */
    @ParameterizedTest
    @MethodSource("seeds")
    void alsoWhereBytesAreBroken(long seed) {
        Instant cutOff = LAST.atStartOfDay(BRAZIL).toInstant();
        List<Arrived> log = arrived(Simulation.chaos(seed, 1_000, cutOff).broken(seed));
        var product = new Product();
        product.read(log, cutOff);
        // a changed byte can make an amount of a thousand digits: what is understood is compared, not what it amounts
        // to
        assertThat(Difference.between(understood(product.classes), understood(classes(Oracle.judge(log, cutOff)))))
                .isEmpty();
    }

    @AfterAll
    static void everyCodeAndLifecycleWasAmongThemMoreThanOnce() {
        FOUND.forEach((what, times) -> System.out.println("%8d %s".formatted(times, what)));
        var codes = new TreeMap<String, Integer>();
        var lifecycles = new TreeMap<String, Integer>();
        FOUND.forEach((what, times) -> {
            boolean loans = what.startsWith("loans ");
            (loans ? lifecycles : codes).merge(what.split(" ", -1)[loans ? 1 : 0], times, Integer::sum);
        });
        long seeds = Long.getLong("lastro.seeds", 10);
        assertThat(codes.keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(FindingCode.values())
                        .filter(code -> !OF_ALL_LOANS.contains(code))
                        .map(Enum::name)
                        .toList());
        assertThat(codes.values()).allSatisfy(times -> assertThat(times).isGreaterThan((int) seeds));
        assertThat(lifecycles.keySet()).isEqualTo(DEFINITIONS.lifecycles().keySet());
        assertThat(lifecycles.values()).allSatisfy(times -> assertThat(times).isGreaterThan((int) seeds * 50));
        assertThat(FOUND).containsKeys("AMOUNT_MISMATCH base39-loan", "AMOUNT_MISMATCH qitech-loan");
    }

    /** The first two: see {@link SurveyAgreementTest}. */
    private static final Set<FindingCode> OF_ALL_LOANS =
            EnumSet.of(FindingCode.PROVIDER_SILENCE, FindingCode.OUTAGE_SUSPECTED, FindingCode.PROVIDER_LIST_MISMATCH);

    private static Map<String, String> understood(Map<String, String> classes) {
        var understood = new LinkedHashMap<String, String>();
        classes.forEach(
                (delivery, clazz) -> understood.put(delivery, clazz.replaceFirst("EVENT |DUPLICATE |CONFLICT ", "")));
        return understood;
    }

    private static void agree(Simulation simulation, Instant cutOff) {
        List<Arrived> log = arrived(simulation);
        Verdict verdict = Oracle.judge(log, cutOff);
        var product = new Product();
        product.read(log, cutOff);
        assertThat(product.findings).isNotEmpty();
        verdict.loans().values().forEach(loan -> FOUND.merge("loans " + loan.lifecycle(), 1, Integer::sum));
        verdict.findings()
                .values()
                .forEach(finding -> FOUND.merge(finding.code() + " " + course(finding), 1, Integer::sum));
        assertThat(Difference.between(product.classes, classes(verdict))).isEmpty();
        assertThat(Difference.between(product.findings, findings(verdict))).isEmpty();
        assertThat(Difference.between(product.loans, loans(verdict))).isEmpty();
    }

    private static String course(FindingRow finding) {
        var provider = Objects.requireNonNull(DEFINITIONS.providers().get(finding.provider()));
        return provider.lifecycle();
    }

    private static List<Arrived> arrived(Simulation simulation) {
        var log = new ArrayList<Arrived>();
        Instant received = Instant.parse("2026-11-22T15:00:00.000001Z");
        for (Sent sent : simulation.deliveries()) {
            // most are late by then; some came long before they say that they occurred
            Instant at = log.size() % 7 == 0 ? received.minusSeconds(30L * 86_400) : received;
            log.add(new Arrived("main", log.size(), at.plusMillis(log.size()), sent.provider(), sent.body()));
        }
        return log;
    }

    private static Map<String, String> classes(Verdict verdict) {
        var classes = new LinkedHashMap<String, String>();
        verdict.deliveries()
                .forEach(row ->
                        classes.put(row.arrived().place() + text(row.arrived()), row.clazz() + " " + row.event()));
        return classes;
    }

    /** The body, so that a failure shows what was read differently. */
    private static String text(Arrived arrived) {
        String body = new String(arrived.body(), StandardCharsets.ISO_8859_1);
        return " " + body.substring(0, Math.min(400, body.length()));
    }

    private static Map<String, String> findings(Verdict verdict) {
        var findings = new TreeMap<String, String>();
        for (FindingRow row : verdict.findings().values()) {
            findings.put(row.id(), words(row.loanId(), row.code(), row.severity(), row.expectedEvent(), row.dueAt()));
        }
        return findings;
    }

    private static Map<String, String> loans(Verdict verdict) {
        var loans = new TreeMap<String, String>();
        for (Map.Entry<String, LoanRow> entry : verdict.loans().entrySet()) {
            LoanRow loan = entry.getValue();
            loans.put(
                    entry.getKey(),
                    words(
                            loan.lifecycle(),
                            loan.state(),
                            loan.inferred(),
                            loan.contractNumber(),
                            loan.externalId(),
                            loan.createdAt(),
                            loan.signedAt(),
                            loan.disbursedAt(),
                            loan.closedAt(),
                            plain(loan.contracted()),
                            plain(loan.disbursed()),
                            plain(loan.iof()),
                            plain(loan.fees()),
                            plain(loan.paid()),
                            loan.installments(),
                            loan.installmentsPaid(),
                            loan.overdueSince(),
                            plain(loan.overdue()),
                            plain(loan.outstanding()),
                            loan.firstEventAt(),
                            loan.lastEventAt(),
                            loan.events(),
                            loan.duplicates(),
                            loan.provisional()));
        }
        return loans;
    }

    private static String words(@Nullable Object... values) {
        var text = new StringBuilder();
        for (Object value : values) {
            text.append(text.isEmpty() ? "" : " ").append(value);
        }
        return text.toString();
    }

    private static @Nullable String plain(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.stripTrailingZeros().toPlainString();
    }

    /** The product's three pure parts, put together as plainly as they can be. */
    private static final class Product {
        private final Map<String, String> classes = new LinkedHashMap<>();
        private final Map<String, String> findings = new TreeMap<>();
        private final Map<String, String> loans = new TreeMap<>();

        private record Found(Arrived arrived, Mapped.Event event, String identity, Sighting sighting) {}

        void read(List<Arrived> log, Instant cutOff) {
            Map<String, List<Found>> identities = new LinkedHashMap<>();
            for (Arrived arrived : log) {
                var provider = Objects.requireNonNull(DEFINITIONS.providers().get(arrived.provider()));
                String clazz = switch (provider.map(arrived.body(), arrived.receivedAt())) {
                    case Mapped.Quarantined quarantined -> "QUARANTINED null";
                    case Mapped.NotLoan notLoan -> "NOT_LOAN null";
                    case Mapped.Unknown unknown -> {
                        find(Findings.unknownType(
                                arrived.provider(), unknown.type(), unknown.status(), List.of(), null));
                        yield "UNKNOWN null";
                    }
                    case Mapped.Event event -> {
                        Found seen = seen(arrived, event);
                        identities
                                .computeIfAbsent(arrived.provider() + "|" + seen.identity(), id -> new ArrayList<>())
                                .add(seen);
                        yield "";
                    }
                };
                classes.put(arrived.place() + text(arrived), clazz);
            }
            Map<String, List<LoanEvent>> events = new TreeMap<>();
            identities.values().forEach(same -> {
                LoanEvent event = rule(same);
                events.computeIfAbsent(event.provider() + "|" + event.loanId(), key -> new ArrayList<>())
                        .add(event);
            });
            events.forEach((key, ofLoan) -> fold(key, ofLoan, cutOff));
        }

        private static Found seen(Arrived arrived, Mapped.Event event) {
            String hash = sha256(arrived.body());
            String id = event.eventId();
            var place = new Place(arrived.log(), arrived.position());
            var sighting = new Seen(place, arrived.receivedAt(), event.occurredAt(), hash, event.content());
            return new Found(arrived, event, id == null ? hash : id, sighting);
        }

        private LoanEvent rule(List<Found> same) {
            var ruling = Sightings.rule(same.stream().map(Found::sighting).toList());
            int duplicates = 0;
            int conflicts = 0;
            Found event = null;
            for (Found seen : same) {
                var clazz = Objects.requireNonNull(
                        ruling.classes().get(seen.sighting().place()));
                switch (clazz) {
                    case DUPLICATE -> duplicates++;
                    case CONFLICT -> conflicts++;
                    default -> event = seen;
                }
                classes.put(
                        seen.arrived().place() + text(seen.arrived()),
                        clazz + " " + seen.event().event());
            }
            Objects.requireNonNull(event);
            return new LoanEvent(
                    event.arrived().provider(),
                    event.event().loanId(),
                    event.identity(),
                    event.event().event(),
                    event.event().type(),
                    event.event().status(),
                    event.event().previousStatus(),
                    event.event().occurredAt(),
                    event.event().timeAssumed(),
                    event.event().facts(),
                    event.sighting().place(),
                    event.arrived().receivedAt(),
                    duplicates,
                    conflicts);
        }

        private void fold(String key, List<LoanEvent> events, Instant cutOff) {
            var provider = Objects.requireNonNull(
                    DEFINITIONS.providers().get(events.getFirst().provider()));
            var lifecycle = Objects.requireNonNull(DEFINITIONS.lifecycles().get(provider.lifecycle()));
            var folded = Fold.fold(provider.name(), events.getFirst().loanId(), events, lifecycle, cutOff, provider);
            LoanState loan = folded.state();
            if (loan.events() == 0) {
                assertThat(folded.findings()).isEmpty();
                return;
            }
            loans.put(
                    key,
                    words(
                            loan.lifecycle(),
                            loan.state(),
                            loan.inferred(),
                            loan.contractNumber(),
                            loan.externalId(),
                            loan.createdAt(),
                            loan.signedAt(),
                            loan.disbursedAt(),
                            loan.closedAt(),
                            plain(loan.contractedAmount()),
                            plain(loan.disbursedAmount()),
                            plain(loan.iofAmount()),
                            plain(loan.feesAmount()),
                            plain(loan.paidAmount()),
                            loan.installments(),
                            loan.installmentsPaid(),
                            loan.overdueSince(),
                            plain(loan.overdueAmount()),
                            plain(loan.outstandingAmount()),
                            loan.firstEventAt(),
                            loan.lastEventAt(),
                            loan.events(),
                            loan.duplicates(),
                            loan.provisional()));
            folded.findings().forEach(this::find);
        }

        private void find(Finding finding) {
            findings.put(
                    finding.id(),
                    words(
                            finding.loanId(),
                            finding.code(),
                            finding.severity().name().toLowerCase(Locale.ROOT),
                            finding.expected(),
                            finding.dueAt()));
        }

        private static String sha256(byte[] bytes) {
            try {
                return HexFormat.of()
                        .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                                .digest(bytes));
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
