package dev.lastro.receiver;

import java.io.IOException;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * Tomcat's HTTP/1.1, whose requests also know their socket: Tomcat bounds each single read, and a sender that drips a
 * byte now and then never exceeds that. With the socket in hand, each read waits only for what is left of the whole.
 *
 * <p>Public because Tomcat makes it by name.
 */
public final class WebhookProtocol extends Http11NioProtocol {

    /** The last of those that Tomcat leaves to others. */
    private static final int SOCKET_NOTE = 31;

    /** Null where the request came by another protocol. */
    static @Nullable SocketWrapperBase<?> socketOf(Request request) {
        return (SocketWrapperBase<?>) request.getNote(SOCKET_NOTE);
    }

    /** Of a port: what Spring Boot has no property for. */
    static void limit(Connector connector) {
        // a sender that asks first is only told to go on once nothing speaks against it but the body itself
        ((AbstractHttp11Protocol<?>) connector.getProtocolHandler())
                .setContinueResponseTiming(ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
    }

    /** A further port, with the limits that {@code server.*} sets for the server's own. */
    static Connector connectorLike(TomcatServletWebServerFactory tomcat, int port) {
        var protocol = new WebhookProtocol();
        var connector = new Connector(protocol);
        tomcat.getConnectorCustomizers().forEach(customizer -> customizer.customize(connector));
        connector.setPort(port);
        protocol.setExecutor(new VirtualThreadTaskExecutor("webhook-"));
        return connector;
    }

    @Override
    protected Processor createProcessor() {
        return new Http11Processor(this, getAdapter()) {
            @Override
            public SocketState service(SocketWrapperBase<?> socket) throws IOException {
                request.setNote(SOCKET_NOTE, socket);
                return super.service(socket);
            }
        };
    }
}
