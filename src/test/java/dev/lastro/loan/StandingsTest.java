package dev.lastro.loan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.loan.Decision.About;
import dev.lastro.loan.Decision.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandingsTest {

    private static final FindingKey FINDING = new FindingKey("base39", "loan_1", "0123456789abcdef");

    private static final List<Kind> KINDS = List.of(Kind.values());

    private final Standings standings = new Standings();
    private long next;

    private Place decide(Kind kind, String by) {
        return decide(kind, by, null);
    }

    private Place decide(Kind kind, String by, @Nullable Place waiver) {
        var place = new Place("decisions", next++);
        standings.add(place, decision(kind, by, List.of(new About(FINDING, waiver))));
        return place;
    }

    private static Decision decision(Kind kind, String by, List<About> about) {
        return new Decision(
                kind,
                about,
                by,
                "system",
                Instant.parse("2026-11-22T12:00:00Z"),
                kind.needsBecause() ? "said so" : "",
                kind == Kind.ASSIGNED ? "dora" : null);
    }

    private FindingStatus status() {
        return standings.of(FINDING).status();
    }

    @Test
    void whatNobodyDecidedOfIsOpen() {
        assertThat(status()).isEqualTo(FindingStatus.OPEN);
        assertThat(standings.all()).isEmpty();
    }

    @Test
    void acknowledgedTwiceIsAcknowledgedByTheFirst() {
        var first = decide(Kind.ACKNOWLEDGED, "ana");
        decide(Kind.ACKNOWLEDGED, "bia");
        assertThat(status()).isEqualTo(FindingStatus.ACKNOWLEDGED);
        assertThat(standings.of(FINDING).by())
                .isNotNull()
                .extracting(Standing.Placed::place)
                .isEqualTo(first);
    }

    @Test
    void aWaiverThatIsOnlyAskedForChangesNothing() {
        decide(Kind.WAIVED, "ana");
        assertThat(status()).isEqualTo(FindingStatus.OPEN);
        assertThat(standings.of(FINDING).asked()).hasSize(1);
        decide(Kind.ACKNOWLEDGED, "ana");
        assertThat(status()).isEqualTo(FindingStatus.ACKNOWLEDGED);
        assertThat(standings.of(FINDING).asked()).hasSize(1);
    }

    @Test
    void nobodyApprovesTheirOwn() {
        var asked = decide(Kind.WAIVED, "ana");
        decide(Kind.WAIVER_APPROVED, "ana", asked);
        decide(Kind.WAIVER_APPROVED, "ANA", asked);
        assertThat(status()).isEqualTo(FindingStatus.OPEN);
        decide(Kind.WAIVER_APPROVED, "bia", asked);
        assertThat(status()).isEqualTo(FindingStatus.WAIVED);
        assertThat(standings.of(FINDING).asked()).isEmpty();
    }

    @Test
    void anApprovalIsOfTheWaiverThatItNames() {
        var first = decide(Kind.WAIVED, "ana");
        decide(Kind.REOPENED, "ana");
        decide(Kind.WAIVED, "ana");
        decide(Kind.WAIVER_APPROVED, "bia", first);
        assertThat(status()).as("bia has not seen what ana asks for now").isEqualTo(FindingStatus.OPEN);
        decide(Kind.WAIVER_APPROVED, "bia", new Place("decisions", 99));
        assertThat(status()).isEqualTo(FindingStatus.OPEN);
    }

    @Test
    void ofTwoThatAskEachMayApproveTheOthers() {
        var anas = decide(Kind.WAIVED, "ana");
        var bias = decide(Kind.WAIVED, "bia");
        decide(Kind.WAIVER_APPROVED, "ana", anas);
        assertThat(status()).isEqualTo(FindingStatus.OPEN);
        decide(Kind.WAIVER_APPROVED, "ana", bias);
        assertThat(status()).isEqualTo(FindingStatus.WAIVED);
    }

    @Test
    void refusedItCanNoLongerBeApproved() {
        decide(Kind.ACKNOWLEDGED, "ana");
        var asked = decide(Kind.WAIVED, "ana");
        decide(Kind.WAIVER_REFUSED, "bia");
        decide(Kind.WAIVER_APPROVED, "carla", asked);
        assertThat(status()).isEqualTo(FindingStatus.ACKNOWLEDGED);
    }

    @Test
    void reopenedItIsOpenAndDecidedAnew() {
        decide(Kind.WAIVER_APPROVED, "bia", decide(Kind.WAIVED, "ana"));
        decide(Kind.ACKNOWLEDGED, "ana");
        assertThat(status()).as("a waiver says more").isEqualTo(FindingStatus.WAIVED);
        decide(Kind.REOPENED, "carla");
        assertThat(status()).isEqualTo(FindingStatus.OPEN);
        assertThat(standings.of(FINDING).by()).isNull();
        decide(Kind.ACKNOWLEDGED, "ana");
        assertThat(status()).isEqualTo(FindingStatus.ACKNOWLEDGED);
    }

    @Test
    void commentsAndAssignmentsDecideNothing() {
        decide(Kind.ASSIGNED, "ana");
        decide(Kind.COMMENTED, "ana");
        assertThat(status()).isEqualTo(FindingStatus.OPEN);
        decide(Kind.WAIVER_APPROVED, "bia", decide(Kind.WAIVED, "ana"));
        decide(Kind.COMMENTED, "ana");
        decide(Kind.ASSIGNED, "ana");
        assertThat(status()).isEqualTo(FindingStatus.WAIVED);
        var standing = standings.of(FINDING);
        assertThat(standing.assigned()).isNotNull();
        assertThat(standing.commented()).isNotNull();
    }

    @Test
    void eachFindingOfADecisionStandsForItself() {
        var other = new FindingKey("base39", "loan_2", "0123456789abcde0");
        decide(Kind.REOPENED, "ana");
        standings.add(
                new Place("decisions", next++),
                decision(Kind.ACKNOWLEDGED, "ana", List.of(new About(other, null), new About(FINDING, null))));
        decide(Kind.REOPENED, "ana");
        assertThat(status()).isEqualTo(FindingStatus.OPEN);
        assertThat(standings.of(other).status()).isEqualTo(FindingStatus.ACKNOWLEDGED);
        assertThat(standings.of(new FindingKey("openco", "loan_2", "0123456789abcde0")))
                .as("an id alone is no finding")
                .isSameAs(Standing.NONE);
    }

    /** Against rules written down once more, of whole histories: what was last, and what came before it. */
    @Test
    void anySequenceIsAsThePlainRulesSay() {
        for (long seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            var history = new ArrayList<Standing.Placed>();
            var all = new Standings();
            for (int i = 0, count = random.nextInt(14); i < count; i++) {
                var kind = KINDS.get(random.nextInt(KINDS.size()));
                var waiver = new Place("decisions", random.nextInt(i + 2));
                var about = new About(FINDING, kind == Kind.WAIVER_APPROVED ? waiver : null);
                var placed = new Standing.Placed(
                        new Place("decisions", i),
                        decision(kind, List.of("ana", "Ana", "bia", "carla").get(random.nextInt(4)), List.of(about)));
                history.add(placed);
                all.add(placed.place(), placed.decision());
                assertThat(all.of(FINDING).status())
                        .as("seed %d after %s", seed, history)
                        .isEqualTo(plainly(history));
            }
        }
    }

    private static FindingStatus plainly(List<Standing.Placed> history) {
        int from = lastIndex(history, history.size(), Kind.REOPENED) + 1;
        for (int i = from; i < history.size(); i++) {
            if (isEffective(history, from, i)) {
                return FindingStatus.WAIVED;
            }
        }
        return lastIndex(history, history.size(), Kind.ACKNOWLEDGED) >= from
                ? FindingStatus.ACKNOWLEDGED
                : FindingStatus.OPEN;
    }

    /** Since it was last open: an approval by another of what was asked for and not refused in between. */
    private static boolean isEffective(List<Standing.Placed> history, int from, int approval) {
        var approved = history.get(approval).decision();
        if (approved.kind() != Kind.WAIVER_APPROVED) {
            return false;
        }
        var waiver = approved.about().getFirst().waiver();
        int asked = waiver == null ? -1 : Math.toIntExact(waiver.position());
        return asked >= from
                && asked < approval
                && history.get(asked).decision().kind() == Kind.WAIVED
                && lastIndex(history, approval, Kind.WAIVER_REFUSED) < asked
                && !history.get(asked).decision().by().equalsIgnoreCase(approved.by());
    }

    private static int lastIndex(List<Standing.Placed> history, int to, Kind kind) {
        for (int i = to - 1; i >= 0; i--) {
            if (history.get(i).decision().kind() == kind) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void whatNobodyCouldMeanIsNoDecision() {
        var one = List.of(new About(FINDING, null));
        assertThatThrownBy(() -> decision(Kind.ACKNOWLEDGED, "ana", List.of())).hasMessageContaining("not 0");
        assertThatThrownBy(() -> decision(Kind.ACKNOWLEDGED, "", one)).hasMessageContaining("by is nobody's name");
        assertThatThrownBy(() -> decision(Kind.ACKNOWLEDGED, " ana", one)).hasMessageContaining("' ana'");
        assertThatThrownBy(() -> decision(Kind.ACKNOWLEDGED, "a\nb", one)).hasMessageContaining("nobody's name");
        assertThatThrownBy(() -> decision(Kind.ACKNOWLEDGED, "a\u001bb", one)).hasMessageContaining("U+001B, at 1");
        assertThatThrownBy(() -> decision(Kind.ACKNOWLEDGED, "a\ud83d", one)).hasMessageContaining("U+D83D, at 1");
        assertThatThrownBy(() -> decision(Kind.WAIVER_APPROVED, "ana", one)).hasMessageContaining("names what");
        assertThatThrownBy(() -> decision(Kind.ACKNOWLEDGED, "ana", List.of(one.getFirst(), one.getFirst())))
                .hasMessageContaining("named twice");
        assertThatThrownBy(() -> new Decision(Kind.WAIVED, one, "ana", "ana", Instant.EPOCH, " ", null))
                .hasMessageContaining("because is blank");
        assertThatThrownBy(() -> new Decision(Kind.ASSIGNED, one, "ana", "ana", Instant.EPOCH, "", null))
                .hasMessageContaining("to whom");
        assertThatThrownBy(
                        () -> new Decision(Kind.COMMENTED, one, "ana", "ana", Instant.EPOCH, "x".repeat(1_001), null))
                .hasMessageContaining("1001 characters; at most 1000");
    }
}
