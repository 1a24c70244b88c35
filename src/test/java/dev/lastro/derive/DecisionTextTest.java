package dev.lastro.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.loan.Decision;
import dev.lastro.loan.Decision.About;
import dev.lastro.loan.Decision.Kind;
import dev.lastro.loan.FindingKey;
import dev.lastro.loan.Place;
import dev.lastro.log.LogRow;
import dev.lastro.provider.Definitions;
import dev.lastro.provider.Mapped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTextTest {

    private static final Instant AT = Instant.parse("2026-11-22T12:00:00.123456Z");
    private static final FindingKey FINDING = new FindingKey("base39", "loan_1", "0123456789abcdef");

    private static final String WAIVED = """
            {"at":"2026-11-22T12:00:00.123456Z","because":"agreed","by":"ana","entered_by":"root",\
            "findings":[{"finding_id":"0123456789abcdef","loan_id":"loan_1","provider":"base39"}],\
            "type":"finding.waived/1"}""";

    private static Decision waived(String because, String loanId) {
        return new Decision(
                Kind.WAIVED,
                List.of(new About(new FindingKey("base39", loanId, FINDING.id()), null)),
                "ana",
                "root",
                AT,
                because,
                null);
    }

    @Test
    void isWrittenToTheByte() {
        assertThat(DecisionText.write(waived("agreed", "loan_1")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(WAIVED);
        assertThat(DecisionText.read(bytes(WAIVED))).isEqualTo(waived("agreed", "loan_1"));
    }

    @Test
    void findingsAreSorted() {
        var about = new ArrayList<About>();
        for (var i = 9; i >= 0; i--) {
            about.add(new About(
                    new FindingKey(i % 2 == 0 ? "openco" : "base39", i < 3 ? "" : "l" + i, "000000000000000" + i),
                    new Place("decisions", i)));
        }
        var decision = new Decision(Kind.WAIVER_APPROVED, about, "bia", "bia", AT, "", null);
        assertThat(decision.about()).isSortedAccordingTo((a, b) -> a.finding().compareTo(b.finding()));
        assertThat(DecisionText.read(DecisionText.write(decision))).isEqualTo(decision);
        assertThat(new String(DecisionText.write(decision), StandardCharsets.UTF_8))
                .startsWith(
                        "{\"at\":\"2026-11-22T12:00:00.123456Z\",\"by\":\"bia\",\"entered_by\":\"bia\",\"findings\":[{"
                                + "\"finding_id\":\"0000000000000001\",\"loan_id\":\"\",\"provider\":\"base39\",\"waiver\":\"decisions/1\"}");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindComesBack(Kind kind) {
        var decision = new Decision(
                kind,
                List.of(new About(FINDING, kind == Kind.WAIVER_APPROVED ? new Place("decisions", 7) : null)),
                "ana",
                "ana",
                AT,
                "so",
                kind == Kind.ASSIGNED ? "bia" : null);
        var body = DecisionText.write(decision);
        assertThat(DecisionText.read(body)).isEqualTo(decision);
        assertThat(DecisionText.typeOf(body)).isEqualTo(DecisionText.type(kind));
    }

    /** RFC 8785 escapes as few characters as JSON lets it: the quote, the backslash, and controls by their short names. */
    @Test
    void oddTextComesBackAndIsEscapedAsTheStandardSays() {
        var odd = "São \"João\" \\ /\t€ \uD83D\uDE00\u2028=1+1\n{\"by\":\"x\"}\u202Ee\u0301\uFEFF<\u00e9>";
        var body = DecisionText.write(waived(odd, "\u001b[31m\u007F\u0000\b" + odd));
        assertThat(DecisionText.read(body)).isEqualTo(waived(odd, "\u001b[31m\u007F\u0000\b" + odd));
        assertThat(new String(body, StandardCharsets.UTF_8))
                .contains("\"because\":\"São \\\"João\\\" \\\\ /\\t€ \uD83D\uDE00\u2028=1+1\\n{\\\"by\\\":\\\"x\\\"}")
                .contains("\"loan_id\":\"\\u001b[31m\u007F\\u0000\\bSão ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"finding.waived/1\"}",
                "{\"type\":\"finding.waived/2\"}",
                "{\"type\":\"finding.\"}",
            })
    void whatOnlySaysThatItIsADecisionIsQuarantined(String body) {
        assertThat(DecisionText.typeOf(bytes(body))).startsWith("finding.");
        assertThat(DecisionText.find(bytes(body))).isNull();
        assertThat(map(body))
                .isInstanceOfSatisfying(
                        Mapped.Quarantined.class, it -> assertThat(it.reason()).startsWith("no decision: "));
    }

    @Test
    void thereIsOneWayToWriteADecision() {
        for (var other : List.of(
                WAIVED.replace("\"by\"", " \"by\""),
                WAIVED + "\n",
                WAIVED.replace("agreed", "\\u0061greed"),
                WAIVED.replace(".123456Z", ".123456000Z"),
                WAIVED.replace("\"by\":\"ana\",\"entered_by\":\"root\"", "\"entered_by\":\"root\",\"by\":\"ana\""),
                WAIVED.replace("\"type\"", "\"to\":\"x\",\"type\""),
                WAIVED.replace("\"type\"", "\"more\":1,\"type\""),
                WAIVED.replace("base39", "Base 39"),
                WAIVED.replace("0123456789abcdef", "0123456789ABCDEF"),
                WAIVED.replace("\"because\":\"agreed\",", ""),
                WAIVED.replace("/1\"", "/2\""))) {
            assertThat(other).isNotEqualTo(WAIVED);
            assertThatThrownBy(() -> DecisionText.read(bytes(other)))
                    .as(other)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("no decision: ");
        }
        assertThatThrownBy(() -> DecisionText.read(bytes(WAIVED.replace("/1\"", "/2\""))))
                .hasMessageContaining("finding.waived/2, which this version does not know");
    }

    @Test
    void decisionsAreAboutNoLoansCourseAndOtherActsStayWhatTheyWere() {
        assertThat(map(WAIVED)).isEqualTo(new Mapped.NotLoan(null, "finding.waived/1", null));
        assertThat(map("{\"act\":\"erasure\"}")).isEqualTo(new Mapped.NotLoan(null, "erasure", null));
        assertThat(map("no JSON")).isEqualTo(new Mapped.NotLoan(null, "", null));
    }

    private static Mapped map(String body) {
        var salt = new byte[16];
        salt[0] = 1;
        return new DeliveryReader(Definitions.load(null))
                .map(new LogRow("decisions", 0, AT, "lastro", salt, bytes(body)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
