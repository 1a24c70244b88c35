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
    private final String jcaName;

    Curve(String word, String jcaName, int bytes) {
        this.word = word;
        this.jcaName = jcaName;
        this.bytes = bytes;
    }

    private ECParameterSpec parameters() {
        try {
            AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
            named.init(new ECGenParameterSpec(jcaName));
            return named.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + jcaName, e);
        }
    }

    /** @return null for a key of any other curve */
    static @Nullable Curve of(ECPublicKey key) {
        ECParameterSpec own = key.getParams();
        return Arrays.stream(values())
                .filter(curve -> same(curve.parameters(), own))
                .findFirst()
                .orElse(null);
    }

    private static boolean same(ECParameterSpec one, ECParameterSpec other) {
        return one.getCurve().equals(other.getCurve())
                && one.getGenerator().equals(other.getGenerator())
                && one.getOrder().equals(other.getOrder());
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
