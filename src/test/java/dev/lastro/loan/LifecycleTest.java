package dev.lastro.loan;

import static dev.lastro.loan.EventType.APPROVED;
import static dev.lastro.loan.EventType.CANCELED;
import static dev.lastro.loan.EventType.CREATED;
import static dev.lastro.loan.EventType.DISBURSED;
import static dev.lastro.loan.EventType.SETTLED;
import static dev.lastro.loan.EventType.SIGNED;
import static dev.lastro.loan.EventType.UNDER_REVIEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.loan.Lifecycle.Deadline;
import dev.lastro.loan.Lifecycle.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    /** What a test changes before it asks for the problems: a small lifecycle without any. */
    private String name = "a-loan";

    private int version = 1;
    private final Map<EventType, Transition> transitions = new LinkedHashMap<>();
    private final Set<String> terminal = new LinkedHashSet<>(Set.of("ENDED"));
    private final List<Deadline> deadlines = new ArrayList<>();
    private Duration grace = Duration.ofDays(2);

    LifecycleTest() {
        transitions.put(CREATED, required("A", Lifecycle.NONE));
        transitions.put(UNDER_REVIEW, optional("B", "A", "B"));
        transitions.put(APPROVED, required("C", "A", "B"));
        transitions.put(SETTLED, required("ENDED", "C"));
        deadlines.add(new Deadline("A", Duration.ofDays(1), List.of(UNDER_REVIEW, APPROVED)));
    }

    @Test
    void theShippedOnesAreWhole() {
        assertThat(TestLifecycles.BASE39.transitions()).hasSize(9);
        assertThat(TestLifecycles.OPENCO.transitions()).hasSize(16);
        assertThat(TestLifecycles.OPENCO.deadlines()).hasSize(7);
        assertThat(TestLifecycles.BASE39.terminal()).containsExactly("SETTLED", "CANCELED", "EXPIRED");
        assertThat(TestLifecycles.BASE39.grace()).isEqualTo(Duration.ofDays(2));
    }

    @Test
    void aWholeOneHasNoProblems() {
        assertThat(problems()).isEmpty();
        assertThat(lifecycle().transitions().keySet()).containsExactly(CREATED, UNDER_REVIEW, APPROVED, SETTLED);
    }

    @Test
    void keepsWhatItWasGiven() {
        Lifecycle lifecycle = lifecycle();
        transitions.clear();
        terminal.clear();
        deadlines.clear();
        assertThat(lifecycle.transitions()).hasSize(4);
        assertThat(lifecycle.terminal()).containsExactly("ENDED");
        assertThat(lifecycle.deadlines()).hasSize(1);
        assertThat(lifecycle.name()).isEqualTo("a-loan");
        assertThat(lifecycle.version()).isEqualTo(1);
        assertThat(lifecycle).hasToString("a-loan version 1");
        assertThatThrownBy(() -> lifecycle.transitions().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> lifecycle.terminal().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> lifecycle.deadlines().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void theConstructorNamesEverything() {
        terminal.add("GONE");
        version = 0;
        assertThatThrownBy(this::lifecycle)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("version: must be 1 or more, not 0\nterminal: no event leads to a state GONE");
    }

    @Test
    void namesThatCannotBe() {
        name = "Base 39";
        assertThat(problems())
                .containsExactly(
                        "lifecycle: the name must be a lower-case letter and up to 63 of a-z, 0-9, _ and -, not \"Base 39\"");
        name = "l".repeat(65);
        assertThat(problems()).hasSize(1);
        name = "l".repeat(64);
        assertThat(problems()).isEmpty();
    }

    @Test
    void aLoanMustBegin() {
        transitions.clear();
        terminal.clear();
        deadlines.clear();
        assertThat(problems()).containsExactly("transitions: no event is allowed from NONE, so no loan can begin");
        transitions.put(CREATED, required("A", "A"));
        assertThat(problems())
                .containsExactly(
                        "transitions: no event is allowed from NONE, so no loan can begin",
                        "transitions.CREATED.from: no events lead from NONE to A");
    }

    @Test
    void fromUnknownAndUnreachableStates() {
        transitions.put(SIGNED, required("D", "C", "TYPO"));
        assertThat(problems()).containsExactly("transitions.SIGNED.from: no event leads to a state TYPO");
        transitions.put(SIGNED, required("D", "D"));
        assertThat(problems()).containsExactly("transitions.SIGNED.from: no events lead from NONE to D");
        transitions.put(SIGNED, required("D"));
        assertThat(problems()).containsExactly("transitions.SIGNED.from: SIGNED is allowed from no state");
    }

    @Test
    void statesAreReachedWhateverTheFilesOrder() {
        transitions.clear();
        transitions.put(SETTLED, required("ENDED", "C"));
        transitions.put(APPROVED, required("C", "B"));
        transitions.put(UNDER_REVIEW, required("B", "A"));
        transitions.put(CREATED, required("A", Lifecycle.NONE));
        assertThat(problems()).isEmpty();
    }

    @Test
    void statesThatCannotBe() {
        transitions.put(SIGNED, required(Lifecycle.NONE, "C"));
        assertThat(problems())
                .containsExactly(
                        "transitions.SIGNED.to: SIGNED cannot lead back to NONE, the state before the first event");
        transitions.put(SIGNED, required("A|B", "C"));
        assertThat(problems())
                .containsExactly(
                        "transitions.SIGNED.to: a state is a letter and up to 63 of A-Z, a-z, 0-9 and _, not \"A|B\"");
        transitions.put(SIGNED, required("S".repeat(65), "C"));
        assertThat(problems()).hasSize(1);
        transitions.put(SIGNED, required("S".repeat(64), "C"));
        assertThat(problems()).isEmpty();
    }

    @Test
    void aTerminalStateIsNotLeft() {
        transitions.put(SIGNED, required("C", "A", "ENDED"));
        assertThat(problems())
                .containsExactly("transitions.SIGNED.from: ENDED is terminal, and SIGNED would leave it for C");
        transitions.put(SIGNED, required("ENDED", "A", "ENDED"));
        assertThat(problems()).as("staying in it is allowed").isEmpty();
    }

    @Test
    void terminalStatesThatCannotBe() {
        terminal.add(Lifecycle.NONE);
        terminal.add("NEVER");
        assertThat(problems())
                .containsExactly(
                        "terminal: NONE is where a loan begins, it cannot end there",
                        "terminal: no event leads to a state NEVER");
    }

    @Test
    void deadlinesInStatesThatCannotBe() {
        deadlines.clear();
        deadlines.add(new Deadline("TYPO", Duration.ofDays(1), List.of(APPROVED)));
        deadlines.add(new Deadline(Lifecycle.NONE, Duration.ofDays(1), List.of(CREATED)));
        deadlines.add(new Deadline("ENDED", Duration.ofDays(1), List.of(SETTLED)));
        assertThat(problems())
                .containsExactly(
                        "deadlines[0].in: no event leads to a state TYPO",
                        "deadlines[1].in: NONE is never entered, so nothing can be due in it",
                        "deadlines[2].in: ENDED is terminal, it is not to be left");
    }

    @Test
    void deadlinesThatExpectWhatCannotCome() {
        deadlines.clear();
        deadlines.add(new Deadline("A", Duration.ofDays(1), List.of(CANCELED, CREATED)));
        deadlines.add(new Deadline("B", Duration.ofDays(1), List.of(UNDER_REVIEW)));
        deadlines.add(new Deadline("C", Duration.ofDays(1), List.of()));
        assertThat(problems())
                .containsExactly(
                        "deadlines[0].expects: CANCELED is not among the transitions",
                        "deadlines[0].expects: CREATED cannot come after A",
                        "deadlines[1].expects: UNDER_REVIEW does not leave B",
                        "deadlines[2].expects: names no event");
    }

    @Test
    void aDeadlineMayExpectWhatComesOverOthers() {
        deadlines.add(new Deadline("A", Duration.ofDays(9), List.of(SETTLED)));
        assertThat(problems()).isEmpty();
    }

    @Test
    void twoDeadlinesWithOneFindingId() {
        deadlines.add(new Deadline("A", Duration.ofDays(3), List.of(APPROVED)));
        assertThat(problems()).isEmpty();
        deadlines.add(new Deadline("A", Duration.ofDays(4), List.of(UNDER_REVIEW)));
        assertThat(problems())
                .containsExactly("deadlines[2].in: deadlines[0] already says when A expects UNDER_REVIEW");
    }

    @Test
    void timesThatCannotBe() {
        deadlines.clear();
        deadlines.add(new Deadline("A", Duration.ZERO, List.of(APPROVED)));
        deadlines.add(new Deadline("B", Duration.ofSeconds(-1), List.of(APPROVED)));
        deadlines.add(new Deadline("C", Duration.ofDays(3660).plusNanos(1), List.of(SETTLED)));
        grace = Duration.ofSeconds(-1);
        assertThat(problems())
                .containsExactly(
                        "deadlines[0].within: must be more than PT0S and at most PT87840H, not PT0S",
                        "deadlines[1].within: must be more than PT0S and at most PT87840H, not PT-1S",
                        "deadlines[2].within: must be more than PT0S and at most PT87840H, not PT87840H0.000000001S",
                        "grace: must be between PT0S and PT87840H, not PT-1S");
        deadlines.clear();
        deadlines.add(new Deadline("C", Duration.ofDays(3660), List.of(SETTLED)));
        grace = Duration.ofDays(3660);
        assertThat(problems()).isEmpty();
        grace = Duration.ofDays(3661);
        assertThat(problems()).hasSize(1);
        grace = Duration.ZERO;
        assertThat(problems()).isEmpty();
    }

    @Test
    void fewestRequiredBeatsShortest() {
        transitions.clear();
        transitions.put(CREATED, required("A", Lifecycle.NONE));
        transitions.put(SIGNED, required("S", "A"));
        transitions.put(UNDER_REVIEW, optional("B", "A"));
        transitions.put(APPROVED, optional("S", "B"));
        transitions.put(DISBURSED, required("D", "S"));
        assertThat(chain(CREATED, DISBURSED)).containsExactly(UNDER_REVIEW, APPROVED);
    }

    @Test
    void amongEquallyRequiredTheShortestWins() {
        transitions.clear();
        transitions.put(CREATED, required("A", Lifecycle.NONE));
        transitions.put(UNDER_REVIEW, optional("B", "A"));
        transitions.put(APPROVED, optional("S", "B"));
        transitions.put(SIGNED, optional("S", "A"));
        // a way that leads nowhere, so that the ways are not tried in the file's order by chance
        transitions.put(CANCELED, optional("Z", "A"));
        transitions.put(DISBURSED, required("D", "S"));
        assertThat(chain(CREATED, DISBURSED)).containsExactly(SIGNED);
    }

    @Test
    void amongEquallyLongTheLowestRanksWin() {
        transitions.clear();
        transitions.put(SIGNED, required("S", "A"));
        transitions.put(CREATED, required("A", Lifecycle.NONE));
        transitions.put(APPROVED, required("S", "A"));
        transitions.put(DISBURSED, required("D", "S"));
        assertThat(chain(CREATED, DISBURSED)).as("SIGNED stands above APPROVED").containsExactly(SIGNED);
        transitions.clear();
        transitions.put(CREATED, required("A", Lifecycle.NONE));
        transitions.put(CANCELED, required("Z", "A"));
        transitions.put(SIGNED, required("P1", "A"));
        transitions.put(APPROVED, required("P2", "A"));
        transitions.put(DISBURSED, required("D", "P1", "P2"));
        assertThat(chain(CREATED, DISBURSED))
                .as("beside a way that leads nowhere")
                .containsExactly(SIGNED);
        // the first event decides before the second
        transitions.clear();
        transitions.put(CREATED, required("A", Lifecycle.NONE));
        transitions.put(SIGNED, required("Q", "P2"));
        transitions.put(UNDER_REVIEW, required("P1", "A"));
        transitions.put(APPROVED, required("P2", "A"));
        transitions.put(CANCELED, required("Q", "P1"));
        transitions.put(DISBURSED, required("D", "Q"));
        assertThat(chain(CREATED, DISBURSED)).containsExactly(UNDER_REVIEW, CANCELED);
    }

    private List<EventType> chain(EventType first, EventType then) {
        terminal.clear();
        deadlines.clear();
        Instant day = Instant.parse("2026-11-20T10:00:00Z");
        var events = List.of(
                Telling.of("L", "e1", first, day, Facts.NONE).toEvent(),
                Telling.of("L", "e2", then, day.plusSeconds(1), Facts.NONE).toEvent());
        Fold.Folded folded = Fold.fold("base39", "L", events, lifecycle(), day.plusSeconds(2));
        assertThat(folded.steps().get(1).outcome()).isEqualTo(Step.Outcome.APPLIED_AFTER_GAP);
        return folded.steps().get(1).inferred();
    }

    private Lifecycle lifecycle() {
        return new Lifecycle(name, version, transitions, terminal, deadlines, grace);
    }

    private List<String> problems() {
        return Lifecycle.problems(name, version, transitions, terminal, deadlines, grace).stream()
                .map(Lifecycle.Problem::toString)
                .toList();
    }

    private static Transition required(String to, String... from) {
        return new Transition(new LinkedHashSet<>(List.of(from)), to, false);
    }

    private static Transition optional(String to, String... from) {
        return new Transition(new LinkedHashSet<>(List.of(from)), to, true);
    }
}
