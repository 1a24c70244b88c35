package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpServer;
import dev.lastro.LastroApplication;
import dev.lastro.loan.BusinessDates;
import dev.lastro.testing.MySql;
import dev.lastro.testing.TestDatabase;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A mail server, a receiver of webhooks, and nights that end well, badly, or not at all. */
class NotificationsIT {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final LocalDate DATE = Traffic.FIRST_DAY.plusDays(30);
    private static final Instant ARRIVAL = Instant.parse("2026-11-06T12:00:00.123457Z");

    @TempDir
    Path folder;

    private final TestDatabase database = MySql.database();
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final List<Posted> posted = new CopyOnWriteArrayList<>();
    /** So many requests are refused first. */
    private final AtomicInteger refusals = new AtomicInteger();

    private HttpServer http;

    private record Posted(Map<String, List<String>> headers, String body) {}

    NotificationsIT() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        mail.start();
        http.createContext("/", exchange -> {
            try (exchange) {
                var headers = new HashMap<String, List<String>>();
                exchange.getRequestHeaders()
                        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
                posted.add(new Posted(
                        headers, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
                exchange.sendResponseHeaders(refusals.getAndDecrement() > 0 ? 503 : 204, -1);
            }
        });
        http.start();
    }

    @AfterEach
    void stop() {
        http.stop(0);
        mail.stop();
    }

    @Test
    void aNightIsToldOnceByMailAndWebhook() throws Exception {
        try (var lastro = lastro("")) {
            append(lastro);
            // the first try of the webhook finds its receiver down
            refusals.set(1);

            assertThat(nightly(lastro, DATE)).isInstanceOf(Outcome.Completed.class);

            assertThat(posted).hasSize(2);
            var manifest = manifestHash(lastro, DATE);
            var message = onlyMail();
            assertThat(message.getSubject()).startsWith("[Lastro] Fechamento de %s completo: ".formatted(pt(DATE)));
            assertThat(message.getHeader("X-Lastro-Notice")).containsExactly("nightly_%s_r1_complete".formatted(DATE));
            assertThat((String) message.getContent())
                    .contains("está completo", "is complete", manifest, "deliveries|base39")
                    .contains("https://lastro.example/relatorios/%s/r1/report.html".formatted(DATE))
                    .doesNotContain("123.456.789");
            var webhook = posted.getLast();
            new Webhook(SECRET)
                    .verify(
                            webhook.body(),
                            new HashMap<>(HttpHeaders.of(webhook.headers(), (name, value) -> true)
                                    .map()));
            assertThat(webhook.body())
                    .contains(
                            "\"type\":\"night.complete\"", "\"manifest_sha256\":\"" + manifest + "\"", "\"critical\":");
            assertThat(webhook.headers().get("webhook-id"))
                    .containsExactly("nightly_%s_r1_complete".formatted(DATE))
                    .isEqualTo(posted.getFirst().headers().get("webhook-id"));

            assertThat(nightly(lastro, DATE)).isInstanceOf(Outcome.AlreadyComplete.class);
            lastro.getBean(NightlyNotices.class).ended(DATE, nightlyCompleted());
            assertThat(mail.getReceivedMessages()).hasSize(1);
            assertThat(posted).hasSize(2);

            // a night that fails, though nobody can be told by webhook
            refusals.set(Integer.MAX_VALUE);
            Files.createDirectories(folder.resolve("reports"));
            Files.writeString(folder.resolve("reports/" + DATE.plusDays(1)), "in the way");
            assertThat(nightly(lastro, DATE.plusDays(1))).isInstanceOf(Outcome.Failed.class);
            assertThat(nightly(lastro, DATE.plusDays(1))).isInstanceOf(Outcome.Failed.class);
            assertThat(mail.getReceivedMessages()).hasSize(2);
            assertThat(mail.getReceivedMessages()[1].getSubject())
                    .isEqualTo("[Lastro] Fechamento de %s FALHOU".formatted(pt(DATE.plusDays(1))));
            assertThat((String) mail.getReceivedMessages()[1].getContent())
                    .contains("run nightly --date=" + DATE.plusDays(1))
                    .contains("The program's log says why");
        }
    }

    /** The process that should have run it was killed; another that keeps the schedule tells. */
    @Test
    void aNightThatIsMissingIsToldOnceAndWhenItIsThereThatToo() throws Exception {
        var yesterday = BusinessDates.of(Instant.now()).minusDays(1);
        try (var lastro = lastro("")) {
            append(lastro);
            var notices = lastro.getBean(NightlyNotices.class);
            // nobody waits for a night before there was one
            notices.check();
            assertThat(mail.getReceivedMessages()).isEmpty();

            assertThat(nightly(lastro, yesterday.minusDays(1))).isInstanceOf(Outcome.Completed.class);
            notices.check();
            notices.check();
            assertThat(mail.getReceivedMessages()).hasSize(2);
            assertThat(mail.getReceivedMessages()[1].getSubject())
                    .isEqualTo("[Lastro] Fechamento de %s ATRASADO".formatted(pt(yesterday)));

            assertThat(nightly(lastro, yesterday)).isInstanceOf(Outcome.Completed.class);
            // as if it had been killed before it could tell
            lastro.getBean(JdbcClient.class)
                    .sql("DELETE FROM notified WHERE what = 'complete' AND subject = ? AND channel = 'mail'")
                    .param(yesterday.toString())
                    .update();
            notices.check();
            notices.check();
            assertThat(mail.getReceivedMessages()).hasSize(4);
            assertThat(mail.getReceivedMessages()[3].getSubject()).contains(pt(yesterday) + " completo");
            assertThat(posted).hasSize(3);
        }
    }

    @Test
    void beforeTheHourNothingIsLateAndAServerThatKeepsTheScheduleLooksByItself() throws Exception {
        var yesterday = BusinessDates.of(Instant.now()).minusDays(1);
        try (var lastro = lastro("--lastro.notify.late-after=23:59:59.999999")) {
            append(lastro);
            assertThat(nightly(lastro, yesterday.minusDays(1))).isInstanceOf(Outcome.Completed.class);
            lastro.getBean(NightlyNotices.class).check();
            assertThat(mail.getReceivedMessages()).hasSize(1);
        }
        var arguments = new ArrayList<>(Arrays.asList(arguments("")));
        arguments.removeIf(argument -> argument.startsWith("--lastro.roles"));
        arguments.addAll(List.of("--lastro.roles=jobs", "--server.port=0"));
        Files.writeString(folder.resolve("nightly.yaml"), "job: nightly\n");
        arguments.add("--lastro.jobs-dir=" + folder);
        try (var serving =
                new SpringApplicationBuilder(LastroApplication.class).run(arguments.toArray(String[]::new))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> mail.getReceivedMessages().length == 2);
            assertThat(mail.getReceivedMessages()[1].getSubject()).contains("ATRASADO");
            assertThat(serving.isRunning()).isTrue();
        }
    }

