package dev.lastro.receiver;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.X509TrustManager;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * In front of everything where client certificates are asked for: who is behind it sees those alone that the port's
 * bundle believes now. Judged at every request, so that a certificate whose authority was taken out is worth nothing on
 * a connection that was open before either.
 */
final class ClientCertificateValve extends ValveBase {

    private static final String CHAIN = "jakarta.servlet.request.X509Certificate";
    private static final X509Certificate[] NONE = {};
    private static final Logger LOG = LoggerFactory.getLogger(ClientCertificateValve.class);
    private static final long LOG_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    private final SslBundles bundles;
    private final AtomicLong loggedNanos = new AtomicLong(System.nanoTime() - LOG_EVERY_NANOS);
    private @Nullable Connector ownConnector;
    private @Nullable Believed atOwnPort;
    private @Nullable Believed atServerPort;

    ClientCertificateValve(SslBundles bundles) {
        super(true);
        this.bundles = bundles;
    }

    /** Of {@code lastro.receiver.port}; before the server starts. */
    void believeAt(Connector connector, String bundle) {
        ownConnector = connector;
        atOwnPort = new Believed(bundle, bundles);
    }

    /** Of every other port; before the server starts. */
    void believe(String bundle) {
        atServerPort = new Believed(bundle, bundles);
    }

    /** The chain that the sender has proved to hold and that is believed, its own certificate first; empty: none. */
    static List<X509Certificate> of(ServletRequest request) {
        return request.isSecure() && request.getAttribute(CHAIN) instanceof X509Certificate[] chain
                ? List.of(chain)
                : List.of();
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        var believed = request.getConnector().equals(ownConnector) ? atOwnPort : atServerPort;
        if (believed != null
                && request.getAttribute(CHAIN) instanceof X509Certificate[] chain
                && !isBelieved(chain, believed)) {
            request.setAttribute(CHAIN, NONE);
        }
        getNext().invoke(request, response);
    }

    private boolean isBelieved(X509Certificate[] chain, Believed believed) {
        try {
            believed.now.checkClientTrusted(chain, chain[0].getPublicKey().getAlgorithm());
            return true;
        } catch (CertificateException e) {
            var now = System.nanoTime();
            var logged = loggedNanos.get();
            if (now - logged >= LOG_EVERY_NANOS && loggedNanos.compareAndSet(logged, now)) {
                LOG.warn(
                        "a client certificate is not believed, and left out: {}: {}",
                        BundleCertificates.name(chain[0]),
                        e.getMessage());
            }
            return false;
        }
    }

    /** Whom a bundle's trust store believes now. */
    private static final class Believed {

        private volatile X509TrustManager now;

        Believed(String bundle, SslBundles bundles) {
            now = trustManager(bundles.getBundle(bundle));
            bundles.addBundleUpdateHandler(bundle, updated -> now = trustManager(updated));
        }

        private static X509TrustManager trustManager(SslBundle bundle) {
            for (var manager : Objects.requireNonNull(bundle.getManagers().getTrustManagers())) {
                if (manager instanceof X509TrustManager x509) {
                    return x509;
                }
            }
            throw new IllegalStateException("every Java platform has an X.509 trust manager");
        }
    }
}
