package dev.lastro.receiver;

import dev.lastro.log.LogUnavailableException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees what became of each request: measures it, writes rejections down, and logs no more than anybody can read. */
final class Witness {

    private static final Logger LOG = LoggerFactory.getLogger(Witness.class);

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final ReceiverMetrics metrics;
    private final Rejections rejections;
    private final SparseLog sparseLog = new SparseLog();

    Witness(ReceiverMetrics metrics, Rejections rejections) {
        this.metrics = metrics;
        this.rejections = rejections;
    }

    /** Called once the answer is on its way. */
    void saw(Visit visit, Answer answer, long nanos) {
        var status = answer.status();
        var meters = visit.door == null ? metrics.other() : visit.door.meters();
        meters.answered(status, nanos);
        var body = visit.body.bytesIfComplete();
        if (body != null) {
            meters.bodyRead(body.length);
        }
        if (visit.verdict != null) {
            for (var secret : visit.verdict.used()) {
                meters.used(secret, visit.receivedAt.getEpochSecond());
            }
        }
        if (status != OK && status != UNAVAILABLE) {
            rejected(visit, answer, meters, body);
        }
    }

    private void rejected(Visit visit, Answer answer, DoorMeters meters, byte @Nullable [] body) {
        var reasons = reasons(visit, answer);
        reasons.forEach(meters::rejected);
        var reason = String.join(", ", reasons);
        var provider = visit.door == null ? "" : visit.door.provider();
        sparseLog.log(
                provider + ' ' + reason,
                System.nanoTime(),
                times -> LOG.info(
                        "{} requests {} were answered {}, the last from {}: {}",
                        times,
                        provider.isEmpty() ? "to a path that is nobody's" : "of " + provider,
                        answer.status(),
                        visit.sourceText(),
                        reason));
        if (!rejections.hasRoom()) {
            rejections.drop(1);
            return;
        }
        rejections.record(new Rejection(
                visit.receivedAt,
                provider,
                visit.sourceText(),
                answer.status(),
                reason,
                visit.door == null
                        ? null
                        : StoredHeaders.sha256(StoredHeaders.encode(visit.headers(), visit.door.secretHeaders())),
                body == null ? null : StoredHeaders.sha256(body)));
    }

    private static List<String> reasons(Visit visit, Answer answer) {
        if (answer == Answer.Refused.NOT_AUTHENTICATED && visit.verdict != null) {
            return visit.verdict.refusals();
        }
        return List.of(
                switch (answer) {
                    case Answer.Refused refused ->
                        switch (refused) {
                            case UNKNOWN_PATH -> "unknown path";
                            case NOT_POST -> "not POST";
                            case SOURCE_NOT_ALLOWED ->
                                visit.isSourceCertain() ? "source not on the allow list" : "source not to be read";
                            case NOT_AUTHENTICATED -> "not authenticated";
                            case TOO_LARGE -> "body over the limit";
                            case TOO_SLOW -> "body not finished in time";
                            case BROKEN -> "body broke off";
                        };
                    case Answer.TooFast _ -> "over the rate";
                    case Answer.NotStored _, Answer.Stored _, Answer.Spooled _ -> "";
                });
    }

    /** Whether its source may come in at this door; one that no proxy could tell is on no allow list. */
    boolean admits(Source source, Door door) {
        return switch (door.gatekeeper().admission(source.isCertain() ? source.address() : null)) {
            case INSIDE -> true;
            case OUTSIDE -> false;
            case SHADOWED -> {
                door.meters().shadowRefused();
                sparseLog.log(
                        "shadow " + door.provider(),
                        System.nanoTime(),
                        times -> LOG.warn(
                                "{} requests of {} were let in only because its allow list is in mode shadow, the last from {}",
                                times,
                                door.provider(),
                                source.told()));
                yield true;
            }
        };
    }

    void couldNotStore(Visit visit, LogUnavailableException e) {
        var provider = visit.door == null ? "" : visit.door.provider();
        sparseLog.log(
                "not stored " + provider,
                System.nanoTime(),
                times -> LOG.warn("{} deliveries of {} were not stored: {}", times, provider, e.getMessage()));
    }
}
