package dev.lastro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.demo.Demo;
import dev.lastro.demo.ShownTime;
import dev.lastro.demo.Spine;
import dev.lastro.loan.FindingCode;
import dev.lastro.oracle.Csv;
import dev.lastro.testing.MySql;
import dev.lastro.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the README's commands with the jar, in their order, and the show. */
class ReadmeIT {
    private static final String COMMAND = "java -jar target/lastro.jar ";
    private static final Path JAR = Path.of("target", "lastro.jar").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void everyCommandDoesWhatIsSaidOfIt() throws Exception {
        assertThat(JAR).as("made by ./mvnw verify").exists();
        List<List<String>> commands = commands();
        assertThat(commands.getFirst()).containsExactly("serve");
        var database = MySql.database();
        int port = freePort();
        Files.writeString(folder.resolve("history.ndjson"), """
                {"id":"evnt_9","eventType":"loan.created","createdAt":"2026-01-02T10:00:00Z","data":{"id":"loan_9"}}
                """);
        Files.writeString(folder.resolve("loans.json"), """
                {"hasMore":false,"data":[{"id":"loan_1","status":"draft"}]}
                """);
        Process serving = start(database, port, commands.getFirst());
        try {
            URI server = URI.create("http://127.0.0.1:" + port);
            untilReady(server, serving);
            assertThat(deliver(server)).isEqualTo("{\"log\":\"main\",\"position\":0}");
            for (List<String> command : commands.subList(1, commands.size())) {
                var process = start(database, port, command);
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(process.waitFor()).as(command + "\n" + said).isZero();
                if (command.getFirst().equals("trace")) {
                    assertThat(said).contains("main/0", "CREATED");
                }
            }
            assertThat(folder.resolve("reports")).isDirectoryRecursivelyContaining("glob:**/r2/machine/loans.csv");
        } finally {
            serving.destroy();
            assertThat(serving.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theShowHasOneOfEachFindingAndSaysSo() throws IOException {
        var shown = new ByteArrayOutputStream();
        var database = MySql.database();
        Path reports;
        var time = new ShownTime();
        try (var spine = Spine.start(database, time, folder.resolve("demo"), 0)) {
            var out = new PrintStream(shown, true, StandardCharsets.UTF_8);
            reports = new Demo(spine, time, database, out, false).show(TestLastro.LOANS, folder);
        }
        assertThat(Csv.read(reports.resolve("machine/findings.csv")))
                .extracting(finding -> finding.get("code"))
                .as("one of each at least")
                .contains(Stream.of(FindingCode.values()).map(Enum::name).toArray(String[]::new));
        var findings = Csv.read(reports.resolve("machine/findings.csv"));
        var dayBefore = LocalDate.parse(findings.getFirst().getOrDefault("business_date", ""))
                .minusDays(1);
        Path nightBefore = folder.resolve("demo").resolve(dayBefore.toString()).resolve("r1");
        Path list = folder.resolve("base39-loans.json");
        Set<String> otherwise = listedOtherwise(list, nightBefore.resolve("machine/loans.csv"));
        // of some, the late delivery came the day after
        otherwise.retainAll(listedOtherwise(list, reports.resolve("machine/loans.csv")));
        assertThat(findings)
                .filteredOn(finding -> "PROVIDER_LIST_MISMATCH".equals(finding.get("code")))
                .extracting(finding -> finding.get("loan_id"))
                .containsExactlyInAnyOrderElementsOf(otherwise);
        assertThat(shown.toString(StandardCharsets.UTF_8))
                .contains("QUARANTINED", "must have happened, and nobody told us", "curl -i", "lastro.jar trace base39")
                .contains(reports.toString());
    }

    /** Loans that are on one side alone, or whose status in the list is not what the night before made of them. */
    private static Set<String> listedOtherwise(Path list, Path loans) throws IOException {
        var listed = new TreeMap<String, String>();
        for (JsonNode loan :
                JsonMapper.shared().readTree(Files.readAllBytes(list)).get("data")) {
            listed.put(loan.get("id").asString(), loan.get("status").asString());
        }
        var otherwise = new TreeSet<>(listed.keySet());
        for (Map<String, String> row : Csv.read(loans)) {
            String loan = row.getOrDefault("loan_id", "");
            if ("base39".equals(row.get("provider"))) {
                String status = listed.getOrDefault(loan, "not there");
                boolean isSame = switch (row.getOrDefault("state", "")) {
                    case "CREATED", "UNDER_REVIEW" ->
                        Set.of("draft", "open", "pending").contains(status);
                    case "SETTLED" -> status.equals("repaid");
                    case "CANCELED" -> Set.of("canceled", "void").contains(status);
                    default -> status.equalsIgnoreCase(row.get("state"));
                };
                if (isSame) {
                    otherwise.remove(loan);
                } else {
                    otherwise.add(loan);
                }
            }
        }
        return otherwise;
    }

    /** Those of the block that begins with the environment, without their comments; the day named there is yesterday. */
    private static List<List<String>> commands() throws IOException {
        var commands = new ArrayList<List<String>>();
        var yesterday = LocalDate.now(ZoneId.of("America/Sao_Paulo")).minusDays(1);
        for (String line : Files.readString(Path.of("README.md")).lines().toList()) {
            if (line.startsWith(COMMAND)) {
                var word = Pattern.compile("(?:\"[^\"]*\"|\\S)+")
                        .matcher(line.substring(COMMAND.length()).replaceFirst("\\s+#.*", ""));
                commands.add(word.results()
                        .map(found -> found.group().replace("\"", "").replace("2026-11-21", yesterday.toString()))
                        .toList());
            }
        }
        return commands;
    }

    private Process start(TestDatabase database, int port, List<String> command) throws IOException {
        var words = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        words.addAll(command);
        var process = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        process.environment().put("SPRING_DATASOURCE_URL", database.jdbcUrl());
        process.environment().put("SPRING_DATASOURCE_USERNAME", database.username());
        process.environment().put("SPRING_DATASOURCE_PASSWORD", database.password());
        process.environment().put("BASE39_WEBHOOK_SECRET", Spine.BASE39_SECRET);
        process.environment().put("OPENCO_ALLOW_LIST", "127.0.0.1");
        process.environment().put("SERVER_PORT", String.valueOf(port));
        if (command.getFirst().equals("serve")) {
            process.redirectOutput(folder.resolve("serve.log").toFile());
        }
        return process.start();
    }

    private void untilReady(URI server, Process serving) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(server.resolve("/actuator/health/readiness"))
                    .timeout(PATIENCE)
                    .build();
            while (System.nanoTime() < end && serving.isAlive()) {
                try {
                    if (client.send(request, BodyHandlers.ofString()).statusCode() == 200) {
                        return;
                    }
                } catch (IOException e) {
                    // nobody listens yet
                }
                Thread.sleep(200);
            }
        }
        throw new AssertionError("not ready: " + Files.readString(folder.resolve("serve.log")));
    }

    private static String deliver(URI server) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(server.resolve("/webhooks/base39"))
                    .timeout(PATIENCE)
                    .header("Authorization", Spine.BASE39_SECRET)
                    .POST(HttpRequest.BodyPublishers.ofString("""
                            {"id":"evnt_1","eventType":"loan.created","createdAt":"2026-01-02T10:00:00Z",\
                            "data":{"id":"loan_1","status":"open"}}"""))
                    .build();
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
