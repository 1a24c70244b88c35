package dev.lastro.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.loan.EventType;
import dev.lastro.loan.Facts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the language can say beside what the built-in providers need of it. */
class MappingLanguageTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    private Path jobs;

    /** A status before is held against what came before it only where a delivery of that status is surely an event. */
    @Test
    void wordsAreAnEventWhereTheyAreOneWhateverElseIsSaid() throws IOException {
        Provider provider = provider("rules:\n" + """
                - {type: t, status: either, where: {at: /x, is: "1"}, event: CREATED}
                - {type: t, status: either, event: SIGNED}
                - {type: t, status: sometimes, where: {at: /x, is: "1"}, event: CREATED}
                - {type: t, status: sometimes, event: not-a-loan-event}
                - {type: t, status: mostly, where: {at: /x, is: "1"}, event: not-a-loan-event}
                - {type: t, status: mostly, event: CREATED}
                - {type: t, status: perhaps, where: {at: /x, is: "1"}, event: CREATED}
                - {type: t, status: never, event: not-a-loan-event}
                """.indent(4));
        assertThat(List.of("either", "sometimes", "mostly", "perhaps", "never", "unheard").stream()
                        .filter(status -> provider.isEvent("t", status)))
                .containsExactly("either");
        assertThat(provider.isEvent("u", "either")).isFalse();
    }

    @Test
    void amountsInCents() throws IOException {
        Provider provider = provider("amounts: cents\n  facts: {paid-amount: /paid, installments: /count}");
        assertThat(facts(provider, "'paid':150000,'count':12").paidAmount()).isEqualTo("1500");
        assertThat(facts(provider, "'paid':150000,'count':12").installments()).isEqualTo(12);
        assertThat(facts(provider, "'paid':'-5'").paidAmount()).isEqualTo("-0.05");
        assertThat(facts(provider, "'paid':12345").paidAmount()).isEqualTo("123.45");
        assertThat(facts(provider, "'paid':123.5").paidAmount())
                .as("half a cent")
                .isNull();
    }

    @Test
    void amountsWithACommaForThePoint() throws IOException {
        Provider provider = provider("amounts: decimal-comma\n  facts: {paid-amount: /paid}");
        assertThat(facts(provider, "'paid':'1.234.567,80'").paidAmount()).isEqualTo("1234567.8");
        assertThat(facts(provider, "'paid':'1500,00'").paidAmount()).isEqualTo("1500");
        assertThat(facts(provider, "'paid':'-0,5'").paidAmount()).isEqualTo("-0.5");
        assertThat(facts(provider, "'paid':1500").paidAmount()).isEqualTo("1500");
        for (String none : new String[] {"1,234.56", "12.34", "1.2345,6", "1,", ",5", "R$ 5", "1..234"}) {
            assertThat(facts(provider, "'paid':'" + none + "'").paidAmount())
                    .as(none)
                    .isNull();
        }
    }

    @Test
    void aSumIsOfAllItemsOrOfNone() throws IOException {
        Provider provider = provider("facts: {fine-amount: {at: [/no, /parts], sum: [./fine, ./f/x]}}");
        assertThat(facts(provider, "'parts':[{'fine':1.10},{'fine':'2.90'},{'f':{'x':0}}]")
                        .fineAmount())
                .isEqualTo("4");
        assertThat(facts(provider, "'parts':[{'fine':1.10},{'fine':null}]").fineAmount())
                .isNull();
        assertThat(facts(provider, "'parts':[{'fine':1.10},7]").fineAmount()).isNull();
        assertThat(facts(provider, "'parts':[]").fineAmount()).isNull();
        assertThat(facts(provider, "'parts':{'fine':1}").fineAmount()).isNull();
        assertThat(facts(provider, "'no':1,'parts':[{'fine':1}]").fineAmount())
                .as("the first that is there counts")
                .isNull();
    }

    @Test
    void aScheduleIsTheSameInWhateverOrderItIsListed() throws IOException {
        Provider provider = provider("facts: {schedule: {at: /all, number: ./n, due-date: ./d, amount: ./a}}");
        assertThat(schedule(
                        provider, "{'n':2,'d':'2026-12-10T00:00:00','a':'10.50'},{'n':1,'a':10.5},{'n':3,'d':'soon'}"))
                .isEqualTo("1 null 10.5 null; 2 2026-12-10 10.5 null; 3 null null null")
                .isEqualTo(schedule(
                        provider,
                        "{'n':3},{'a':10.500,'n':'1'},{'a':10.5,'n':2,'d':'2026-12-10'},{'n':1,'a':10.5,'more':[1]}"));
    }

    @Test
    void whatCannotBeToldApartIsNoSchedule() throws IOException {
        Provider provider = provider("facts: {schedule: {at: /all, number: ./n, amount: ./a}}");
        for (String none : new String[] {
            "",
            "{'n':1},{'a':5}",
            "{'n':1,'a':5},{'n':1,'a':6}",
            "{'n':-1}",
            "{'n':1.5}",
            "{'n':10000}",
            "null",
            "[]",
            "1"
        }) {
            assertThat(schedule(provider, none)).as(none).isNull();
        }
        String many = IntStream.rangeClosed(1, StrictJson.ITEMS_MAX)
                .mapToObj(number -> "{'n':" + number + "}")
                .collect(Collectors.joining(","));
        assertThat(facts(provider, "'all':[" + many + "]").schedule()).hasSize(StrictJson.ITEMS_MAX);
        assertThat(schedule(provider, many + ",{'n':9999}"))
                .as("nobody has as many")
                .isNull();
    }

    @Test
    void withoutNumbersThePlaceInTheListIsTheNumber() throws IOException {
        Provider provider = provider("base: /data\n  facts: {schedule: {at: ./all, due-date: ./d, principal: ./p/q}}");
        assertThat(MappingTest.schedule(
                        facts(provider, "'data':{'all':[{'d':'2026-12-10','p':{'q':7}},{'d':'2027-01-10'}]}")
                                .schedule()))
                .isEqualTo("1 2026-12-10 null 7; 2 2027-01-10 null null");
    }

    @Test
    void aRulesOwnScheduleTakesThePlaceOfTheOneForAll() throws IOException {
        Provider provider = provider("""
                facts: {schedule: {at: /all, number: ./n}, fine-amount: {at: /all, sum: ./n}}
                  rules:
                    - {type: a, where: {at: /kind, is: own}, event: SIGNED, facts: {schedule: {at: /own, number: ./n}, fine-amount: /fine}}
                    - {type: a, event: CREATED}
                """);
        Facts own = facts(provider, "'kind':'own','own':[{'n':7}],'all':[{'n':1}],'fine':5");
        assertThat(MappingTest.schedule(own.schedule())).isEqualTo("7 null null null");
        assertThat(own.fineAmount()).isEqualTo("5");
        Facts all = facts(provider, "'own':[{'n':7}],'all':[{'n':1}],'fine':5");
        assertThat(MappingTest.schedule(all.schedule())).isEqualTo("1 null null null");
        assertThat(all.fineAmount()).isEqualTo("1");
    }

    @Test
    void theFirstRuleWhoseConditionsAllHoldCounts() throws IOException {
        Provider provider = provider("""
                rules:
                    - {type: a, where: [{at: [/why, /reason], is: [fraud, error*]}, {at: /by, is: "*"}], event: DECLINED}
                    - {type: a, where: {at: /why, trim: true, is: late}, event: EXPIRED}
                    - {type: a, event: CANCELED}
                """);
        assertThat(event(provider, "'why':'fraud','by':'x'").event()).isEqualTo(EventType.DECLINED);
        assertThat(event(provider, "'reason':'error 7','by':1").event()).isEqualTo(EventType.DECLINED);
        assertThat(event(provider, "'why':'fraud'").event()).isEqualTo(EventType.CANCELED);
        assertThat(event(provider, "'why':'fraud','by':{}").event()).isEqualTo(EventType.CANCELED);
        assertThat(event(provider, "'why':' late ','by':'x'").event()).isEqualTo(EventType.EXPIRED);
        assertThat(event(provider, "'why':null,'by':'x'").event()).isEqualTo(EventType.CANCELED);
    }

    @Test
    void theFirstFormatThatCanBeReadCounts() throws IOException {
        Provider provider =
                provider("occurred-at: {at: /at, format: ['dd/MM/uuuu HH:mm:ss', iso-8601], zone: America/Sao_Paulo}");
        assertThat(event(provider, "'at':'20/11/2026 07:00:00'").occurredAt()).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(event(provider, "'at':'2026-11-20T07:00:00'").occurredAt()).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(event(provider, "'at':'2026-11-20T07:00:00Z'").occurredAt()).isEqualTo("2026-11-20T07:00:00Z");
        assertThat(provider.map(body("'at':'20.11.2026'"), RECEIVED)).isInstanceOf(Mapped.Quarantined.class);
    }

    private static @Nullable String schedule(Provider provider, String items) {
        return MappingTest.schedule(facts(provider, "'all':[" + items + "]").schedule());
    }

    private static Facts facts(Provider provider, String members) {
        return event(provider, members).facts();
    }

    private static Mapped.Event event(Provider provider, String members) {
        Mapped mapped = provider.map(body(members), RECEIVED);
        assertThat(mapped).as(members).isInstanceOf(Mapped.Event.class);
        return (Mapped.Event) mapped;
    }

    private static byte[] body(String members) {
        return ("{'type':'a','id':'l'," + members + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    /** @param more keys of {@code event:}, indented by two */
    private Provider provider(String more) throws IOException {
        Files.createDirectories(jobs.resolve("providers"));
        Files.writeString(
                jobs.resolve("providers/p.yaml"),
                "provider: p\nlifecycle: base39-loan\nchecks: [none: {because: a test}]\nevent:\n"
                        + "  type: /type\n  loan-id: /id\n"
                        + (more.contains("occurred-at") ? "" : "  occurred-at: {at: /at, otherwise: received-at}\n")
                        + (more.contains("rules:") ? "" : "  rules: [{type: a, event: CREATED}]\n")
                        + "  " + more + "\n");
        return Objects.requireNonNull(Definitions.load(jobs).providers().get("p"));
    }
}
