package dev.lastro.job;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Two steps: compare, which publishes the folder; then appendStatement, which lets the log know. */
@Configuration(proxyBeanMethods = false)
class ReconcileJobConfiguration {

    private final JobRepository repository;

    ReconcileJobConfiguration(JobRepository repository) {
        this.repository = repository;
    }

    @Bean
    Job reconcile(Step compare, Step appendStatement) {
        return new JobBuilder(JobRequest.Reconcile.JOB, repository)
                .start(compare)
                .next(appendStatement)
                .build();
    }

    @Bean
    Step compare(CompareStep compareStep) {
        return step("compare", compareStep);
    }

    @Bean
    Step appendStatement(AppendStatementStep appendStatementStep) {
        return step("appendStatement", appendStatementStep);
    }

    /** Files and the log commit by themselves; a transaction around them would only hold a connection. */
    private Step step(String name, Tasklet tasklet) {
        return new StepBuilder(name, repository)
                .tasklet(tasklet, new ResourcelessTransactionManager())
                .allowStartIfComplete(true)
                .build();
    }
}
