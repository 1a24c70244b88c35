package dev.lastro.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.notify.Notice.What;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class NotifyConfigurationTest {

    private static final LocalDate DATE = LocalDate.parse("2026-11-21");

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withUserConfiguration(Wiring.class)
            .withBean(DataSource.class, DriverManagerDataSource::new)
            .withBean(InstantSource.class, Clock::systemUTC)
            .withPropertyValues("lastro.roles=jobs");

    @Configuration
    @Import(NotifyConfiguration.class)
    @EnableConfigurationProperties(NotifyProperties.class)
    static class Wiring {}

    @Test
    void nobodyIsToldUnlessSomebodyIsConfigured() {
        application.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(Notifications.class).isAnybody()).isFalse();
            assertThat(context.getBean(NotifyProperties.class).lateAfter()).isEqualTo(LocalTime.of(6, 0));
            assertThat(context.getBean(NotifyHealth.class).health().getDetails())
                    .containsKey("warning");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lastro.notify.mail.from=a@b.example | mail.to: missing",
                "lastro.notify.mail.to=a@b.example | mail.from: missing",
                "lastro.notify.mail.from=a@b.example,lastro.notify.mail.to=a@b.example | set spring.mail.host",
                "lastro.notify.webhook.url=ftp://a.example,lastro.notify.webhook.secret=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw | webhook.url: no http",
                "lastro.notify.webhook.url=https://a.example,lastro.notify.webhook.secret=hush | 24 to 64 bytes in base64"
            })
    void whatIsWrongIsSaidAndNoSecret(String properties, String said) {
        application.withPropertyValues(properties.split(",", -1)).run(context -> {
            assertThat(context).hasFailed();
            assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining(said)
                    .hasMessageNotContaining("hush");
        });
    }

    @Test
    void aNoticeSaysItInBothLanguages() {
        var night = new Notice.Night(
                Path.of("/reports/2026-11-21/r2"),
                "00ff".repeat(16),
                new TreeMap<>(Map.of("deliveries|base39", "1200", "findings|base39", "12")),
                12,
                3,
                1);
        var text = new NoticeText(
                new Notice(What.COMPLETE, DATE, 2, night), URI.create("https://files.example.com/lastro/"));

        assertThat(text.subject())
                .isEqualTo("[Lastro] Fechamento de 21/11/2026 completo: pendências 12, novas 3, críticas 1");
        assertThat(text.body())
                .contains(
                        "Pendências: 12 (novas: 3, críticas: 1).",
                        "Findings: 12 (new: 3, critical: 1).",
                        "https://files.example.com/lastro/2026-11-21/r2/report.html",
                        "00ff".repeat(16))
                .containsPattern("deliveries\\|base39 +1200\n");
        assertThat(new NoticeText(new Notice(What.LATE, DATE, 0, null), null).body())
                .contains("ainda não está completo", "is not complete yet", "run nightly --date=2026-11-21");
    }
}
