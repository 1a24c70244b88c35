package dev.lastro.anchor;

import dev.lastro.outbound.Post;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The anchors that are configured. */
@Configuration(proxyBeanMethods = false)
class AnchorConfiguration {

    @Bean(destroyMethod = "close")
    Anchors anchors(AnchorProperties properties, DataSource dataSource, InstantSource clock) {
        var anchors = new ArrayList<Anchor>();
        if (properties.file() != null) {
            var file = properties.file();
            anchors.add(new FileAnchor(given(file.path()), file.every()));
        }
        if (properties.webhook() != null) {
            var webhook = properties.webhook();
            anchors.add(new WebhookAnchor(
                    new Post(given(webhook.url()), webhook.timeout()),
                    webhook.every(),
                    given(webhook.secret()),
                    clock));
        }
        if (properties.s3() != null) {
            anchors.add(new S3Anchor(client(properties.s3()), properties.s3(), clock));
        }
        if (properties.rfc3161() != null) {
            var authority = properties.rfc3161();
            anchors.add(new TimeStampAnchor(
                    new Post(given(authority.url()), authority.timeout()),
                    authority.every(),
                    signer(authority.caFile()),
                    new SecureRandom()));
        }
        return new Anchors(dataSource, anchors, clock);
    }

    @Bean
    AnchorMetrics anchorMetrics(Anchors anchors) {
        return new AnchorMetrics(anchors);
    }

    /** Only the jobs' user sees the tables. */
    @Bean
    @ConditionalOnExpression("'${lastro.roles}'.contains('jobs')")
    HealthIndicator anchorsHealthIndicator(Anchors anchors) {
        return new AnchorHealth(anchors);
    }

    /** The digests are said by ourselves, so nothing is added to a request that a server which is not Amazon's may not know. */
    static S3Client client(AnchorProperties.S3 properties) {
        var client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder().connectionTimeout(properties.timeout()))
                .overrideConfiguration(override -> override.apiCallTimeout(properties.timeout()))
                .credentialsProvider(credentials(properties))
                .region(Region.of(properties.region()))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false));
        URI endpoint = properties.endpoint();
        if (endpoint != null) {
            client.endpointOverride(endpoint).forcePathStyle(true);
        }
        return client.build();
    }

    private static AwsCredentialsProvider credentials(AnchorProperties.S3 properties) {
        var id = properties.accessKeyId();
        var secret = properties.secretAccessKey();
        return id == null || secret == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret));
    }

    private static TokenSigner signer(@Nullable Path authorities) {
        return authorities == null ? TokenSigner.anybody() : TokenSigner.of(authorities);
    }

    /** The properties' own checks have seen to it. */
    private static <T> T given(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
