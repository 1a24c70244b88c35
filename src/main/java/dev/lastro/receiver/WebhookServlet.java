package dev.lastro.receiver;

import dev.lastro.log.LogUnavailableException;
import dev.lastro.log.LogWriter;
import dev.lastro.log.Submission;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    /**
     * A commit whose outcome is unknown is waited for: a 503 for something that is stored after all makes a double.
     * No sender that we know waits longer than this.
     */
    private static final long COMMIT_PATIENCE_SECONDS = 30;

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(WebhookServlet.class);

    private final transient Map<String, Door> doors;
    private final transient LogWriter log;
    private final transient Semaphore bytesInFlight;

    WebhookServlet(Map<String, Door> doors, LogWriter log, int bytesInFlight) {
        this.doors = Map.copyOf(doors);
        this.log = log;
        this.bytesInFlight = new Semaphore(bytesInFlight);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request).send(response);
    }

    private Answer answer(HttpServletRequest request) throws IOException {
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
        if (!gatekeeper.authenticates(headers)) {
            return Answer.Refused.NOT_AUTHENTICATED;
        }
        var wait = door.mustWait();
        if (wait.isPresent()) {
            return new Answer.TooFast(wait.get());
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
            return append(new Submission(
                    door.provider().name(),
                    request.getRemoteAddr(),
                    StoredHeaders.encode(headers, gatekeeper.credentialHeaders()),
                    body.get()));
        } finally {
            bytesInFlight.release(reserved);
        }
    }

    private @Nullable Door door(HttpServletRequest request) {
        return doors.get(request.getRequestURI().substring(PATH.length()));
    }

    private Answer append(Submission submission) {
        var position = log.append(submission);
        try {
            return new Answer.Stored(log.logName(), position.get(COMMIT_PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LogUnavailableException) {
                return new Answer.NotStored();
            }
            throw new IllegalStateException("a delivery could not be stored", e.getCause());
        } catch (TimeoutException e) {
            LOG.error("a delivery of {} was not committed within {} s", submission.provider(), COMMIT_PATIENCE_SECONDS);
            position.cancel(false);
            return new Answer.NotStored();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            position.cancel(false);
            return new Answer.NotStored();
        }
    }
}
