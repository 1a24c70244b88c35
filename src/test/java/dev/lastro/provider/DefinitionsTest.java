package dev.lastro.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.loan.EventType;
import dev.lastro.loan.Lifecycle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class DefinitionsTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-21T12:00:00Z");
    private static final Path SHIPPED = Path.of("jobs");

    @TempDir
    private Path jobs;

    @Test
    void withoutAFolderThereAreTheDefaults() {
        Definitions definitions = Definitions.load(null);
        assertThat(definitions.providers()).containsOnlyKeys("base39", "celcoin", "openco", "pismo", "qitech");
        assertThat(definitions.lifecycles())
                .containsOnlyKeys("base39-loan", "celcoin-loan", "openco-loan", "pismo-loan", "qitech-loan");
        assertThat(definitions.digests())
                .containsOnlyKeys(
                        "calendars/brazil-banks.yaml",
                        "lifecycles/base39-loan.yaml",
                        "lifecycles/celcoin-loan.yaml",
                        "lifecycles/openco-loan.yaml",
                        "lifecycles/pismo-loan.yaml",
                        "lifecycles/qitech-loan.yaml",
                        "providers/base39.yaml",
                        "providers/celcoin.yaml",
                        "providers/openco.yaml",
                        "providers/pismo.yaml",
                        "providers/qitech.yaml",
                        "rates/iof.yaml")
                .allSatisfy((_, digest) -> assertThat(digest).matches("[0-9a-f]{64}"));
        Provider base39 = provider(definitions, "base39");
        assertThat(base39.name()).isEqualTo("base39");
        assertThat(base39.lifecycle()).isEqualTo("base39-loan");
        assertThat(base39.bodyMaxBytes()).isEqualTo(1024 * 1024);
        assertThat(base39.rate()).isNull();
        assertThat(base39.types()).containsEntry(EventType.DISBURSED, List.of("loan.status_changed"));
        assertThat(base39.resend()).contains("/v1/events/resend?dataId={loan-id}&eventType={type}");
    }

    @Test
    void theShippedFolderIsTheDefaultsAndNothingIsWrongWithIt() {
        assertThat(Definitions.load(SHIPPED).digests())
                .isEqualTo(Definitions.load(null).digests());
        var checked = Definitions.check(SHIPPED, DefinitionsTest::usual);
        assertThat(checked.problems()).isEmpty();
        assertThat(checked.notes()).isEmpty();
    }

    @Test
    void theShippedFilesBeginAsTheDocumentationSays() throws IOException {
        assertThat(Files.readString(SHIPPED.resolve("providers/base39.yaml"))).startsWith("""
                provider: base39
                lifecycle: base39-loan
                checks:                      # all must pass
                  - header: {name: Authorization, secrets: ["${BASE39_WEBHOOK_SECRET}"]}""");
        assertThat(Files.readString(SHIPPED.resolve("providers/openco.yaml"))).startsWith("""
                provider: openco
                lifecycle: openco-loan
                checks:                      # all must pass
                  - allow-list: ["${OPENCO_ALLOW_LIST}"]""");
    }

    @Test
    void lifecyclesKeepTheOrderOfTheFile() {
        Lifecycle lifecycle =
                Objects.requireNonNull(Definitions.load(null).lifecycles().get("base39-loan"));
        assertThat(lifecycle.transitions().keySet())
                .containsExactly(
                        EventType.CREATED,
                        EventType.UNDER_REVIEW,
                        EventType.DISBURSEMENT_REQUESTED,
                        EventType.DISBURSEMENT_FAILED,
                        EventType.DISBURSED,
                        EventType.INSTALLMENT_PAID,
                        EventType.SETTLED,
                        EventType.CANCELED,
                        EventType.EXPIRED);
        assertThat(lifecycle.terminal()).containsExactly("SETTLED", "CANCELED", "EXPIRED");
        assertThat(lifecycle.deadlines().getFirst().within()).isEqualTo(Duration.ofDays(2));
        assertThat(lifecycle.grace()).isEqualTo(Duration.ofDays(2));
        assertThat(lifecycle.transitions())
                .containsEntry(
                        EventType.UNDER_REVIEW,
                        new Lifecycle.Transition(java.util.Set.of("CREATED", "UNDER_REVIEW"), "UNDER_REVIEW", true));
    }

    @Test
    void aFileInTheFolderReplacesTheDefaultOfItsNameAlone() throws IOException {
        String base39 = Files.readString(SHIPPED.resolve("providers/base39.yaml"));
        write(
                "providers/base39.yml",
                base39.replace("body-max: 1MB", "body-max: 2048\nrate: {per-second: 5, burst: 9}"));
        Definitions definitions = Definitions.load(jobs);
        assertThat(definitions.providers()).containsOnlyKeys("base39", "celcoin", "openco", "pismo", "qitech");
        assertThat(provider(definitions, "base39").bodyMaxBytes()).isEqualTo(2048);
        assertThat(provider(definitions, "base39").rate()).isEqualTo(new Provider.Rate(5, 9));
        assertThat(definitions.digests())
                .containsKeys("providers/base39.yml", "providers/openco.yaml", "lifecycles/base39-loan.yaml")
                .doesNotContainKey("providers/base39.yaml");
    }

    @Test
    void aNewProviderIsANewFile() throws IOException {
        write("lifecycles/short.yaml", """
                lifecycle: short
                version: 3
                transitions: {CREATED: {from: [NONE], to: OPEN}, SETTLED: {from: [OPEN], to: DONE}}
                terminal: [DONE]
                grace: PT36H
                """);
        write("providers/acme-bank.yaml", """
                provider: acme-bank
                lifecycle: short
                checks: [none: {because: "a test"}]
                event:
                  type: /kind
                  loan-id: [/loan~1id, /loans/0/id, "/"]
                  occurred-at: {at: /when, format: dd/MM/uuuu HH:mm, zone: America/Sao_Paulo}
                  rules: [{type: "*", event: CREATED, facts: {fees-amount: /fee, due-date: /due}}]
                """);
        Provider acme = provider(Definitions.load(jobs), "acme-bank");
        assertThat(
                        event(
                                acme,
                                "{'kind':'x','loans':[{'id':'l'},{'id':'m'}],'when':'21/11/2026 10:00','fee':1.50,'due':'2026-12-01'}"))
                .satisfies(event -> {
                    assertThat(event.loanId()).isEqualTo("l");
                    assertThat(event.occurredAt()).isEqualTo("2026-11-21T13:00:00Z");
                    assertThat(event.facts().feesAmount()).isEqualTo("1.5");
                    assertThat(event.facts().dueDate()).isEqualTo("2026-12-01");
                });
        assertThat(event(acme, "{'kind':'x','loan/id':7,'loans':[{'id':'l'}],'when':'21/11/2026 10:00'}")
                        .loanId())
                .isEqualTo("7");
        assertThat(event(acme, "{'kind':'x','':'root','loans':{'0':null},'when':'21/11/2026 10:00'}")
                        .loanId())
                .isEqualTo("root");
    }

    @Test
    void otherFilesAreNotReadButNamed() throws IOException {
        write("providers/README.md", "x");
        write("providers/base39.yaml.bak", "x");
        write("providers/.base39.yaml.swp", "x");
        Files.createDirectories(jobs.resolve("providers/old"));
        write("nightly.yaml", "x");
        assertThat(Definitions.load(jobs).providers())
                .containsOnlyKeys("base39", "celcoin", "openco", "pismo", "qitech");
        assertThat(Definitions.check(jobs, DefinitionsTest::usual).notes())
                .extracting(note -> Path.of(note.file()).getFileName().toString())
                .containsExactly("README.md", "base39.yaml.bak", "old");
    }

    @Test
    void aMountedVolumesLinksAreFollowed() throws IOException {
        Files.createDirectories(jobs.resolve("providers/..2026_11_21"));
        write(
                "providers/..2026_11_21/openco.yaml",
                Files.readString(SHIPPED.resolve("providers/openco.yaml")).replace("body-max: 1MB", "body-max: 2KB"));
        Files.createSymbolicLink(jobs.resolve("providers/..data"), Path.of("..2026_11_21"));
        Files.createSymbolicLink(jobs.resolve("providers/openco.yaml"), Path.of("..data/openco.yaml"));
        assertThat(provider(Definitions.load(jobs), "openco").bodyMaxBytes()).isEqualTo(2048);
        assertThat(Definitions.check(jobs, DefinitionsTest::usual).notes()).isEmpty();
    }

    @Test
    void checkNotesAnEventThatTheLifecycleNeverAllows() throws IOException {
        write(
                "providers/openco.yaml",
                Files.readString(SHIPPED.resolve("providers/openco.yaml"))
                        .replace("lifecycle: openco-loan", "lifecycle: base39-loan"));
        assertThat(Definitions.check(jobs, DefinitionsTest::usual).notes())
                .extracting(Object::toString)
                .anySatisfy(note -> assertThat(note)
                        .contains("openco.yaml:")
                        .contains("event.rules[1]: APPROVED is not in lifecycle base39-loan"));
    }

    /** Another program reads our files with some YAML library, changes the checks, and writes them in its own way. */
    @ParameterizedTest
    @EnumSource(DumperOptions.FlowStyle.class)
    void anotherProgramMayWriteTheFilesAnew(DumperOptions.FlowStyle flow) throws IOException {
        Definitions shipped = Definitions.load(null);
        for (DumperOptions.ScalarStyle scalar : List.of(
                DumperOptions.ScalarStyle.PLAIN,
                DumperOptions.ScalarStyle.SINGLE_QUOTED,
                DumperOptions.ScalarStyle.DOUBLE_QUOTED)) {
            DumperOptions options = new DumperOptions();
            options.setDefaultFlowStyle(flow);
            options.setDefaultScalarStyle(scalar);
            options.setExplicitStart(true);
            options.setWidth(40);
            for (String name : List.of("base39", "celcoin", "openco", "pismo", "qitech")) {
                Map<String, Object> file = new TreeMap<>(new Yaml(new SafeConstructor(new LoaderOptions()))
                        .<Map<String, Object>>load(Files.readString(SHIPPED.resolve("providers/" + name + ".yaml"))));
                List<String> shared = List.of("a-secret");
                file.put(
                        "checks",
                        List.of(
                                Map.of("header", Map.of("name", "X-A", "secrets", shared)),
                                Map.of("bearer", Map.of("secrets", shared))));
                write("providers/" + name + ".yaml", new Yaml(options).dump(file));
            }
            Definitions definitions = Definitions.load(jobs);
            definitions
                    .providers()
                    .values()
                    .forEach(provider -> assertThat(
                                    provider.gatekeeper(_ -> null).credentialHeaders())
                            .contains("x-a", "authorization"));
            for (String name : List.of("base39", "celcoin", "openco", "pismo", "qitech")) {
                for (Vectors vector : Vectors.readList("mapping-" + name + ".yaml")) {
                    byte[] body = vector.text("body").getBytes(StandardCharsets.UTF_8);
                    assertThat(provider(definitions, name).map(body, RECEIVED))
                            .isEqualTo(provider(shipped, name).map(body, RECEIVED));
                }
            }
        }
    }

    @Test
    void whoeverConfiguresNoneOfItsVariablesDoesNotReceiveIt() throws IOException {
        Provider celcoin = provider(Definitions.load(null), "celcoin");
        assertThat(celcoin.isLeftOut(_ -> null)).isTrue();
        assertThat(celcoin.isLeftOut(name -> name.equals("CELCOIN_USERNAME") ? "u" : null))
                .as("half of it is a mistake")
                .isFalse();
        assertThat(celcoin.isLeftOut(name -> name.equals("CELCOIN_PASSWORD") ? "" : null))
                .as("an empty secret is one too")
                .isFalse();
        assertThat(celcoin.isLeftOut(_ -> "x")).isFalse();
        assertThat(provider(Definitions.load(null), "base39").isLeftOut(_ -> null))
                .isFalse();
        write(
                "providers/celcoin.yaml",
                Files.readString(SHIPPED.resolve("providers/celcoin.yaml"))
                        .replace("${CELCOIN_USERNAME}", "u")
                        .replace("${CELCOIN_PASSWORD}", "p"));
        assertThat(provider(Definitions.load(jobs), "celcoin").isLeftOut(_ -> null))
                .as("it needs no variable")
                .isFalse();
        assertThat(Definitions.check(jobs, name -> name.startsWith("PISMO") ? "" : usual(name))
                        .notes())
                .extracting(Object::toString)
                .singleElement()
                .asString()
                .contains("pismo.yaml:", "${PISMO_WEBHOOK_SECRET} is not set");
    }

    /** The variables of those who use Base39 and Open Co. */
    private static @Nullable String usual(String name) {
        return name.startsWith("BASE39") || name.startsWith("OPENCO") ? "10.0.0.1" : null;
    }

    private static Mapped.Event event(Provider provider, String body) {
        Mapped mapped = provider.map(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), RECEIVED);
        assertThat(mapped).isInstanceOf(Mapped.Event.class);
        return (Mapped.Event) mapped;
    }

    private static Provider provider(Definitions definitions, String name) {
        return Objects.requireNonNull(definitions.providers().get(name));
    }

    private void write(String file, String text) throws IOException {
        Path path = jobs.resolve(file);
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.writeString(path, text);
    }
}
