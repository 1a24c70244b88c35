package dev.lastro.job;

import org.springframework.stereotype.Component;

/** Decides what a start of {@code report} is made from. */
@Component
class ReportStart {

    /** Inside the gate, alone with the derived tables. */
    Outcome run(JobRequest.Report request, RunningJobs.Running running) {
        throw new UnsupportedOperationException();
    }
}
