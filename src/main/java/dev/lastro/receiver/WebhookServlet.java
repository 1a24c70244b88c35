package dev.lastro.receiver;

import dev.lastro.log.Intake;
import dev.lastro.log.LogUnavailableException;
import dev.lastro.log.Receipt;
import dev.lastro.log.Submission;
import dev.lastro.provider.Attempt;
import dev.lastro.provider.RequestHeaders;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /webhooks/{provider}}: refuse early, authenticate, append, answer. A plain servlet, because everything
 * above it in Spring reads or rewrites the bodies of forms, multipart and odd content types.
 *
 * <p>If the process dies before the log has committed, the sender has no answer and sends again; after that the
 * delivery is in the log, answered or not.
 */
final class WebhookServlet extends HttpServlet {

    static final String PATH = "/webhooks/";

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(WebhookServlet.class);

    private final transient Map<String, Door> doors;
    private final transient Intake intake;
    private final transient InstantSource clock;
    private final transient Semaphore bytesInFlight;

    WebhookServlet(Map<String, Door> doors, Intake intake, InstantSource clock, int bytesInFlight) {
        this.doors = Map.copyOf(doors);
        this.intake = intake;
        this.clock = clock;
        this.bytesInFlight = new Semaphore(bytesInFlight);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request).send(response);
    }

    private Answer answer(HttpServletRequest request) throws IOException {
        var receivedAt = clock.instant();
        var door = door(request);
        if (door == null) {
            return Answer.Refused.UNKNOWN_PROVIDER;
        }
        if (!request.getMethod().equals("POST")) {
            return Answer.Refused.NOT_POST;
        }
        var gatekeeper = door.gatekeeper();
        if (!gatekeeper.admits(InetAddress.ofLiteral(request.getRemoteAddr()))) {
            return Answer.Refused.SOURCE_NOT_ALLOWED;
        }
        var maxBytes = Math.toIntExact(door.provider().bodyMaxBytes());
        if (CappedBody.isDeclaredOver(request, maxBytes)) {
            return Answer.Refused.TOO_LARGE;
        }
        var headers = WebhookEntrance.headersOf(request);
        if (!gatekeeper.readsBody()) {
            var refused = judge(door, attempt(request, headers, new byte[0], receivedAt));
            if (refused != null) {
                return refused;
            }
        }
        var declared = request.getContentLengthLong();
        var reserved = declared >= 0 ? (int) declared : maxBytes;
        if (!bytesInFlight.tryAcquire(reserved)) {
            return new Answer.NotStored();
        }
        try {
            var body = CappedBody.read(request, maxBytes);
            if (body.isEmpty()) {
                return Answer.Refused.TOO_LARGE;
            }
            if (gatekeeper.readsBody()) {
                var refused = judge(door, attempt(request, headers, body.get(), receivedAt));
                if (refused != null) {
                    return refused;
                }
            }
            return keep(new Submission(
                    door.provider().name(),
                    request.getRemoteAddr(),
                    receivedAt,
                    StoredHeaders.encode(headers, gatekeeper.credentialHeaders()),
                    body.get()));
        } finally {
            bytesInFlight.release(reserved);
        }
    }

    private @Nullable Door door(HttpServletRequest request) {
        return doors.get(request.getRequestURI().substring(PATH.length()));
    }

    private static Attempt attempt(
            HttpServletRequest request, RequestHeaders headers, byte[] body, Instant receivedAt) {
        var query = request.getQueryString();
        var target = query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
        return new Attempt(request.getMethod(), target, headers, body, receivedAt, ClientCertificateValve.of(request));
    }

    private static @Nullable Answer judge(Door door, Attempt attempt) {
        if (!door.gatekeeper().judge(attempt).isAdmitted()) {
            return Answer.Refused.NOT_AUTHENTICATED;
        }
        return door.mustWait().map(Answer.TooFast::new).orElse(null);
    }

    private Answer keep(Submission submission) {
        try {
            return switch (intake.keep(submission)) {
                case Receipt.Stored stored -> new Answer.Stored(stored.log(), stored.position());
                case Receipt.Spooled _ -> new Answer.Spooled();
            };
        } catch (LogUnavailableException e) {
            LOG.warn("a delivery of {} was not stored: {}", submission.provider(), e.getMessage());
            return new Answer.NotStored();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.NotStored();
        }
    }
}
