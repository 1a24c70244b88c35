package dev.lastro.receiver;

import dev.lastro.provider.Attempt;
import dev.lastro.provider.RequestHeaders;
import dev.lastro.provider.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/** One request on its way through; of one thread. What it costs to know is found out when it is asked for. */
final class Visit {

    final Request request;
    final @Nullable Door door;
    final RequestBody body;
    final Instant receivedAt;

    @Nullable
    Verdict verdict;

    private @Nullable RequestHeaders headers;
    private @Nullable Source source;

    /** @param door null: the path is nobody's */
    Visit(Request request, @Nullable Door door, RequestBody body, Instant receivedAt) {
        this.request = request;
        this.door = door;
        this.body = body;
        this.receivedAt = receivedAt;
    }

    /**
     * As they were sent. The servlet API gives headers by name only, which loses the order of lines whose names repeat.
     */
    RequestHeaders headers() {
        if (headers == null) {
            var sent = request.getCoyoteRequest().getMimeHeaders();
            var lines = new ArrayList<RequestHeaders.Line>(sent.size());
            for (var i = 0; i < sent.size(); i++) {
                lines.add(new RequestHeaders.Line(
                        sent.getName(i).toString(), sent.getValue(i).toString()));
            }
            headers = new RequestHeaders(lines);
        }
        return headers;
    }

    /** @return where it comes from, which is then known */
    Source find(Source.Finder sources) {
        var found = sources.find(request.getRemoteAddr(), headers());
        source = found;
        return found;
    }

    boolean isSourceCertain() {
        return source == null || source.isCertain();
    }

    /** Before that is known, the peer's. */
    String sourceText() {
        return source == null ? AddressText.canonical(AddressText.ofSocket(request.getRemoteAddr())) : source.text();
    }

    Attempt attempt() {
        var path = request.getRequestURI();
        var query = request.getQueryString();
        return new Attempt(
                request.getMethod(),
                query == null ? path : path + "?" + query,
                headers(),
                body.bytes(),
                receivedAt,
                ClientCertificateValve.of(request));
    }
}
