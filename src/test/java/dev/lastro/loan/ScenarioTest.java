package dev.lastro.loan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every story comes out as it says, also when it is told in another order and parts of it are repeated. */
class ScenarioTest {

    private static final int SHUFFLES = 60;

    static List<Scenario> scenarios() {
        return Scenario.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void comesOutAsItSays(Scenario scenario) {
        Told told = tell(scenario, Arrival.asGiven(scenario.tellings()));
        assertThat(findings(told)).isEqualTo(expectedFindings(scenario));
        assertThat(told.fields()).as("fields that the scenario names").containsAllEntriesOf(scenario.expect());
        assertThat(told.setBy()).containsAllEntriesOf(scenario.setBy());
        if (scenario.steps() != null) {
            assertThat(told.steps()).isEqualTo(scenario.steps());
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void attributesOfFindingsAreAsNamed(Scenario scenario) {
        Told told = tell(scenario, Arrival.asGiven(scenario.tellings()));
        Map<String, Finding> byId = told.findings().stream().collect(Collectors.toMap(Finding::id, f -> f));
        for (Scenario.Expected expected : scenario.findings()) {
            Finding finding = Objects.requireNonNull(byId.get(id(scenario, expected)), expected.toString());
            assertThat(attributes(finding)).as(expected.toString()).containsAllEntriesOf(expected.attributes());
            assertThat(finding.suggestedAction().en()).contains(Scenario.LOAN).hasSizeBetween(30, 1000);
            assertThat(finding.suggestedAction().pt())
                    .contains("empréstimo " + Scenario.LOAN)
                    .hasSizeBetween(30, 1000);
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void isTheSameInAnyOrderAndHoweverOften(Scenario scenario) {
        Told told = tell(scenario, Arrival.asGiven(scenario.tellings()));
        for (int seed = 0; seed < SHUFFLES; seed++) {
            assertThat(tell(scenario, Arrival.shuffled(scenario.tellings(), new Random(seed))))
                    .as("seed " + seed)
                    .isEqualTo(told);
        }
    }

    @Test
    void idsAreUnique() {
        assertThat(scenarios().stream().map(Scenario::id)).doesNotHaveDuplicates();
    }

    @Test
    void everyFindingOfALoanIsFoundSomewhere() {
        assertThat(scenarios().stream()
                        .flatMap(s -> s.findings().stream())
                        .map(f -> FindingCode.valueOf(f.code()))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Codes.ofFolds());
    }

    private static Told tell(Scenario scenario, List<LoanEvent> events) {
        return Told.of(
                Fold.fold(
                        scenario.provider(),
                        Scenario.LOAN,
                        events,
                        scenario.lifecycle(),
                        scenario.cutOff(),
                        (type, status) -> !scenario.noEvents().contains(status)),
                events);
    }

    private static Map<String, String> findings(Told told) {
        var found = new TreeMap<String, String>();
        told.findings()
                .forEach(f -> assertThat(found.put(f.id(), f.code() + " " + text(f.expected())))
                        .as("one id is reported once: " + f)
                        .isNull());
        return found;
    }

    private static Map<String, String> expectedFindings(Scenario scenario) {
        return new TreeMap<>(scenario.findings().stream()
                .collect(Collectors.toMap(e -> id(scenario, e), e -> e.code() + " " + e.expected())));
    }

    /** The spec's formula, worked out here again. */
    private static String id(Scenario scenario, Scenario.Expected e) {
        return Telling.sha256(
                        scenario.provider() + "|" + Scenario.LOAN + "|" + e.code() + "|" + e.expected() + "|" + e.key())
                .substring(0, 16);
    }

    private static Map<String, String> attributes(Finding finding) {
        return Map.of(
                "severity", finding.severity().name(),
                "after", text(finding.after()),
                "after_at", text(finding.afterAt()),
                "due_at", text(finding.dueAt()),
                "since", text(finding.since()),
                "evidence", String.join(" ", finding.evidence()),
                "action", finding.suggestedAction().en());
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
