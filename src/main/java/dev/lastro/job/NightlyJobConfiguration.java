package dev.lastro.job;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * derive → reports.
 *
 * <p>Every step looks in the tables how far it is and does the rest, so each of them runs again in a restart, even when
 * it was complete: another run may have moved the tables meanwhile.
 */
@Configuration(proxyBeanMethods = false)
class NightlyJobConfiguration {

    private final JobRepository repository;
    private final PlatformTransactionManager transactions;

    NightlyJobConfiguration(JobRepository repository, PlatformTransactionManager transactions) {
        this.repository = repository;
        this.transactions = transactions;
    }

    @Bean
    Job nightly(Step derive, Step reports) {
        return new JobBuilder("nightly", repository).start(derive).next(reports).build();
    }

    @Bean
    Step derive(DeriveStep deriveStep) {
        return new StepBuilder("derive", repository)
                .tasklet(deriveStep, new ResourcelessTransactionManager())
                .allowStartIfComplete(true)
                .build();
    }

    @Bean
    Step reports(ReportsStep reportsStep) {
        return new StepBuilder("reports", repository)
                .tasklet(reportsStep, transactions)
                .allowStartIfComplete(true)
                .build();
    }
}
