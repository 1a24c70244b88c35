package dev.lastro.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lastro.testing.MySql;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers that sign the body, over a socket: signed here by the JDK alone, of bytes that are no text. */
class SignedDeliveryIT {

    private static final byte[] BODY = new byte[3_000];
    private static final byte[] KEY = new byte[24];

    @TempDir
    static Path folder;

    private static KeyPair p521;
    private static Receiver receiver;

    @BeforeAll
    static void start() throws Exception {
        new Random(42).nextBytes(BODY);
        new Random(43).nextBytes(KEY);
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp521r1"));
        p521 = generator.generateKeyPair();
        receiver = Receiver.start(
                MySql.database(),
                folder.resolve("jobs"),
                Map.of(
                        "github-like",
                        "- hmac: {header: X-Signature, algorithm: sha256, encoding: hex, prefix: \"sha256=\","
                                + " signs: [body], secrets: [old, new]}",
                        "standard",
                        "- standard-webhooks: {secrets: [\"whsec_" + base64(KEY) + "\"]}",
                        "openco-bnpl",
                        "- ecdsa: {header: X-Webhook-Signature, curve: P-521, digest: sha256, encoding: base64url,"
                                + " public-keys: [\"" + base64(p521.getPublic().getEncoded()) + "\"]}",
                        "both",
                        "- header: {name: X-Hook, secrets: [secret]}\n  - hmac: {header: X-Signature, algorithm: sha512,"
                                + " encoding: base64, signs: [method, target, body], secrets: [new]}"),
                Map.of());
    }

    @AfterAll
    static void stop() {
        receiver.close();
    }

    @Test
    void whatIsSignedIsStoredByteForByte() throws Exception {
        var now = Instant.now().getEpochSecond();
        assertTaken("github-like", "X-Signature: sha256=" + hex(mac("HmacSHA256", bytes("new"), BODY)));
        assertTaken(
                "github-like",
                "X-Signature: sha256="
                        + hex(mac("HmacSHA256", bytes("old"), BODY)).toUpperCase(Locale.ROOT));
        assertTaken(
                "standard",
                "webhook-id: msg_1",
                "webhook-timestamp: " + now,
                "webhook-signature: v1,bm90aGluZw== v1,"
                        + base64(mac("HmacSHA256", KEY, bytes("msg_1." + now + "."), BODY)));
        assertTaken("openco-bnpl", "X-Webhook-Signature: " + base64Url(ecdsa(BODY)));
        assertTaken(
                "both",
                "X-Hook: secret",
                "X-Signature: " + base64(mac("HmacSHA512", bytes("new"), bytes("POST/webhooks/both"), BODY)));
        assertThat(receiver.metric("lastro.receiver.secret.last.used", "provider", "github-like", "number", "2"))
                .isGreaterThanOrEqualTo((double) now);
    }

    @Test
    void whateverIsWrongIsAnsweredTheSameAndWrittenDownByName() throws Exception {
        var right = mac("HmacSHA256", bytes("new"), BODY);
        var other = BODY.clone();
        other[2_999] ^= 1;
        var before = Instant.now().getEpochSecond() - 301;
        var answers = List.of(
                post("github-like", other, "X-Signature: sha256=" + hex(right)),
                post("github-like", BODY),
                post("github-like", BODY, "X-Signature: sha256=zz"),
                post(
                        "both",
                        BODY,
                        "X-Signature: " + base64(mac("HmacSHA512", bytes("new"), bytes("POST/webhooks/both"), BODY))),
                post(
                        "standard",
                        BODY,
                        "webhook-id: msg_1",
                        "webhook-timestamp: " + before,
                        "webhook-signature: v1,"
                                + base64(mac("HmacSHA256", KEY, bytes("msg_1." + before + "."), BODY))),
                post("openco-bnpl", other, "X-Webhook-Signature: " + base64Url(ecdsa(BODY))));
        for (var answer : answers) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.text()).isEqualTo(answers.getFirst().text());
        }
        await().untilAsserted(() -> assertThat(
                        receiver.rows("SELECT DISTINCT reason FROM rejection WHERE provider = 'standard'"))
                .containsExactly(List.of("standard-webhooks: timestamp outside the window")));
    }

    private static void assertTaken(String provider, String... headers) throws Exception {
        var answer = post(provider, BODY, headers);
        assertThat(answer.status()).as(provider).isEqualTo(200);
        var position = answer.text().replaceAll("\\D", "");
        assertThat(receiver.rows("SELECT provider, HEX(body) FROM webhook_log WHERE position = " + position))
                .containsExactly(
                        List.of(provider, HexFormat.of().withUpperCase().formatHex(BODY)));
    }

    private static RawHttp.Response post(String provider, byte[] body, String... headers) throws Exception {
        return RawHttp.exchange(
                receiver.port(), RawHttp.request("/webhooks/" + provider, Arrays.asList(headers), body));
    }

    private static byte[] mac(String algorithm, byte[] key, byte[]... parts) throws GeneralSecurityException {
        var mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        for (var part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    private static byte[] ecdsa(byte[] body) throws GeneralSecurityException {
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(p521.getPrivate());
        signature.update(body);
        return signature.sign();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
