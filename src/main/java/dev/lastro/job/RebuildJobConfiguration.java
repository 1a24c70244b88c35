package dev.lastro.job;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One step: rebuild. ({@code rebuild} is the bean that does it, so the job's and the step's have other names.) */
@Configuration(proxyBeanMethods = false)
class RebuildJobConfiguration {

    private final JobRepository repository;

    RebuildJobConfiguration(JobRepository repository) {
        this.repository = repository;
    }

    @Bean
    Job rebuildJob(Step anew) {
        return new JobBuilder(JobRequest.Rebuild.JOB, repository).start(anew).build();
    }

    /** Its transactions are its own. */
    @Bean
    Step anew(RebuildStep rebuildStep) {
        return new StepBuilder("anew", repository)
                .tasklet(rebuildStep, new ResourcelessTransactionManager())
                .allowStartIfComplete(true)
                .build();
    }
}
