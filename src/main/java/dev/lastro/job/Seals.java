package dev.lastro.job;

import dev.lastro.anchor.Anchors;
import dev.lastro.proof.LogKey;
import dev.lastro.report.ReportRequest;
import dev.lastro.seal.CheckpointTable;
import dev.lastro.seal.KeyRing;
import dev.lastro.seal.Sealer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a run covers, sealed, and what it is signed with. */
@Component
class Seals {

    private static final String STEP = "seal";

    private final Sealer sealer;
    private final CheckpointTable checkpoints;
    private final KeyRing keys;
    private final Anchors anchors;

    Seals(Sealer sealer, CheckpointTable checkpoints, KeyRing keys, Anchors anchors) {
        this.sealer = sealer;
        this.checkpoints = checkpoints;
        this.keys = keys;
        this.anchors = anchors;
    }

    /**
     * Seals every log as it is now, and pushes what is new to the anchors.
     *
     * @return for each log that has deliveries how many of them are sealed
     * @throws dev.lastro.seal.BrokenLogException if rows of a log were removed or changed
     */
    SortedMap<String, Long> seal(String job, Progress progress) {
        var sizes = new TreeMap<String, Long>();
        for (var log : sealer.logs()) {
            var meter = new ProgressMeter(progress, job, STEP, 0, 0, System::nanoTime);
            var seal = sealer.seal(log, meter::at);
            meter.finish();
            if (seal != null) {
                sizes.put(log, seal.size());
            }
        }
        anchors.publishNew();
        return sizes;
    }

    /** The notes of just these sizes; a size that was never sealed has none. */
    SortedMap<String, String> notes(Map<String, Long> sizes) {
        var notes = new TreeMap<String, String>();
        sizes.forEach((log, size) -> checkpoints
                .ofSize(log, size)
                .ifPresent(seal -> notes.put(log, new String(seal.note(), StandardCharsets.UTF_8))));
        return notes;
    }

    LogKey key() {
        return keys.signing();
    }

    /** What the reports of a run are chained to. */
    static ReportRequest.@Nullable Previous previous(@Nullable Run run) {
        return run == null
                ? null
                : new ReportRequest.Previous(
                        "%s/r%d".formatted(run.subject(), run.revision()),
                        Objects.requireNonNull(run.manifestSha256(), "a complete night has a manifest"),
                        run.logSizes());
    }
}
