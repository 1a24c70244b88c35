package dev.lastro.receiver;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.net.SSLHostConfig.CertificateVerification;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.net.SSLUtil;
import org.apache.tomcat.util.net.jsse.JSSEImplementation;
import org.apache.tomcat.util.net.jsse.JSSEUtil;

/**
 * TLS that lets a handshake pass although the client's certificate is of an authority that is not ours, where
 * certificates are wanted but not needed. Many clients offer theirs to whoever asks; asking for one lender's sake would
 * shut the others out, in a handshake that nobody sees. {@link ClientCertificateValve} hands on only what is believed.
 *
 * <p>Public, with a public constructor, because Tomcat makes it by name.
 */
public final class ForeignCertificates extends JSSEImplementation {

    static void admitAt(Connector connector) {
        ((AbstractHttp11Protocol<?>) connector.getProtocolHandler())
                .setSslImplementationName(ForeignCertificates.class.getName());
    }

    @Override
    public SSLUtil getSSLUtil(SSLHostConfigCertificate certificate) {
        if (certificate.getSSLHostConfig().getCertificateVerification() != CertificateVerification.OPTIONAL) {
            return super.getSSLUtil(certificate);
        }
        return new JSSEUtil(certificate, false) {
            @Override
            public TrustManager[] getTrustManagers() throws Exception {
                return Arrays.stream(super.getTrustManagers())
                        .map(X509TrustManager.class::cast)
                        .map(Deferring::new)
                        .toArray(TrustManager[]::new);
            }
        };
    }

    /** Says whose certificates are asked for, and leaves the judgement of what comes to the valve. */
    private static final class Deferring extends X509ExtendedTrustManager {

        private final X509TrustManager believed;

        Deferring(X509TrustManager believed) {
            this.believed = believed;
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return believed.getAcceptedIssuers();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            // the valve's matter
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
            // the valve's matter
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            // the valve's matter
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            believed.checkServerTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            believed.checkServerTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            believed.checkServerTrusted(chain, authType);
        }
    }
}
