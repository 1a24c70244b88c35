package dev.lastro.job;

import org.springframework.stereotype.Component;

/** Decides what a start of {@code rebuild} covers. */
@Component
class RebuildStart {

    /** Inside the gate, alone with the derived tables. */
    Outcome run(JobRequest.Rebuild request, RunningJobs.Running running) {
        throw new UnsupportedOperationException();
    }
}
