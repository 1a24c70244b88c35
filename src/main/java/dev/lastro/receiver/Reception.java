package dev.lastro.receiver;

import dev.lastro.log.Intake;
import dev.lastro.log.LogUnavailableException;
import dev.lastro.log.Receipt;
import dev.lastro.log.Submission;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /webhooks/{provider}}: refuse early, authenticate, append, answer (spec section 2).
 *
 * <p>If the process dies before the log has committed, the sender has no answer and sends again; after that the
 * delivery is in the log, answered or not.
 */
final class Reception {

    static final String PATH = "/webhooks/";

    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final Doors doors;
    private final Source.Finder sources;
    private final BytesInFlight inFlight;
    private final long bodyDeadlineNanos;
    private final Intake intake;
    private final Witness witness;
    private final InstantSource clock;

    Reception(
            Doors doors,
            Source.Finder sources,
            BytesInFlight inFlight,
            Duration bodyDeadline,
            Intake intake,
            Witness witness,
            InstantSource clock) {
        this.doors = doors;
        this.sources = sources;
        this.inFlight = inFlight;
        this.bodyDeadlineNanos = bodyDeadline.toNanos();
        this.intake = intake;
        this.witness = witness;
        this.clock = clock;
    }

    /** @param isOpen false: no webhooks come in at this port */
    void receive(Request request, Response response, boolean isOpen) throws IOException {
        var startedNanos = System.nanoTime();
        var coyote = request.getCoyoteRequest();
        try (var body = new RequestBody(coyote, inFlight, startedNanos + bodyDeadlineNanos)) {
            var visit = new Visit(request, isOpen ? door(request) : null, body, clock.instant());
            var answer = answer(visit);
            try {
                answer.send(response);
                response.finishResponse();
            } finally {
                // even where nobody was left to be answered
                witness.saw(visit, answer, System.nanoTime() - startedNanos);
            }
            body.drain();
        }
    }

    /** By the path as it stands in the request line: nothing is decoded, unified or cut off. */
    private @Nullable Door door(Request request) {
        var path = request.getRequestURI();
        return path.startsWith(PATH) ? doors.of(path.substring(PATH.length())) : null;
    }

    private Answer answer(Visit visit) {
        try {
            return visit.door == null ? Answer.Refused.UNKNOWN_PATH : answer(visit, visit.door);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.NotStored();
        } catch (LogUnavailableException e) {
            witness.couldNotStore(visit, e);
            return new Answer.NotStored();
        } catch (RuntimeException e) {
            LOG.error("a request could not be answered", e);
            return new Answer.NotStored();
        }
    }

    private Answer answer(Visit visit, Door door) throws InterruptedException {
        if (!visit.request.getMethod().equals("POST")) {
            return Answer.Refused.NOT_POST;
        }
        if (!witness.admits(visit.find(sources), door)) {
            return Answer.Refused.SOURCE_NOT_ALLOWED;
        }
        if (visit.body.isDeclaredOver(door.bodyMaxBytes())) {
            return Answer.Refused.TOO_LARGE;
        }
        var refused = door.readsBody() ? null : judge(visit, door);
        if (refused == null) {
            refused = read(visit.body, door);
        }
        if (refused == null && door.readsBody()) {
            refused = judge(visit, door);
        }
        return refused == null ? keep(visit, door) : refused;
    }

    private static @Nullable Answer read(RequestBody body, Door door) {
        return switch (body.read(door.bodyMaxBytes())) {
            case COMPLETE -> null;
            case TOO_LARGE -> Answer.Refused.TOO_LARGE;
            case TOO_SLOW -> Answer.Refused.TOO_SLOW;
            case BROKEN -> Answer.Refused.BROKEN;
            case NO_MEMORY -> new Answer.NotStored();
        };
    }

    private static @Nullable Answer judge(Visit visit, Door door) {
        visit.verdict = door.gatekeeper().judge(visit.attempt());
        if (!visit.verdict.isAdmitted()) {
            return Answer.Refused.NOT_AUTHENTICATED;
        }
        var wait = door.mustWait();
        return wait == null ? null : new Answer.TooFast(wait);
    }

    private Answer keep(Visit visit, Door door) throws InterruptedException {
        var submission = new Submission(
                door.provider(),
                visit.sourceText(),
                visit.receivedAt,
                StoredHeaders.encode(visit.headers(), door.secretHeaders()),
                visit.body.bytes());
        return switch (intake.keep(submission)) {
            case Receipt.Stored stored -> new Answer.Stored(stored.log(), stored.position());
            case Receipt.Spooled _ -> new Answer.Spooled();
        };
    }
}
