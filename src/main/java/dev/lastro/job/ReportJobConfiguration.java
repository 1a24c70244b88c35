package dev.lastro.job;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One step: as known. */
@Configuration(proxyBeanMethods = false)
class ReportJobConfiguration {

    private final JobRepository repository;

    ReportJobConfiguration(JobRepository repository) {
        this.repository = repository;
    }

    @Bean
    Job report(Step asKnown) {
        return new JobBuilder(JobRequest.Report.JOB, repository).start(asKnown).build();
    }

    @Bean
    Step asKnown(ReportStep reportStep) {
        return new StepBuilder("as-known", repository)
                .tasklet(reportStep, new ResourcelessTransactionManager())
                .allowStartIfComplete(true)
                .build();
    }
}
