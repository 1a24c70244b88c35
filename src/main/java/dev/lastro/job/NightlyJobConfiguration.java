package dev.lastro.job;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * classify → rebuild → reports.
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
    Job nightly(Step classify, Step rebuild, Step reports) {
        return new JobBuilder("nightly", repository)
                .start(classify)
                .next(rebuild)
                .next(reports)
                .build();
    }

    @Bean
    Step classify(ClassifyStep classifyStep) {
        return new StepBuilder("classify", repository)
                .tasklet(classifyStep, transactions)
                .allowStartIfComplete(true)
                .build();
    }

    @Bean
    Step rebuild(RebuildStep rebuildStep) {
        return new StepBuilder("rebuild", repository)
                .tasklet(rebuildStep, transactions)
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
