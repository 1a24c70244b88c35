package dev.lastro.provider;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Whose certificate it is that the sender proved to hold; TLS has verified its chain. */
final class MtlsProof implements Proof {

    private final Map<CertificateName, List<Numbered<Object>>> names;

    MtlsProof(Map<CertificateName, List<Numbered<Object>>> names) {
        this.names = names;
    }

    @Override
    public void judge(Attempt attempt, Findings findings) {
        if (attempt.clientCertificates().isEmpty()) {
            findings.fault("mtls", "no certificate");
            return;
        }
        X509Certificate own = attempt.clientCertificates().getFirst();
        try {
            own.checkValidity(Date.from(attempt.receivedAt()));
        } catch (CertificateException e) {
            findings.fault("mtls", "the certificate is not valid at this time");
        }
        names.forEach((kind, wanted) -> {
            List<?> has = kind.of(own);
            Numbered<Object> fitting = wanted.stream()
                    .filter(name -> has.contains(name.value()))
                    .findFirst()
                    .orElse(null);
            if (fitting == null) {
                findings.fault("mtls " + kind, "not this certificate");
            } else {
                findings.used("mtls " + kind, fitting.number());
            }
        });
    }
}
