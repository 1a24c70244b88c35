package dev.lastro.receiver;

import dev.lastro.provider.RequestHeaders;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/**
 * In front of every servlet: lets webhooks in at their own port alone, where they have one, and nothing else there; and
 * hands their header lines on as they were sent. The servlet API gives headers by name only, which loses the order of
 * lines whose names repeat.
 */
final class WebhookEntrance extends ValveBase {

    private static final String ATTRIBUTE = RequestHeaders.class.getName();

    private final @Nullable Connector ownConnector;

    /** @param ownConnector null: webhooks share the port of everything else */
    WebhookEntrance(@Nullable Connector ownConnector) {
        super(true);
        this.ownConnector = ownConnector;
    }

    static RequestHeaders headersOf(ServletRequest request) {
        return (RequestHeaders) request.getAttribute(ATTRIBUTE);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        var isWebhook = request.getRequestURI().startsWith(WebhookServlet.PATH);
        if (ownConnector != null && isWebhook != ownConnector.equals(request.getConnector())) {
            response.setStatus(404);
            return;
        }
        if (isWebhook) {
            request.setAttribute(ATTRIBUTE, linesOf(request));
        }
        getNext().invoke(request, response);
    }

    private static RequestHeaders linesOf(Request request) {
        var headers = request.getCoyoteRequest().getMimeHeaders();
        var lines = new ArrayList<RequestHeaders.Line>(headers.size());
        for (var i = 0; i < headers.size(); i++) {
            lines.add(new RequestHeaders.Line(
                    headers.getName(i).toString(), headers.getValue(i).toString()));
        }
        return new RequestHeaders(lines);
    }
}
