package dev.lastro.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Provider;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a request, each secret's MAC is computed, so that time does not tell what it was. */
class SameWorkTest {

    private static final String COUNTING = "Counting";
    private static final AtomicInteger COMPUTED = new AtomicInteger();

    @TempDir
    private Path jobs;

    @ParameterizedTest
    @CsvSource({
        "hmac, 'two secrets, as GitHub signs', 2",
        "hmac, Pomelo, 1",
        "standard-webhooks, all three kinds of secrets, 2"
    })
    void everySecretIsTriedWhateverIsWrong(String file, String id, int secrets) {
        Vectors vector = Vectors.readList("signatures/" + file + ".yaml").stream()
                .filter(one -> one.text("id").equals(id))
                .findFirst()
                .orElseThrow();
        Security.insertProviderAt(new Counting(), 1);
        try {
            Gatekeeper gate = SignedRequests.gate(jobs, vector);
            for (Vectors one : vector.children("cases")) {
                COMPUTED.set(0);
                Verdict verdict = gate.judge(SignedRequests.attempt(vector, one));
                assertThat(COMPUTED.get()).as(one.text("id") + ": " + verdict).isEqualTo(secrets);
            }
        } finally {
            Security.removeProvider(COUNTING);
        }
    }

    static final class Counting extends Provider {

        private static final long serialVersionUID = 1L;

        Counting() {
            super(COUNTING, "1", "counts MACs");
            put("Mac.HmacSHA256", CountingMac.class.getName());
        }
    }

    /** The JDK's own, counted. */
    public static final class CountingMac extends MacSpi implements Cloneable {

        private Mac mac;

        public CountingMac() throws GeneralSecurityException {
            mac = Mac.getInstance("HmacSHA256", "SunJCE");
        }

        @Override
        protected int engineGetMacLength() {
            return mac.getMacLength();
        }

        @Override
        protected void engineInit(Key key, AlgorithmParameterSpec params)
                throws InvalidKeyException, InvalidAlgorithmParameterException {
            mac.init(key, params);
        }

        @Override
        protected void engineUpdate(byte input) {
            mac.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            mac.update(input, offset, length);
        }

        @Override
        protected byte[] engineDoFinal() {
            COMPUTED.incrementAndGet();
            return mac.doFinal();
        }

        @Override
        protected void engineReset() {
            mac.reset();
        }

        @Override
        public Object clone() throws CloneNotSupportedException {
            CountingMac clone = (CountingMac) super.clone();
            clone.mac = (Mac) mac.clone();
            return clone;
        }
    }
}
