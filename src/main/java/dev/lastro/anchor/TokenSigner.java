package dev.lastro.anchor;

import dev.lastro.outbound.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * Whose token is believed. Without authorities, whoever signed it: the token is whole, and who is behind it is for the
 * reader to judge. With them, only who leads to one of them.
 */
final class TokenSigner {

    private final Set<TrustAnchor> authorities;

    private TokenSigner(Set<TrustAnchor> authorities) {
        this.authorities = authorities;
    }

    static TokenSigner anybody() {
        return new TokenSigner(Set.of());
    }

    /**
     * @param authorities certificates, PEM one after the other, or DER
     * @throws IllegalArgumentException if there is none in the file
     */
    static TokenSigner of(Path authorities) {
        try (var file = Files.newInputStream(authorities)) {
            var trusted = new HashSet<TrustAnchor>();
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                trusted.add(new TrustAnchor((X509Certificate) certificate, null));
            }
            if (trusted.isEmpty()) {
                throw new IllegalArgumentException("lastro.anchors.rfc3161.ca-file: no certificate in " + authorities);
            }
            return new TokenSigner(trusted);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("lastro.anchors.rfc3161.ca-file: " + Words.of(e), e);
        }
    }

    void check(TimeStampToken token) throws IOException {
        try {
            var certificate = itsOwn(token);
            // the signature, that the certificate is for time stamps, and that it was valid at the token's time
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(certificate));
            if (!authorities.isEmpty()) {
                demandPath(certificate, token);
            }
        } catch (TSPException | OperatorCreationException | GeneralSecurityException e) {
            throw new IOException("the time stamp's signature: " + Words.of(e), e);
        }
    }

    private static X509CertificateHolder itsOwn(TimeStampToken token) throws IOException {
        for (var each : token.getCertificates().getMatches(null)) {
            if (token.getSID().match(each)) {
                return each;
            }
        }
        throw new IOException("the time stamp comes without its signer's certificate");
    }

    private void demandPath(X509CertificateHolder signer, TimeStampToken token) throws GeneralSecurityException {
        var converter = new JcaX509CertificateConverter();
        var target = new X509CertSelector();
        target.setCertificate(converter.getCertificate(signer));
        List<X509Certificate> between = new ArrayList<>();
        for (var each : token.getCertificates().getMatches(null)) {
            between.add(converter.getCertificate(each));
        }
        var parameters = new PKIXBuilderParameters(authorities, target);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(between)));
        parameters.setDate(token.getTimeStampInfo().getGenTime());
        // no network: an authority's own list of revocations is for who reads the token years later
        parameters.setRevocationEnabled(false);
        CertPathBuilder.getInstance("PKIX").build(parameters);
    }
}
