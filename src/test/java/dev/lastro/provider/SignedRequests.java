package dev.lastro.provider;

import dev.lastro.provider.RequestHeaders.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The vectors in {@code test/resources/provider/signatures} as gates and requests. */
final class SignedRequests {

    private SignedRequests() {}

    static Gatekeeper gate(Path jobs, Vectors vector) {
        DumperOptions oneLine = new DumperOptions();
        oneLine.setDefaultFlowStyle(DumperOptions.FlowStyle.FLOW);
        oneLine.setWidth(100_000);
        String checks = new Yaml(oneLine).dump(vector.map().get("checks")).strip();
        Vectors environment = vector.has("env") ? vector.child("env") : new Vectors(Map.of());
        return gate(jobs, checks, environment);
    }

    static Gatekeeper gate(Path jobs, String checks, Vectors environment) {
        try {
            Files.createDirectories(jobs.resolve("providers"));
            Files.writeString(jobs.resolve("providers/p.yaml"), """
                    provider: p
                    lifecycle: base39-loan
                    checks: %s
                    event: {type: /type, loan-id: /id, occurred-at: /at, rules: [{type: a, event: CREATED}]}
                    """.formatted(checks));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Objects.requireNonNull(Definitions.load(jobs).providers().get("p"))
                .gatekeeper(environment::textOrNull);
    }

    /** The vector's request with what the case changes in it. */
    static Attempt attempt(Vectors vector, Vectors one) {
        Vectors request = vector.child("request");
        List<Line> lines = new ArrayList<>(lines(request.texts("headers")));
        for (Line set : lines(one.texts("set"))) {
            lines.removeIf(line -> line.name().equals(set.name()));
            lines.add(set);
        }
        lines.removeIf(line -> one.texts("drop").contains(line.name()));
        lines.addAll(lines(one.texts("add")));
        return new Attempt(
                text("method", "POST", one, request),
                text("target", "/webhooks/p", one, request),
                new RequestHeaders(lines),
                body(one.has("body") || one.has("body-base64") ? one : request),
                Instant.parse(text("at", "", one, vector)),
                certificates(text("certificate", "", one, request)));
    }

    private static List<Line> lines(List<String> texts) {
        return texts.stream()
                .map(text -> new Line(text.substring(0, text.indexOf(':')), text.substring(text.indexOf(':') + 2)))
                .toList();
    }

    private static String text(String key, String otherwise, Vectors first, Vectors second) {
        return first.has(key) ? first.text(key) : second.has(key) ? second.text(key) : otherwise;
    }

    private static byte[] body(Vectors vector) {
        return vector.has("body-base64")
                ? Base64.getDecoder().decode(vector.text("body-base64"))
                : vector.text("body").getBytes(StandardCharsets.UTF_8);
    }

    private static List<X509Certificate> certificates(String base64) {
        try {
            return base64.isEmpty()
                    ? List.of()
                    : List.of((X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(Base64.getDecoder().decode(base64))));
        } catch (CertificateException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
