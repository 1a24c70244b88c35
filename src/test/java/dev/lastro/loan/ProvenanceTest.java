package dev.lastro.loan;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Over generated histories: who is named has the value that the loan has, and nobody who spoke is forgotten or named twice. */
class ProvenanceTest {

    private static final Map<String, String> FACTS = Map.of(
            "contract_number", "contractNumber",
            "external_id", "externalId",
            "contracted_amount", "contractedAmount",
            "disbursed_amount", "disbursedAmount",
            "iof_amount", "iofAmount",
            "fees_amount", "feesAmount",
            "installments", "installments");

    private static final Map<String, EventType> DATES = Map.of(
            "created_at", EventType.CREATED,
            "signed_at", EventType.SIGNED,
            "disbursed_at", EventType.DISBURSED);

    private final EnumSet<Provenance.Reason> seen = EnumSet.noneOf(Provenance.Reason.class);

    @Test
    void nobodyIsForgottenAndTheValueIsTheWinners() {
        for (var seed = 0L; seed < 800; seed++) {
            var g = Generated.from(seed);
            var events = Arrival.shuffled(g.tellings(), new Random(seed));
            var folded = Fold.fold(Generated.PROVIDER, Generated.LOAN, events, g.lifecycle(), g.cutOff());
            var told = Provenance.of(folded, List.of());
            assertThat(told.stream().map(Provenance::field))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(folded.state().setBy().keySet());
            for (var field : told) {
                check("seed %d, %s".formatted(seed, field), field, folded);
            }
            var other = new ArrayList<>(events);
            Collections.shuffle(other, new Random(seed + 1));
            assertThat(Provenance.of(
                            Fold.fold(Generated.PROVIDER, Generated.LOAN, other, g.lifecycle(), g.cutOff()), List.of()))
                    .as("seed %d, in another order", seed)
                    .isEqualTo(told);
        }
        assertThat(seen).isEqualTo(EnumSet.complementOf(EnumSet.of(Provenance.Reason.CONFLICT)));
    }

    private void check(String as, Provenance field, Fold.Folded folded) {
        field.lost().forEach(lost -> seen.add(lost.reason()));
        var byPlace = new HashMap<Place, LoanEvent>();
        folded.steps().forEach(step -> byPlace.put(step.event().place(), step.event()));
        var winner = Objects.requireNonNull(byPlace.get(field.setBy()), as);
        var state = folded.state();
        if (FACTS.containsKey(field.field())) {
            var name = FACTS.get(field.field());
            assertThat(component(winner.facts(), name)).as(as).isEqualTo(component(state, name));
            assertThat(named(field))
                    .as(as)
                    .containsExactlyInAnyOrderElementsOf(folded.steps().stream()
                            .map(Step::event)
                            .filter(event -> component(event.facts(), name) != null)
                            .map(LoanEvent::place)
                            .toList());
        } else if (DATES.containsKey(field.field())) {
            assertThat(field.lost())
                    .as(as)
                    .allMatch(lost -> !Instant.parse(lost.value()).isBefore(winner.occurredAt()));
            assertThat(named(field)).as(as).containsExactlyInAnyOrderElementsOf(of(folded, DATES.get(field.field())));
        } else if (field.field().equals("paid_amount")) {
            var sum = field.with().stream()
                    .map(place -> amount(Objects.requireNonNull(byPlace.get(place), as)))
                    .reduce(amount(winner), BigDecimal::add);
            assertThat(sum).as(as).isEqualByComparingTo(state.paidAmount());
        } else if (field.field().equals("installments_paid")) {
            assertThat(1 + field.with().size()).as(as).isEqualTo(state.installmentsPaid());
            assertThat(named(field)).as(as).containsExactlyInAnyOrderElementsOf(of(folded, EventType.INSTALLMENT_PAID));
        } else if (field.field().equals("days_past_due")) {
            assertThat(named(field))
                    .as(as)
                    .containsExactlyInAnyOrderElementsOf(of(folded, EventType.INSTALLMENT_OVERDUE));
        } else if (field.field().equals("state")) {
            var step = folded.steps().stream()
                    .filter(each -> each.event().equals(winner))
                    .findFirst()
                    .orElseThrow();
            assertThat(step.to()).as(as).isEqualTo(state.state());
            assertThat(named(field)).as(as).doesNotHaveDuplicates();
        } else {
            assertThat(field.lost()).as(as).isEmpty();
        }
    }

    private static List<Place> named(Provenance field) {
        var named = new ArrayList<>(field.with());
        named.add(field.setBy());
        field.lost().forEach(lost -> named.add(lost.place()));
        return named;
    }

    private static List<Place> of(Fold.Folded folded, EventType type) {
        return folded.steps().stream()
                .map(Step::event)
                .filter(event -> event.event() == type)
                .map(LoanEvent::place)
                .toList();
    }

    private static BigDecimal amount(LoanEvent event) {
        var amount = event.facts().paidAmount();
        return amount == null ? BigDecimal.ZERO : amount;
    }

    private static @Nullable Object component(Object record, String name) {
        try {
            return record.getClass().getMethod(name).invoke(record);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
