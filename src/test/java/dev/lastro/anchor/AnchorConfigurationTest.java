package dev.lastro.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;

class AnchorConfigurationTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withUserConfiguration(Wiring.class)
            .withBean(DataSource.class, DriverManagerDataSource::new)
            .withBean(InstantSource.class, Clock::systemUTC)
            .withPropertyValues("lastro.roles=jobs");

    @Configuration
    @Import(AnchorConfiguration.class)
    @EnableConfigurationProperties(AnchorProperties.class)
    static class Wiring {}

    @Test
    void thereIsNoneUnlessItIsConfigured() {
        application.run(context -> {
            assertThat(context.getBean(AnchorProperties.class)).isEqualTo(new AnchorProperties(null, null, null, null));
            assertThat(context.getBean(Anchors.class).publishNew()).isZero();
            assertThat(context).hasBean("anchorsHealthIndicator");
        });
    }

    @Test
    void whatIsConfiguredIsThereWithItsDefaults() {
        application
                .withPropertyValues(
                        "lastro.anchors.file.path=checkpoints",
                        "lastro.anchors.webhook.url=https://audit.example/checkpoints",
                        "lastro.anchors.webhook.secret=" + SECRET,
                        "lastro.anchors.webhook.every=10m",
                        "lastro.anchors.s3.bucket=audit",
                        "lastro.anchors.rfc3161.url=http://tsa.example/")
                .run(context -> {
                    var properties = context.getBean(AnchorProperties.class);
                    var s3 = Objects.requireNonNull(properties.s3());
                    assertThat(s3.prefix()).isEqualTo("lastro/");
                    assertThat(s3.mode()).isEqualTo(ObjectLockMode.COMPLIANCE);
                    assertThat(s3.retainDays()).isEqualTo(3650);
                    assertThat(s3.every()).isZero();
                    assertThat(properties.webhook()).extracting("every").isEqualTo(Duration.ofMinutes(10));
                    assertThat(properties.rfc3161()).extracting("every").isEqualTo(Duration.ofHours(1));
                    assertThat(properties.toString()).doesNotContain(SECRET);
                    assertThat(StreamSupport.stream(
                                            context.getBean(Anchors.class)
                                                    .attempts()
                                                    .spliterator(),
                                            false)
                                    .map(Attempts::anchor))
                            .containsExactly("file", "webhook", "s3", "rfc3161");
                });
    }

    /** A half-configured anchor is not silently none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lastro.anchors.file.every=1h                               | lastro.anchors.file.path: missing
            lastro.anchors.webhook.url=https://a.example               | lastro.anchors.webhook.secret: missing
            lastro.anchors.webhook.secret=whsec_MfKQ9r8GKYqrTwjUPD8ILA | lastro.anchors.webhook.url: missing
            lastro.anchors.webhook.url=ftp://a.example                 | lastro.anchors.webhook.url: no http
            lastro.anchors.s3.endpoint=https://a.example               | lastro.anchors.s3.bucket: missing
            lastro.anchors.rfc3161.every=2h                            | lastro.anchors.rfc3161.url: missing
            """)
    void halfOfOneStopsTheStart(String property, String why) {
        application
                .withPropertyValues(property)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageStartingWith(why));
    }

    @Test
    void unfitValuesStopTheStart() {
        Assertions.assertThat(failure(
                        "lastro.anchors.webhook.url=https://a.example", "lastro.anchors.webhook.secret=short-secret"))
                .startsWith("lastro.anchors.webhook.secret: must be")
                .doesNotContain("short-secret");
        Assertions.assertThat(failure("lastro.anchors.s3.bucket=b", "lastro.anchors.s3.access-key-id=a"))
                .contains("together");
        Assertions.assertThat(failure("lastro.anchors.s3.bucket=b", "lastro.anchors.s3.retain-days=0"))
                .contains("no lock");
        Assertions.assertThat(failure("lastro.anchors.s3.bucket=b", "lastro.anchors.s3.mode=UNKNOWN_TO_SDK_VERSION"))
                .contains("COMPLIANCE or GOVERNANCE");
        Assertions.assertThat(failure(
                        "lastro.anchors.rfc3161.url=http://a.example", "lastro.anchors.rfc3161.ca-file=no-file"))
                .contains("no-file");
    }

    @Test
    void aProcessWithoutTheJobsTellsNothingOfThem() {
        application
                .withPropertyValues("lastro.roles=receiver")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(HealthIndicator.class)
                        .hasSingleBean(Anchors.class));
    }

    private String failure(String... properties) {
        var message = new String[1];
        application.withPropertyValues(properties).run(context -> {
            Throwable cause = context.getStartupFailure();
            while (cause != null && cause.getCause() != null) {
                cause = cause.getCause();
            }
            message[0] = String.valueOf(cause == null ? null : cause.getMessage());
        });
        return message[0];
    }
}
