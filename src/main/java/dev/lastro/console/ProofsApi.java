package dev.lastro.console;

import dev.lastro.log.LogReader;
import dev.lastro.seal.CheckpointTable;
import dev.lastro.seal.Prover;
import dev.lastro.seal.Seal;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The proofs that {@code lastro proof} writes, byte for byte, in the formats of c2sp.org. Errors are RFC 9457's. */
@RestController
@ConditionalOnWebApplication
@ConditionalOnExpression("'${lastro.roles}'.contains('console')")
@RequestMapping(path = "/api/v1/logs/{log}", produces = MediaType.TEXT_PLAIN_VALUE)
class ProofsApi {

    private final LogReader logs;
    private final CheckpointTable checkpoints;
    private final Prover prover;

    ProofsApi(LogReader logs, CheckpointTable checkpoints, Prover prover) {
        this.logs = logs;
        this.checkpoints = checkpoints;
        this.prover = prover;
    }

    /**
     * The signed note itself (c2sp.org/tlog-checkpoint).
     *
     * @param size how many deliveries it covers; null: the last one
     */
    @GetMapping("/checkpoint")
    byte[] checkpoint(@PathVariable String log, @RequestParam(required = false) @Nullable Long size) {
        return seal(log, size).note();
    }

    /** That a delivery is in a checkpoint (c2sp.org/tlog-proof). */
    @GetMapping("/deliveries/{position}/proof")
    byte[] inclusion(
            @PathVariable String log,
            @PathVariable long position,
            @RequestParam(required = false) @Nullable Long size) {
        if (position < 0 || logs.size(log) <= position) {
            throw refused(HttpStatus.NOT_FOUND, "there is no delivery %s/%d".formatted(log, position));
        }
        var seal = seal(log, size);
        if (seal.size() <= position) {
            throw refused(
                    HttpStatus.CONFLICT,
                    "%s/%d is newer than the checkpoint of %d deliveries; the next one covers it"
                            .formatted(log, position, seal.size()));
        }
        return prover.inclusion(position, seal).encode();
    }

    /**
     * That a checkpoint goes on where an older one ended (as c2sp.org/tlog-witness hands it over).
     *
     * @param from how many deliveries the older one covers
     * @param to how many the newer one covers; null: the last one
     */
    @GetMapping("/consistency")
    byte[] consistency(
            @PathVariable String log, @RequestParam long from, @RequestParam(required = false) @Nullable Long to) {
        var newer = seal(log, to);
        var older = seal(log, from);
        if (older.size() > newer.size()) {
            throw refused(
                    HttpStatus.BAD_REQUEST, "from (%d) is larger than to (%d)".formatted(older.size(), newer.size()));
        }
        return prover.consistency(older, newer).encode();
    }

    private Seal seal(String log, @Nullable Long size) {
        var last = checkpoints
                .last(log)
                .orElseThrow(() -> refused(HttpStatus.NOT_FOUND, "log %s has no checkpoint".formatted(log)));
        return size == null
                ? last
                : checkpoints
                        .ofSize(log, size)
                        .orElseThrow(() -> refused(
                                HttpStatus.NOT_FOUND,
                                "log %s has no checkpoint of just %d deliveries; the last one covers %d"
                                        .formatted(log, size, last.size())));
    }

    private static ResponseStatusException refused(HttpStatus status, String why) {
        return new ResponseStatusException(status, why);
    }
}
