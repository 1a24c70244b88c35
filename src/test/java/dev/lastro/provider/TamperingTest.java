package dev.lastro.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.provider.RequestHeaders.Line;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whichever single bit is another: of the signature, of a header that is signed, of the timestamp, of the body. */
class TamperingTest {

    @TempDir
    private Path jobs;

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "hmac, Pomelo, x-signature, \"hmac-sha256 \", x-endpoint x-timestamp",
                "hmac, Svix by its parts, svix-signature, \"v1,\", svix-id svix-timestamp",
                "standard-webhooks, all three kinds of secrets, webhook-signature, \"v1,\", webhook-id webhook-timestamp",
                "ecdsa, \"Open Co BNPL, and two keys\", X-Webhook-Signature, \"\", \"\"",
                "ecdsa, with a timestamp, X-Sig, \"\", X-Time",
                "rsa, \"Woovi, and two keys\", x-webhook-signature, \"\", \"\""
            })
    void oneBitIsEnoughToBeRefused(String file, String id, String header, String prefix, String signed) {
        Vectors vector = Vectors.readList("signatures/" + file + ".yaml").stream()
                .filter(one -> one.text("id").equals(id))
                .findFirst()
                .orElseThrow();
        Gatekeeper gate = SignedRequests.gate(jobs, vector);
        Attempt good = SignedRequests.attempt(vector, new Vectors(Map.of()));
        assertThat(gate.judge(good).isAdmitted()).isTrue();

        String value = good.headers().values(header).getFirst();
        String text = value.substring(value.lastIndexOf(prefix) + prefix.length());
        byte[] signature = Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
        for (int bit = 0; bit < signature.length * 8; bit++) {
            byte[] other = flipped(signature, bit);
            String written =
                    (text.matches(".*[-_].*") ? Base64.getUrlEncoder() : Base64.getEncoder()).encodeToString(other);
            refused(gate, with(good, header, _ -> prefix + written), "signature", bit);
        }
        for (String name : signed.isEmpty() ? List.<String>of() : List.of(signed.split(" ", -1))) {
            byte[] before = good.headers().values(name).getFirst().getBytes(StandardCharsets.ISO_8859_1);
            for (int bit = 0; bit < before.length * 8; bit++) {
                String after = new String(flipped(before, bit), StandardCharsets.ISO_8859_1);
                refused(gate, with(good, name, _ -> after), name, bit);
            }
        }
        for (int bit = 0; bit < good.body().length * 8; bit++) {
            byte[] body = flipped(good.body(), bit);
            refused(
                    gate,
                    new Attempt(good.method(), good.target(), good.headers(), body, good.receivedAt(), List.of()),
                    "body",
                    bit);
        }
    }

    private static void refused(Gatekeeper gate, Attempt attempt, String what, int bit) {
        assertThat(gate.judge(attempt).isAdmitted()).as("%s, bit %d", what, bit).isFalse();
    }

    private static Attempt with(Attempt good, String name, UnaryOperator<String> change) {
        List<Line> lines = good.headers().lines().stream()
                .map(line -> line.name().equals(name) ? new Line(name, change.apply(line.value())) : line)
                .toList();
        return new Attempt(
                good.method(), good.target(), new RequestHeaders(lines), good.body(), good.receivedAt(), List.of());
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] other = bytes.clone();
        other[bit / 8] ^= (byte) (1 << (bit % 8));
        return other;
    }
}
