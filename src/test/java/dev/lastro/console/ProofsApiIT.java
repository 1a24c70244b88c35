package dev.lastro.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.LastroApplication;
import dev.lastro.job.JobRequest;
import dev.lastro.job.Jobs;
import dev.lastro.job.Progress;
import dev.lastro.log.Entry;
import dev.lastro.log.LeafReader;
import dev.lastro.proof.Checkpoint;
import dev.lastro.proof.ConsistencyProof;
import dev.lastro.proof.InclusionProof;
import dev.lastro.proof.KeyFile;
import dev.lastro.proof.TrustedKeys;
import dev.lastro.testing.MySql;
import dev.lastro.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** What an auditor's program asks over HTTP, and who else is told nothing. */
class ProofsApiIT {

    private static final String AUDITOR = "ana:chave-da-auditora";
    private static final String FINANCE = "fabio:chave-do-financeiro";

    @TempDir
    static Path folder;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static TestDatabase database;
    private static ConfigurableApplicationContext application;
    private static String address;

    @BeforeAll
    static void start() throws SQLException {
        database = MySql.database();
        application = new SpringApplicationBuilder(LastroApplication.class)
                .run(
                        "--spring.datasource.url=" + database.jdbcUrl(),
                        "--spring.datasource.username=" + database.username(),
                        "--spring.datasource.password=" + database.password(),
                        "--lastro.roles=console",
                        "--lastro.log.key-file=" + folder.resolve("lastro.key"),
                        "--lastro.users[0].name=ana",
                        "--lastro.users[0].hash=" + new BCryptPasswordEncoder(4).encode(password(AUDITOR)),
                        "--lastro.users[0].roles=AUDITOR",
                        "--lastro.users[1].name=fabio",
                        "--lastro.users[1].hash="
                                + Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8()
                                        .encode(password(FINANCE)),
                        "--lastro.users[1].roles=FINANCE",
                        "--server.port=0");
        address = "http://127.0.0.1:" + application.getEnvironment().getRequiredProperty("local.server.port");
        append(0, 3);
        seal();
        append(3, 9);
        seal();
        append(9, 10);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static String password(String user) {
        return user.substring(user.indexOf(':') + 1);
    }

    private static void append(int from, int to) throws SQLException {
        try (var connection = database.connect();
                var row = connection.prepareStatement("""
                        INSERT INTO webhook_log (log_name, position, received_at, provider, remote_address, headers, salt, body)
                        VALUES ('main', ?, '2026-11-20 10:00:00.000001', 'base39', '127.0.0.1', '[]', LEFT(UNHEX(SHA2(?, 256)), 16), '{}')
                        """)) {
            for (var position = from; position < to; position++) {
                row.setInt(1, position);
                row.setInt(2, position);
                row.executeUpdate();
            }
        }
    }

    private static void seal() {
        application.getBean(Jobs.class).run(new JobRequest.Seal("tester", ""), Progress.SILENT);
    }

    private static HttpResponse<byte[]> get(String path, @Nullable String user)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address + path));
        if (user != null) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static byte[] told(String path) throws IOException, InterruptedException {
        var answer = get(path, AUDITOR);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private static String refused(int status, String path) throws IOException, InterruptedException {
        var answer = get(path, AUDITOR);
        assertThat(answer.statusCode()).as(path).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void proofsAreOfTheStandardsForm() throws Exception {
        var keys = TrustedKeys.parse(List.of(Files.readString(KeyFile.publicFile(folder.resolve("lastro.key")))));
        var older = keys.checkpoint(text(told("/api/v1/logs/main/checkpoint?size=3")), "main");
        var newer = keys.checkpoint(text(told("/api/v1/logs/main/checkpoint")), "main");
        assertThat(newer.checkpoint().size()).isEqualTo(9);

        var rows = new LeafReader(
                new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password()),
                "webhook_log");
        var entry = Entry.encode(rows.find("main", 2).orElseThrow());
        for (var size : List.of("", "?size=3")) {
            var sealed = InclusionProof.decode(told("/api/v1/logs/main/deliveries/2/proof" + size))
                    .verify(entry, Checkpoint.origin("main"), keys);
            assertThat(sealed.checkpoint().text())
                    .isEqualTo((size.isEmpty() ? newer : older).checkpoint().text());
        }
        var consistency = ConsistencyProof.decode(told("/api/v1/logs/main/consistency?from=3"));
        assertThat(consistency.verify(older.checkpoint(), keys).checkpoint().text())
                .isEqualTo(newer.checkpoint().text());
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        assertThat(refused(404, "/api/v1/logs/nope/checkpoint")).contains("log nope has no checkpoint");
        assertThat(refused(404, "/api/v1/logs/main/checkpoint?size=7")).contains("no checkpoint of just 7");
        assertThat(refused(404, "/api/v1/logs/main/deliveries/10/proof")).contains("there is no delivery main/10");
        assertThat(refused(409, "/api/v1/logs/main/deliveries/9/proof")).contains("newer than the checkpoint");
        assertThat(refused(400, "/api/v1/logs/main/consistency?from=9&to=3")).contains("larger than to (3)");
        assertThat(refused(400, "/api/v1/logs/main/consistency?from=many")).contains("many");
        assertThat(refused(404, "/api/v1/nope")).contains("nope");
    }

    @Test
    void anonymousAndOthersAreToldNothingButHealth() throws Exception {
        for (var path : List.of("/api/v1/logs/main/checkpoint", "/api/v1/nope", "/api")) {
            assertThat(get(path, null).statusCode()).as(path).isEqualTo(401);
            assertThat(get(path, "ana:wrong").statusCode()).as(path).isEqualTo(401);
            assertThat(get(path, "nobody:wrong").statusCode()).as(path).isEqualTo(401);
            var finance = get(path, FINANCE);
            assertThat(finance.statusCode()).as(path).isEqualTo(403);
            assertThat(finance.headers().map()).doesNotContainKey("set-cookie");
        }
        assertThat(get("/actuator/health/liveness", null).statusCode()).isEqualTo(200);
        assertThat(get("/actuator/info", null).statusCode()).isEqualTo(404);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
