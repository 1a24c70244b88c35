package dev.lastro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.loan.EventType;
import dev.lastro.loan.Finding;
import dev.lastro.loan.FindingCode;
import dev.lastro.loan.Fold;
import dev.lastro.loan.Lifecycle;
import dev.lastro.loan.LoanEvent;
import dev.lastro.loan.Place;
import dev.lastro.provider.Definitions;
import dev.lastro.provider.Mapped;
import dev.lastro.provider.Provider;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole lives as the providers tell them, from their bytes to the state: nothing amiss, whatever order they come in. */
class ProviderLivesTest {

    private static final Instant BEGIN = Instant.parse("2026-06-01T13:00:00Z");
    private static final Instant CUT_OFF = Instant.parse("2026-11-22T03:00:00Z");
    private static final Definitions DEFINITIONS = Definitions.load(null);

    /** A story, the words of which the bodies are made, and where it ends. */
    private record Life(String provider, String state, List<String> words, BiFunction<String, Instant, String> body) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void nothingIsAmissInAnyOrder(long seed) {
        Random random = new Random(seed);
        for (Life life : List.of(qitech(random), celcoin(random), pismo(random))) {
            List<LoanEvent> events = events(life);
            Fold.Folded inOrder = fold(life, events);
            assertThat(inOrder.findings()).as("%s", life.words()).isEmpty();
            assertThat(inOrder.state().state()).as("%s", life.words()).isEqualTo(life.state());
            Collections.shuffle(events, random);
            assertThat(fold(life, events).state()).isEqualTo(inOrder.state());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aDebtWhoseSignatureGotLostIsCritical(long seed) {
        Life life = qitech(new Random(seed));
        List<LoanEvent> events = events(life);
        events.removeIf(event -> event.event() == EventType.SIGNED);
        List<Finding> findings = fold(life, events).findings();
        boolean paidOut = events.stream().anyMatch(event -> event.event() == EventType.DISBURSED);
        if (paidOut) {
            assertThat(findings).extracting(Finding::code).containsExactly(FindingCode.MISSING_STEP);
            assertThat(findings).extracting(Finding::expected).containsExactly(EventType.SIGNED);
        }
    }

    private static Fold.Folded fold(Life life, List<LoanEvent> events) {
        Provider provider = provider(life);
        Lifecycle lifecycle = Objects.requireNonNull(DEFINITIONS.lifecycles().get(provider.lifecycle()));
        return Fold.fold(provider.name(), "k", events, lifecycle, CUT_OFF, provider);
    }

    private static Provider provider(Life life) {
        return Objects.requireNonNull(DEFINITIONS.providers().get(life.provider()));
    }

    /** What is no loan event is left out, as in every run. */
    private static List<LoanEvent> events(Life life) {
        List<LoanEvent> events = new ArrayList<>();
        Instant at = BEGIN;
        for (String word : life.words()) {
            at = at.plusSeconds(3_600);
            byte[] body = life.body().apply(word, at).getBytes(StandardCharsets.UTF_8);
            Mapped mapped = provider(life).map(body, at.plusSeconds(2));
            assertThat(mapped)
                    .as("%s of %s", word, life.provider())
                    .isInstanceOfAny(Mapped.Event.class, Mapped.NotLoan.class);
            if (mapped instanceof Mapped.Event event) {
                assertThat(event.occurredAt()).isEqualTo(at);
                events.add(new LoanEvent(
                        life.provider(),
                        event.loanId(),
                        "e" + events.size(),
                        event.event(),
                        event.type(),
                        event.status(),
                        event.previousStatus(),
                        event.occurredAt(),
                        event.timeAssumed(),
                        event.facts(),
                        new Place("main", events.size()),
                        at.plusSeconds(2),
                        0,
                        0));
            }
        }
        return events;
    }

    private static Life qitech(Random random) {
        List<String> words = new ArrayList<>(List.of("debt:waiting_signature"));
        if (random.nextInt(8) == 0) {
            words.add("canceled:waiting_signature");
            return new Life("qitech", "EXPIRED", words, ProviderLivesTest::qitech);
        }
        words.add("debt:signature_finished");
        maybe(random, words, "debt:signed");
        if (random.nextBoolean()) {
            words.addAll(List.of("payroll:authorized", "payroll:reserved"));
        }
        maybe(random, words, "assignment:");
        maybe(random, words, "debt:issued");
        words.add("debt:disbursed");
        maybe(random, words, "debt:opened");
        if (random.nextInt(4) == 0) {
            words.add("canceled:disbursed_amount_refunded");
            return new Life("qitech", "REFUNDED", words, ProviderLivesTest::qitech);
        }
        maybe(random, words, "assignment:");
        for (int number = 1; number <= 3; number++) {
            maybe(random, words, "installment:waiting_payment:" + number);
            if (random.nextBoolean()) {
                words.add("installment:overdue:" + number);
                maybe(random, words, "installment:paid_partial_overdue:" + number);
                words.add("installment:paid_overdue:" + number);
            } else {
                words.add("installment:" + (random.nextBoolean() ? "paid:" : "paid_early:") + number);
            }
        }
        words.add("debt:settled");
        return new Life("qitech", "SETTLED", words, ProviderLivesTest::qitech);
    }

    private static String qitech(String word, Instant at) {
        String[] parts = word.split(":", -1);
        String time = at.toString().replace('T', ' ').replace("Z", "");
        String body = switch (parts[0]) {
            case "canceled" ->
                "'webhook_type':'debt','key':'k','status':'canceled ','data':{'cancel_reason_enumerator':'" + parts[1]
                        + "'}";
            case "payroll" ->
                "'webhook_type':'laas.private_payroll.reservation_status_change','key':'k','status':'" + parts[1] + "'";
            case "assignment" ->
                "'webhook_type':'assignment.assignment_item_status_change','key':'i','data':{'credit_operation_key':'k'}";
            case "installment" ->
                "'webhook_type':'installment.status_change','key':'k','data':{'status':'" + parts[1]
                        + "','installment':{'installment_number':" + parts[2] + ",'paid_amount':10}}";
            default -> "'webhook_type':'debt','key':'k','status':'" + parts[1] + "'";
        };
        return ("{" + body + ",'event_datetime':'" + time + "'}").replace('\'', '"');
    }

    private static Life celcoin(Random random) {
        List<String> words = new ArrayList<>(List.of("AGREEMENT_RENDERING", "KYC_PROCESSING"));
        Collections.shuffle(words, random);
        words.add("PENDING_SIGNATURE");
        maybe(random, words, "PENDING_QUALIFICATION");
        maybe(random, words, random.nextBoolean() ? "PENDING_GUARANTEE" : "PENDING_CESSION_QUALIFICATION");
        maybe(random, words, "SENDING_CONSIGNEE_CONTRACT");
        if (random.nextInt(6) == 0) {
            words.add("CANCELED");
            return new Life("celcoin", "CANCELED", words, ProviderLivesTest::celcoin);
        }
        maybe(random, words, "SCHEDULED_DISBURSEMENT");
        words.add("PENDING_DISBURSEMENT");
        if (random.nextBoolean()) {
            words.addAll(List.of("DISBURSEMENT_ATTEMPT_FAILED", "PENDING_CASHOUT"));
        }
        words.add("ISSUED");
        return new Life("celcoin", "DISBURSED", words, ProviderLivesTest::celcoin);
    }

    private static String celcoin(String word, Instant at) {
        return "{\"payload\":{\"application_id\":\"k\",\"status\":\"%s\"},\"createdAt\":\"%s\",\"type\":\"%s\"}"
                .formatted(word, at, "APPLICATION_STATUS_UPDATED");
    }

    private static Life pismo(Random random) {
        List<String> words = new ArrayList<>();
        maybe(random, words, ":PENDING");
        words.add("PENDING:BOOKED");
        if (random.nextBoolean()) {
            words.addAll(List.of("BOOKED:PROCESSING", "PROCESSING:ACTIVE"));
        } else {
            words.add("BOOKED:ACTIVE");
        }
        if (random.nextInt(2) == 0) {
            words.addAll(List.of("ACTIVE:RENEGOTIATED", "RENEGOTIATED:ACTIVE"));
        }
        words.add("ACTIVE:SETTLED");
        return new Life("pismo", "SETTLED", words, ProviderLivesTest::pismo);
    }

    private static String pismo(String word, Instant at) {
        String[] parts = word.split(":", -1);
        return "{\"event_id\":\"e\",\"event_type\":\"loan_status_change-1\",\"timestamp\":\"%s\",\"data\":{\"loan_id\":\"k\",\"previous_loan_status\":\"%s\",\"current_loan_status\":\"%s\"}}"
                .formatted(at, parts[0], parts[1]);
    }

    private static void maybe(Random random, List<String> words, String word) {
        if (random.nextBoolean()) {
            words.add(word);
        }
    }
}
