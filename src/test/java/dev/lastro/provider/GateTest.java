package dev.lastro.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.provider.Gatekeeper.Admission;
import dev.lastro.provider.RequestHeaders.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Who is let in: {@code test/resources/provider/gate.yaml}. */
class GateTest {

    @TempDir
    private Path jobs;

    @TestFactory
    Stream<DynamicTest> vectors() {
        return Vectors.readList("gate.yaml").stream()
                .map(vector -> DynamicTest.dynamicTest(vector.text("id"), () -> {
                    if (vector.has("refused")) {
                        refuses(vector);
                    } else {
                        lets(vector);
                    }
                }));
    }

    private void refuses(Vectors vector) {
        Provider provider = provider(vector);
        assertThatThrownBy(() -> open(provider, vector)).isInstanceOfSatisfying(DefinitionException.class, e -> {
            List<String> wanted = vector.texts("refused");
            assertThat(e.problems()).hasSameSizeAs(wanted);
            for (int i = 0; i < wanted.size(); i++) {
                assertThat(e.problems().get(i).toString().replace(jobs + "/providers/", ""))
                        .startsWith(wanted.get(i));
            }
        });
    }

    private void lets(Vectors vector) {
        Gatekeeper gate = open(provider(vector), vector);
        for (String address : vector.texts("admits")) {
            assertThat(gate.admission(InetAddress.ofLiteral(address)))
                    .as(address)
                    .isEqualTo(Admission.INSIDE);
            assertThat(gate.admits(InetAddress.ofLiteral(address))).as(address).isTrue();
        }
        for (String address : vector.texts("shadowed")) {
            assertThat(gate.admission(InetAddress.ofLiteral(address)))
                    .as(address)
                    .isEqualTo(Admission.SHADOWED);
            assertThat(gate.admits(InetAddress.ofLiteral(address))).as(address).isTrue();
        }
        for (String address : vector.texts("turns-away")) {
            assertThat(gate.admits(InetAddress.ofLiteral(address))).as(address).isFalse();
        }
        for (RequestHeaders headers : requests(vector, "passes")) {
            assertThat(gate.judge(attempt(headers)).isAdmitted())
                    .as(headers.toString())
                    .isTrue();
        }
        for (RequestHeaders headers : requests(vector, "fails")) {
            assertThat(gate.judge(attempt(headers)).isAdmitted())
                    .as(headers.toString())
                    .isFalse();
        }
        assertThat(gate.credentialHeaders())
                .contains("authorization", "proxy-authorization", "cookie")
                .containsAll(vector.texts("hashed"));
    }

    @Test
    void aSecretShowsNowhere() {
        var checks =
                "[{header: {name: X-Key, secrets: [hunter2-a, '${B}']}}, {basic: {username: u, passwords: [hunter2-c]}}]";
        Provider provider = provider(checks);
        assertThat(List.of(provider, provider.gatekeeper(_ -> "hunter2-b")).toString())
                .doesNotContain("hunter2");
    }

    @Test
    void checkNotesWhatIsNotSetButDoesNotMind() {
        provider("[{header: {name: X-Key, secrets: ['${P_SECRET}']}}]");
        var checked = Definitions.check(jobs, name -> name.matches("BASE39.*|OPENCO.*") ? "10.0.0.1" : null);
        assertThat(checked.problems()).isEmpty();
        assertThat(checked.notes())
                .singleElement()
                .asString()
                .startsWith(jobs + "/providers/p.yaml:3: checks[0].header.secrets[0]: ${P_SECRET} is not set");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4/",
                "1.2.3.4/33",
                "1.2.3.4/-1",
                "1.2.3.4/08",
                "1.2.3.4/8/8",
                "1.2.3.4 /8",
                "0x7f.0.0.1",
                "::1/129",
                "::ffff:1.2.3.4/95",
                "fe80::1%eth0",
                "[::1]",
                ":",
                ":::",
                "1::2::3",
                "g::1",
                "localhost",
                "example.com",
                "*"
            })
    void whatIsNoNetwork(String text) {
        assertThat(Network.parse(text)).isNull();
        assertThat(Network.fault(text)).contains("'" + text + "' is no network");
    }

    private static List<RequestHeaders> requests(Vectors vector, String key) {
        List<RequestHeaders> requests = new ArrayList<>();
        for (Object request :
                vector.has(key) ? (List<?>) Objects.requireNonNull(vector.map().get(key)) : List.of()) {
            requests.add(new RequestHeaders(((List<?>) request)
                    .stream()
                            .map(String::valueOf)
                            .map(line -> new Line(
                                    line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2)))
                            .toList()));
        }
        return requests;
    }

    private static Attempt attempt(RequestHeaders headers) {
        return new Attempt("POST", "/webhooks/p", headers, new byte[0], Instant.EPOCH, List.of());
    }

    private static Gatekeeper open(Provider provider, Vectors vector) {
        Vectors environment = vector.has("env") ? vector.child("env") : new Vectors(java.util.Map.of());
        return provider.gatekeeper(environment::textOrNull);
    }

    private Provider provider(Vectors vector) {
        DumperOptions oneLine = new DumperOptions();
        oneLine.setDefaultFlowStyle(DumperOptions.FlowStyle.FLOW);
        oneLine.setWidth(10_000);
        return provider(new Yaml(oneLine).dump(vector.map().get("checks")).strip());
    }

    private Provider provider(String checks) {
        try {
            Files.createDirectories(jobs.resolve("providers"));
            Files.writeString(jobs.resolve("providers/p.yaml"), """
                    provider: p
                    lifecycle: base39-loan
                    checks: %s
                    event: {type: /type, loan-id: /id, occurred-at: /at, rules: [{type: a, event: CREATED}]}
                    """.formatted(
                            checks.contains("\n") ? "\n" + checks.stripTrailing() : checks));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(Definitions.load(jobs).providers().keySet())
                .isEqualTo(Set.of("base39", "celcoin", "openco", "pismo", "qitech", "p"));
        return Objects.requireNonNull(Definitions.load(jobs).providers().get("p"));
    }
}
