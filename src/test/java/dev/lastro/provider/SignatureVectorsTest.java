package dev.lastro.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What each check says of requests that were signed elsewhere: {@code test/resources/provider/signatures}. */
class SignatureVectorsTest {

    @TempDir
    private Path jobs;

    @TestFactory
    Stream<DynamicTest> hmac() {
        return vectors("hmac");
    }

    @TestFactory
    Stream<DynamicTest> standardWebhooks() {
        return vectors("standard-webhooks");
    }

    @TestFactory
    Stream<DynamicTest> ecdsa() {
        return vectors("ecdsa");
    }

    @TestFactory
    Stream<DynamicTest> rsa() {
        return vectors("rsa");
    }

    @TestFactory
    Stream<DynamicTest> jwt() {
        return vectors("jwt");
    }

    @TestFactory
    Stream<DynamicTest> mtls() {
        return vectors("mtls");
    }

    /** The same requests, by the definition that is shipped: its key comes from the environment. */
    @TestFactory
    Stream<DynamicTest> qitech() {
        Vectors vector = Vectors.readList("signatures/jwt.yaml").stream()
                .filter(one -> one.text("id").equals("QI Tech"))
                .findFirst()
                .orElseThrow();
        Gatekeeper gate = Objects.requireNonNull(
                        Definitions.load(null).providers().get("qitech"))
                .gatekeeper(name ->
                        name.equals("QITECH_PUBLIC_KEY") ? vector.child("env").text("QITECH_KEY") : null);
        return vector.children("cases").stream()
                .map(one -> DynamicTest.dynamicTest(one.text("id"), () -> {
                    Verdict verdict = gate.judge(SignedRequests.attempt(vector, one));
                    List<String> refusals = one.texts("refusals").stream()
                            .filter(refusal -> refusal.startsWith("jwt "))
                            .toList();
                    boolean otherKey = one.texts("used").contains("jwt AUTHORIZATION 1");
                    assertThat(verdict.isAdmitted()).isEqualTo(refusals.isEmpty() && !otherKey);
                    if (!otherKey) {
                        assertThat(verdict.refusals()).isEqualTo(refusals);
                    }
                }));
    }

    private Stream<DynamicTest> vectors(String file) {
        return Vectors.readList("signatures/" + file + ".yaml").stream().flatMap(vector -> {
            Gatekeeper gate = SignedRequests.gate(jobs, vector);
            Stream<DynamicTest> cases = vector.children("cases").stream()
                    .map(one -> DynamicTest.dynamicTest(vector.text("id") + ": " + one.text("id"), () -> {
                        Verdict verdict = gate.judge(SignedRequests.attempt(vector, one));
                        assertThat(verdict.refusals()).isEqualTo(one.texts("refusals"));
                        assertThat(verdict.used().stream()
                                        .map(used -> used.check() + " " + used.number())
                                        .toList())
                                .isEqualTo(one.texts("used"));
                        assertThat(verdict.isAdmitted()).isEqualTo(one.has("used"));
                    }));
            return Stream.concat(
                    Stream.of(DynamicTest.dynamicTest(vector.text("id"), () -> {
                        assertThat(gate.readsBody()).isEqualTo(!vector.has("reads-body"));
                        assertThat(gate.credentialHeaders().stream()
                                        .filter(List.of("x-api-key", "authorization")::contains)
                                        .toList())
                                .as("those that are secrets whatever is asked for, but for one that signs the body")
                                .containsExactlyInAnyOrderElementsOf(
                                        vector.text("id").equals("QI Tech")
                                                ? List.of("x-api-key")
                                                : List.of("authorization", "x-api-key"));
                        assertThat(gate.credentialHeaders()).containsAll(vector.texts("hashed"));
                        assertThat(gate.credentialHeaders())
                                .doesNotContain("x-signature", "x-sig", "webhook-signature", "x-webhook-signature");
                    })),
                    cases);
        });
    }
}
