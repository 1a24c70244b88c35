package dev.lastro.seal;

import dev.lastro.log.Erasures;
import dev.lastro.log.LeafReader;
import dev.lastro.log.LogReader;
import java.security.SecureRandom;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class SealConfiguration {

    @Bean
    KeyRing keyRing(KeyProperties properties) {
        return new KeyRing(properties.keyFile(), properties.formerPublicKeys());
    }

    @Bean
    CheckpointTable checkpointTable(JdbcClient jdbc) {
        return new CheckpointTable(jdbc);
    }

    @Bean
    TileTable tileTable(JdbcClient jdbc, JdbcTemplate batches) {
        return new TileTable(jdbc, batches);
    }

    @Bean
    Sealer sealer(
            DataSource dataSource,
            LogReader log,
            CheckpointTable checkpoints,
            TileTable tiles,
            KeyRing keys,
            InstantSource clock) {
        return new Sealer(dataSource, log, new LeafReader(dataSource, "webhook_log"), checkpoints, tiles, keys, clock);
    }

    @Bean
    SealedActs sealedActs(DataSource dataSource, Erasures erasures, CheckpointTable checkpoints) {
        return new SealedActs(erasures, new LeafReader(dataSource, "webhook_log"), checkpoints);
    }

    @Bean
    LogVerification logVerification(
            DataSource dataSource, LogReader log, CheckpointTable checkpoints, TileTable tiles, SealedActs acts) {
        return new LogVerification(log, new LeafReader(dataSource, "webhook_log"), checkpoints, tiles, acts);
    }

    @Bean
    Prover prover(CheckpointTable checkpoints, TileTable tiles) {
        return new Prover(checkpoints, tiles);
    }

    @Bean
    Rounds rounds(
            LogVerification verification,
            CheckpointTable checkpoints,
            JdbcClient jdbc,
            KeyRing keys,
            InstantSource clock) {
        return new Rounds(verification, checkpoints, new VerificationTable(jdbc), keys, clock);
    }

    @Bean
    Canary canary(
            DataSource dataSource,
            JdbcClient jdbc,
            LogReader log,
            CheckpointTable checkpoints,
            TileTable tiles,
            SealedActs acts,
            KeyRing keys) {
        return new Canary(dataSource, jdbc, log, checkpoints, tiles, acts, keys, new SecureRandom());
    }

    @Bean
    @ConditionalOnWebApplication
    SealHealthIndicator sealHealthIndicator(Sealer sealer, Rounds rounds) {
        return new SealHealthIndicator(sealer, rounds);
    }
}
