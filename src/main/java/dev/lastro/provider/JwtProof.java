package dev.lastro.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JWT whose algorithm is one of the definition's, whatever the token says of itself. */
final class JwtProof implements Proof {

    private final String name;
    private final Check.Jwt check;
    private final List<Numbered<Key>> keys;
    private final JwtClaims claims;

    JwtProof(String name, Check.Jwt check, List<Numbered<Key>> keys, JwtClaims claims) {
        this.name = name;
        this.check = check;
        this.keys = List.copyOf(keys);
        this.claims = claims;
    }

    /**
     * @param algorithms those of the definition that this key is for
     * @param standIn a signature that fits nothing and takes as long as one that does
     */
    record Key(List<JWSAlgorithm> algorithms, JWSVerifier verifier, byte[] standIn) {}

    @Override
    public boolean readsBody() {
        return claims.readsBody();
    }

    @Override
    public void judge(Attempt attempt, Findings findings) {
        List<String> values = attempt.headers().values(check.header());
        JWSObject token = null;
        if (values.size() != 1) {
            findings.fault(name, values.isEmpty() ? "header missing" : "header sent more than once");
        } else {
            token = parse(values.getFirst());
            if (token == null) {
                findings.fault(name, "no token in the header");
            }
        }
        int number = fitting(token);
        List<String> faults = claims.judge(token == null ? null : payload(token), attempt);
        if (token == null) {
            return;
        }
        if (!check.algorithms().contains(token.getHeader().getAlgorithm())) {
            findings.fault(name, "the token's algorithm is not allowed");
        } else if (number == 0) {
            findings.fault(name, "the signature does not fit");
        } else {
            findings.used(name, number);
            faults.forEach(fault -> findings.fault(name, fault));
        }
    }

    /** Each key is tried, also after one that fits. */
    private int fitting(@Nullable JWSObject token) {
        int fitting = 0;
        for (Numbered<Key> numbered : keys) {
            Key key = numbered.value();
            boolean own =
                    token != null && key.algorithms().contains(token.getHeader().getAlgorithm());
            boolean fits = (token != null && own)
                    ? verifies(key, token.getHeader(), token.getSigningInput(), token.getSignature())
                    : verifies(
                            key,
                            new JWSHeader(key.algorithms().getFirst()),
                            token == null ? new byte[0] : token.getSigningInput(),
                            Base64URL.encode(key.standIn()));
            fitting = own && fits && fitting == 0 ? numbered.number() : fitting;
        }
        return fitting;
    }

    private static boolean verifies(Key key, JWSHeader header, byte[] input, Base64URL signature) {
        try {
            return key.verifier().verify(header, input, signature);
        } catch (JOSEException e) {
            // a signature of another length, or a header that must be understood and is not
            return false;
        }
    }

    private @Nullable JWSObject parse(String value) {
        String token = value;
        if (!check.scheme().isEmpty()) {
            int space = value.indexOf(' ');
            if (space < 0
                    || !value.substring(0, space)
                            .toLowerCase(Locale.ROOT)
                            .equals(check.scheme().toLowerCase(Locale.ROOT))) {
                return null;
            }
            token = value.substring(space);
        }
        try {
            return JWSObject.parse(token.strip());
        } catch (ParseException | IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Map<String, Object> payload(JWSObject token) {
        String text = new String(token.getPayload().toBytes(), StandardCharsets.UTF_8);
        return text.isEmpty() ? null : token.getPayload().toJSONObject();
    }
}
