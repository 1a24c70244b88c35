package dev.lastro.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.FindingCode;
import dev.lastro.report.NightFacts.Dear;
import dev.lastro.report.NightFacts.Exposure;
import dev.lastro.report.NightFacts.Outage;
import dev.lastro.report.NightFacts.Standing;
import dev.lastro.report.NightFacts.State;
import dev.lastro.report.NightFacts.Task;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NightPageTest {

    private static final LocalDate DATE = LocalDate.parse("2026-11-21");

    @Test
    void theSameFactsGiveTheSameBytesWhateverTheMachinesCountryIs() {
        var before = Locale.getDefault();
        var zone = TimeZone.getDefault();
        var expected = page().html();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            assertThat(page().html()).isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void itAsksForNothingAndRunsNothing() {
        var html = page().html();

        assertThat(html).doesNotContain("<script", "<link", "<img", "@import", "javascript:", "src=");
        // names of XML dialects are no requests
        assertThat(Pattern.compile("https?://[^\"]*").matcher(html).results().map(each -> each.group()))
                .allMatch(each -> each.startsWith("http://www.w3.org/"));
        assertThat(html).contains("content=\"default-src 'none'; style-src 'unsafe-inline'\"");
    }

    @Test
    void noTwoElementsShareAnId() {
        var ids = Pattern.compile("\\sid=\"([^\"]*)\"")
                .matcher(page().html())
                .results()
                .map(each -> each.group(1))
                .toList();

        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void eachPictureIsWellFormedAndSaysWhatItShows() throws Exception {
        var pictures = Pattern.compile("<svg.*?</svg\\s*>", Pattern.DOTALL)
                .matcher(page().html())
                .results()
                .map(each -> each.group())
                .toList();

        assertThat(pictures).hasSize(5);
        for (var picture : pictures) {
            var root = DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(picture.getBytes(StandardCharsets.UTF_8)))
                    .getDocumentElement();
            assertThat(root.getAttribute("role")).isEqualTo("img");
            assertThat(root.getElementsByTagName("title").item(0).getTextContent())
                    .isNotBlank();
            assertThat(root.getElementsByTagName("desc").item(0).getTextContent())
                    .contains("tabela");
            assertThat(root.getAttribute("aria-labelledby"))
                    .contains(((org.w3c.dom.Element)
                                    root.getElementsByTagName("title").item(0))
                            .getAttribute("id"));
        }
    }

    @Test
    void whatAStrangerWroteIsText() {
        var html = page().html();

        assertThat(html).contains("loan&lt;b&gt;1&lt;/b&gt;").doesNotContain("loan<b>");
        assertThat(html).contains("ZOMBIE&amp;CO").doesNotContain("&lt;span", "&amp;lt;");
    }

    @Test
    void aSuspectedOutageIsMarkedFromItsBeginningToItsEnd() {
        var html = page().html();

        assertThat(html).contains("Queda provável (base39): Peça o reenvio.", "Ask for it again.");
        assertThat(hoursMarked(html)).containsExactly("12", "13", "14");
        // the shade of the marks
        assertThat(html).contains("rgb(243,208,203)");
    }

    private static List<String> hoursMarked(String html) {
        return Pattern.compile("<td>21/11/2026 (\\d\\d):00</td><td class=\"n\">\\d+ \\*</td><td class=\"n\">\\d+</td>")
                .matcher(html)
                .results()
                .map(each -> each.group(1))
                .toList();
    }

    @Test
    void anOutageOfAnEarlierDayMarksNoHourOfThisOne() {
        var html = page(outage("2026-11-16T15:59:00Z", "2026-11-16T17:59:59Z")).html();

        assertThat(html).contains("Queda provável (base39): Peça o reenvio.").doesNotContain("Sombreadas", " *</td>");
    }

    @Test
    void aSilenceIsMarkedUntilTheNextDelivery() {
        assertThat(hoursMarked(page(outage("2026-11-21T16:00:00Z", null)).html()))
                .containsExactly("13", "14");
    }

    @Test
    void whatCameAndWentIsAddedUpWithoutWhatIsOnlyInformation() {
        assertThat(page().html())
                .contains("26 / 10")
                .contains("<td class=\"n\">230</td><td class=\"n\">26</td><td class=\"n\">10</td><td class=\"n\">1</td>"
                        + "<td class=\"n\">245</td><td class=\"n\">R$ 1.001,50</td><td class=\"n\">R$ 1.002,50</td>")
                .contains(
                        "<td class=\"n\">5.890</td><td class=\"n\">11</td><td class=\"n\">0</td><td class=\"n\">0</td>"
                                + "<td class=\"n\">5.901</td><td class=\"n\"></td><td class=\"n\"></td>");
    }

    @Test
    void whatIsOnlyInformationIsSaidApart() {
        var html = page().html();

        assertThat(html)
                .contains("<dd>254</dd><dd class=\"note\">e 5.901 só informativas</dd>")
                .contains("<tr class=\"all\"><td>A tratar <span class=\"en\" lang=\"en\">To act on</span></td><td></td>"
                        + "<td class=\"n\">43</td><td class=\"n\">66</td><td class=\"n\">112</td><td class=\"n\">20</td>"
                        + "<td class=\"n\">9</td><td class=\"n\">4</td><td class=\"n\">254</td></tr>");
        // 5,901 of them would leave the other bars no room: the longest is of 165
        var picture =
                html.substring(html.indexOf("id=\"pendencias-desc\""), html.lastIndexOf("Pendências a tratar por"));
        assertThat(picture).contains(">160<").doesNotContain(".000<");
    }

    /** Nothing told is not nothing. */
    @Test
    void anAmountThatNobodyHasToldIsADash() {
        assertThat(page().html())
                .contains("R$ 1.234.567,89", "240 empréstimos; de 12 não se sabe o valor")
                .contains("<td class=\"n\">3</td><td class=\"n\">3</td><td class=\"n\">—</td>");
    }

    /** A font of other measures may not write labels over bars. */
    @Test
    void eachTextOfAPictureIsAsWideAsItWasMeasured() {
        var texts =
                Pattern.compile("<text[^>]*>").matcher(page().html()).results().map(each -> each.group());

        assertThat(texts)
                .isNotEmpty()
                .allMatch(each -> each.contains("textLength=\"") && each.contains("spacingAndGlyphs"));
    }

    @Test
    void everyCodeHasItsWords() {
        for (var code : FindingCode.values()) {
            assertThat(FindingWords.knows(code.name())).as(code.name()).isTrue();
        }
    }

    @Test
    void aNightWithoutAnythingIsAPageToo() {
        var html = new NightPage(
                        manifest(new ControlTotals.Builder().build()),
                        new NightFacts(
                                List.of(), List.of(), new Exposure("", 0, null, 0), List.of(), List.of(), List.of()),
                        new NightWindow(),
                        new NightMovement(List.of(), List.of()))
                .html();

        assertThat(html).contains("Nada a fazer.", "Nothing to do.").endsWith("</html>\n");
    }

    /** {@code -Dpage.write=FILE}: to look at. */
    @Test
    void itCanBeLookedAt() throws Exception {
        var file = System.getProperty("page.write");
        if (file != null) {
            Files.writeString(Path.of(file), page().html());
        }
        assertThat(page().html()).contains("R$ 1.234.567,89", "21/11/2026");
    }

    static NightPage page() {
        return page(outage("2026-11-21T15:59:00Z", "2026-11-21T17:59:59Z"));
    }

    private static Outage outage(String from, @Nullable String until) {
        return new Outage(
                "base39",
                "OUTAGE_SUSPECTED",
                Instant.parse(from),
                until == null ? null : Instant.parse(until),
                "Peça o reenvio.",
                "Ask for it again.");
    }

    private static NightPage page(Outage outage) {
        var totals = new ControlTotals.Builder();
        for (var provider : List.of("base39", "openco")) {
            totals.count(ControlTotals.DELIVERIES, provider, 1_000);
            totals.count("EVENT", provider, 900);
            totals.count("DUPLICATE", provider, 90);
            totals.count("UNKNOWN", provider, 10);
        }
        return new NightPage(manifest(totals.build()), facts(outage), window(), movement());
    }

    private static NightMovement movement() {
        return new NightMovement(
                List.of(
                        new String[] {"2026-11-21", "LATE_DELIVERY", "info", "5890", "11", "0", "0", "5901"},
                        new String[] {"2026-11-21", "MISSING_STEP", "high", "150", "20", "7", "1", "162"},
                        new String[] {"2026-11-21", "OVERDUE_STEP", "high", "80", "6", "3", "0", "83"}),
                List.of(
                        new String[] {"2026-11-21", "LATE_DELIVERY", "info", "9000", "1", "0", "0", "0", "9001"},
                        new String[] {"2026-11-21", "MISSING_STEP", "high", "1000.50", "1", "1", "0", "0", "1000.50"},
                        new String[] {"2026-11-21", "OVERDUE_STEP", "high", "1", "1", "0", "0", "0", "2.00"}));
    }

    private static Manifest manifest(ControlTotals totals) {
        var byMeasure = new TreeMap<String, java.util.SortedMap<String, String>>();
        totals.values()
                .forEach((key, value) -> byMeasure
                        .computeIfAbsent(key.measure(), measure -> new TreeMap<>())
                        .put(key.provider(), value));
        return new Manifest(
                "lastro-manifest/1",
                DATE,
                2,
                List.of(
                        new Manifest.Checkpoint("import", 20, null),
                        new Manifest.Checkpoint(
                                "main",
                                1_980,
                                "lastro/main\n1980\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— lastro/main+ff Az3grl\n")),
                "2026-11-20/r1",
                "00ff".repeat(16),
                new Manifest.Program("lastro", "1.0"),
                new TreeMap<>(Map.of("providers/base39.yaml", "11ee".repeat(16))),
                new TreeMap<>(Map.of("date", "2026-11-21", "because", "CPF 123.456.789-09")),
                totals.equations(),
                byMeasure,
                List.of(new Manifest.File("machine/loans.csv", 12_345, Map.of(), "22dd".repeat(16))));
    }

    private static NightFacts facts(Outage outage) {
        return new NightFacts(
                List.of(
                        state("base39", "CREATED", 412, "0", 31),
                        state("base39", "DISBURSED", 8_120, "1234567.89", 55),
                        state("base39", "SETTLED", 1_034, "98765.4", 0),
                        state("base39", "CANCELED", 77, "0", 0),
                        state("openco", "AWAITING_SIGNATURE", 230, "0", 0),
                        state("openco", "DISBURSED", 2_011, "765432.10", 12),
                        state("openco", "OVERDUE", 301, "54321", 0),
                        state("openco", "ZOMBIE&CO", 1, "0", 0)),
                List.of(
                        new Standing("DOUBLE_DISBURSEMENT", "CRITICAL", Age.TODAY, 2),
                        new Standing("MISSING_STEP", "CRITICAL", Age.TWO_DAYS, 3),
                        new Standing("MISSING_STEP", "HIGH", Age.TODAY, 41),
                        new Standing("MISSING_STEP", "HIGH", Age.WEEK, 112),
                        new Standing("MISSING_STEP", "HIGH", Age.OLDER, 9),
                        new Standing("OVERDUE_STEP", "HIGH", Age.TWO_DAYS, 63),
                        new Standing("OVERDUE_STEP", "HIGH", Age.MONTH, 20),
                        new Standing("UNKNOWN_TYPE", "MEDIUM", Age.UNKNOWN, 4),
                        new Standing("LATE_DELIVERY", "INFO", Age.MONTH, 5_901)),
                new Exposure("", 240, new BigDecimal("1234567.89"), 12),
                List.of(
                        new Exposure("DOUBLE_DISBURSEMENT", 2, new BigDecimal("40000"), 0),
                        new Exposure("MISSING_STEP", 160, new BigDecimal("900000.5"), 9),
                        new Exposure("OVERDUE_STEP", 83, new BigDecimal("410000"), 0),
                        new Exposure("SEQUENCE_BREAK", 3, null, 3)),
                List.of(
                        task(
                                "openco",
                                "DOUBLE_DISBURSEMENT",
                                "CRITICAL",
                                null,
                                new Dear("a81bc81b-dead-4e5d-abff-90865d1e13b1", null, null)),
                        task(
                                "base39",
                                "MISSING_STEP",
                                "HIGH",
                                "DISBURSEMENT_REQUESTED",
                                new Dear("loan<b>1</b>", "CCB<1>", BigDecimal.TEN),
                                new Dear("loan_2", null, BigDecimal.ONE)),
                        task("base39", "UNKNOWN_TYPE", "MEDIUM", null)),
                List.of(outage));
    }

    private static State state(String provider, String state, long loans, String disbursed, long today) {
        return new State(
                provider,
                state,
                loans,
                new BigDecimal("1000.5").multiply(BigDecimal.valueOf(loans)),
                new BigDecimal(disbursed),
                BigDecimal.TEN,
                today,
                today / 2,
                today / 3,
                BigDecimal.valueOf(today * 1_000),
                1);
    }

    private static Task task(String provider, String code, String severity, @Nullable String expected, Dear... loans) {
        return new Task(
                provider,
                code,
                severity,
                expected,
                41,
                loans.length == 0 ? 0 : 40,
                new BigDecimal("900000.50"),
                LocalDate.parse("2026-11-18"),
                List.of(loans));
    }

    private static NightWindow window() {
        var window = new NightWindow();
        var start = Instant.parse("2026-11-21T05:00:00Z");
        for (var i = 0; i < 900; i++) {
            var at = start.plusSeconds(i * 97L);
            // nothing between 13:00 and 15:00 in São Paulo
            if (at.isAfter(Instant.parse("2026-11-21T16:00:00Z"))
                    && at.isBefore(Instant.parse("2026-11-21T18:00:00Z"))) {
                continue;
            }
            var late = i % 50 == 0 ? 300_000L : i % 7 == 0 ? 5_000 : i % 90 == 1 ? -400 : 20;
            window.add(row(i, i % 3 == 0 ? "openco" : "base39", at.minusSeconds(late), at));
        }
        return window;
    }

    private static Trail.Row row(long position, String provider, Instant occurredAt, Instant receivedAt) {
        return new Trail.Row(
                "main",
                position,
                provider,
                "evt",
                "loan.created",
                null,
                "CREATED",
                "loan",
                occurredAt,
                receivedAt,
                new byte[32],
                position % 11 == 0 ? DeliveryClass.DUPLICATE : DeliveryClass.EVENT,
                null,
                new byte[32]);
    }
}