    private ConfigurableApplicationContext lastro(String more) {
        return new SpringApplicationBuilder(LastroApplication.class)
                .web(WebApplicationType.NONE)
                .run(arguments(more));
    }

    private String[] arguments(String more) {
        var arguments = new ArrayList<>(Arrays.asList(Lastro.arguments(database, folder.resolve("reports"), null)));
        arguments.addAll(List.of(
                "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + mail.getSmtp().getPort(),
                "--lastro.notify.mail.to=fechamento@example.com",
                "--lastro.notify.mail.from=lastro@example.com",
                "--lastro.notify.webhook.url=http://127.0.0.1:%d/notices"
                        .formatted(http.getAddress().getPort()),
                "--lastro.notify.webhook.secret=" + SECRET,
                "--lastro.notify.link=https://lastro.example/relatorios/",
                more.isEmpty() ? "--lastro.notify.late-after=00:00" : more));
        return arguments.toArray(String[]::new);
    }

    private void append(ConfigurableApplicationContext lastro) throws SQLException {
        new Lastro(lastro, database, folder).append("main", ARRIVAL, Traffic.of(50, 7));
    }

    private static Outcome nightlyCompleted() {
        return new Outcome.Completed(null, new java.util.LinkedHashMap<>());
    }

    private MimeMessage onlyMail() {
        assertThat(mail.getReceivedMessages()).hasSize(1);
        return mail.getReceivedMessages()[0];
    }

    private static String pt(LocalDate date) {
        return "%02d/%02d/%d".formatted(date.getDayOfMonth(), date.getMonthValue(), date.getYear());
    }

    private static Outcome nightly(ConfigurableApplicationContext lastro, LocalDate date) {
        return lastro.getBean(Jobs.class).run(new JobRequest.Nightly(date, false, "tester", ""), Progress.SILENT);
    }

    private static String manifestHash(ConfigurableApplicationContext lastro, LocalDate date) {
        return Objects.requireNonNull(
                lastro.getBean(Runs.class).get("nightly", date.toString(), 1).manifestSha256());
    }
}
