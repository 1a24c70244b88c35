package dev.lastro.provider;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A curve of NIST SP 800-186; {@code toString} is its word in a definition. */
enum Curve {
    P_256("P-256", "secp256r1", 32),
    P_384("P-384", "secp384r1", 48),
    P_521("P-521", "secp521r1", 66);

    private final String word;
    private final int bytes;
    private final ECParameterSpec parameters;

    Curve(String word, String jcaName, int bytes) {
        this.word = word;
        this.bytes = bytes;
        try {
            AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
            named.init(new ECGenParameterSpec(jcaName));
            this.parameters = named.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + jcaName, e);
        }
    }

    /** @return null for a key of any other curve */
    static @Nullable Curve of(ECPublicKey key) {
        ECParameterSpec own = key.getParams();
        return Arrays.stream(values())
                .filter(curve -> curve.parameters.getCurve().equals(own.getCurve())
                        && curve.parameters.getGenerator().equals(own.getGenerator())
                        && curve.parameters.getOrder().equals(own.getOrder()))
                .findFirst()
                .orElse(null);
    }

    /** Of one of the two numbers of a signature. */
    int bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return word;
    }
}
