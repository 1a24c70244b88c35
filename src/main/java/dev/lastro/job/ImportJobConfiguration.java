package dev.lastro.job;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One step: append. ({@code import} is a word of Java, so the job's bean has another name than the job.) */
@Configuration(proxyBeanMethods = false)
class ImportJobConfiguration {

    private final JobRepository repository;

    ImportJobConfiguration(JobRepository repository) {
        this.repository = repository;
    }

    @Bean
    Job importJob(Step append) {
        return new JobBuilder(JobRequest.Import.JOB, repository).start(append).build();
    }

    /** The log commits by itself; a transaction around it would only hold a connection. */
    @Bean
    Step append(ImportStep importStep) {
        return new StepBuilder("append", repository)
                .tasklet(importStep, new ResourcelessTransactionManager())
                .allowStartIfComplete(true)
                .build();
    }
}
