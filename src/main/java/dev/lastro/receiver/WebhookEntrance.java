package dev.lastro.receiver;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/**
 * In front of every servlet and filter, because everything in Spring reads or rewrites the bodies of forms, multipart
 * and odd content types, and costs each request something: takes the webhooks, at their own port alone where they have
 * one. What else comes to that port is nobody's.
 */
final class WebhookEntrance extends ValveBase {

    private final Reception reception;
    private @Nullable Connector ownConnector;
    private final LongAdder entered = new LongAdder();
    private final LongAdder left = new LongAdder();

    WebhookEntrance(Reception reception) {
        super(true);
        this.reception = reception;
    }

    /** Unless this is said before the server starts, webhooks share the port of everything else. */
    void openOnlyAt(Connector connector) {
        ownConnector = connector;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (response.isErrorReportRequired()) {
            // Tomcat has refused it already, as no HTTP; parts of it may not even be there
            getNext().invoke(request, response);
            return;
        }
        var isOpen = ownConnector == null || ownConnector.equals(request.getConnector());
        var isWebhook = request.getRequestURI().startsWith(Reception.PATH);
        if (isWebhook || (ownConnector != null && isOpen)) {
            entered.increment();
            try {
                reception.receive(request, response, isOpen);
            } finally {
                left.increment();
            }
        } else {
            getNext().invoke(request, response);
        }
    }

    /** Whether nobody is inside: asked when the server shuts down, and lets no one in any more. */
    boolean isEmpty() {
        // left first: who enters meanwhile is then seen
        return left.sum() >= entered.sum();
    }
}
