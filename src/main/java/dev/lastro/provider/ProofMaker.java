package dev.lastro.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import dev.lastro.provider.JwtClaims.Wanted;
import dev.lastro.provider.SignatureProof.Way;
import dev.lastro.provider.SignedHeader.Stamp;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a proof of a check, with its secrets filled in. What it makes is only fit for use where no problem was noted. */
final class ProofMaker {

    private static final String WHSEC = "whsec_";
    private static final String WHPK = "whpk_";

    private final Secrets secrets;

    ProofMaker(Secrets secrets) {
        this.secrets = secrets;
    }

    /** @return null for a check that asks for no proof, or has a problem */
    @Nullable
    Proof make(Check check) {
        return switch (check) {
            case Check.Header header -> Credential.header(header.name(), secrets.numberedTexts(header.secrets()));
            case Check.Basic basic -> Credential.basic(users(basic));
            case Check.Bearer bearer -> Credential.bearer(secrets.numberedTexts(bearer.secrets()));
            case Check.Hmac hmac ->
                signed("hmac", hmac.signature(), MacVerifier.of(hmac.hash(), secrets.macKeys(hmac.secrets())));
            case Check.EcdsaKeys ecdsa ->
                signed(
                        "ecdsa",
                        ecdsa.signature(),
                        new KeyVerifier(
                                ecdsa.scheme(),
                                secrets.publicKeys(
                                        ecdsa.keys(),
                                        key -> fault(key, ecdsa.scheme().curve().toString()))));
            case Check.RsaKeys rsa ->
                signed(
                        "rsa",
                        rsa.signature(),
                        new KeyVerifier(rsa.scheme(), secrets.publicKeys(rsa.keys(), key -> fault(key, "RSA"))));
            case Check.StandardWebhooks webhooks -> standardWebhooks(webhooks);
            case Check.Jwt jwt -> jwt(jwt);
            case Check.Mtls mtls -> new MtlsProof(names(mtls));
            case Check.AllowList _, Check.None _ -> null;
        };
    }

    private Proof signed(String check, SignedHeader form, Verifier verifier) {
        return new SignatureProof(
                check + " " + form.header(), resolved(form), List.of(new Way(form.prefix(), verifier)));
    }

    private SignedHeader resolved(SignedHeader form) {
        List<Part> parts = form.signs().stream()
                .map(part -> part instanceof Part.PublicUrl url ? Part.Text.of(base(url.base())) : part)
                .toList();
        return new SignedHeader(form.header(), form.encoding(), form.prefix(), form.field(), parts, form.stamp());
    }

    private String base(Template template) {
        String base = secrets.resolve(template);
        if (base != null && !base.matches("https?://[^/?#\\s]+(/[^?#\\s]*)?(?<!/)")) {
            secrets.problem(
                    template, "is no beginning of a URL: write https://hooks.example.com, without a slash at the end");
        }
        return base == null ? "" : base;
    }

    private static @Nullable String fault(PublicKey key, String wanted) {
        String kind = KeyText.kind(key);
        return kind.equals(wanted) ? null : "is a key of " + kind + " where one of " + wanted + " is wanted";
    }

    /** {@code id.timestamp.body}; an id with a full stop in it could be another id with another timestamp. */
    private Proof standardWebhooks(Check.StandardWebhooks check) {
        String headers = check.headers();
        SignedHeader form = new SignedHeader(
                headers + "signature",
                Encoding.BASE64,
                "",
                null,
                List.of(
                        new Part.Header(headers + "id", "."),
                        Part.Text.of("."),
                        Part.Whole.TIMESTAMP,
                        Part.Text.of("."),
                        Part.Whole.BODY),
                new Stamp(false, headers + "timestamp", StampFormat.Epoch.SECONDS, check.window()));
        List<Numbered<byte[]>> macKeys = new ArrayList<>();
        List<Numbered<PublicKey>> publicKeys = new ArrayList<>();
        for (Numbered<String> secret : secrets.numberedTexts(check.secrets())) {
            String text = secret.value();
            boolean asymmetric = text.startsWith(WHPK);
            byte[] bytes = Encoding.BASE64.decode(
                    asymmetric
                            ? text.substring(WHPK.length())
                            : text.startsWith(WHSEC) ? text.substring(WHSEC.length()) : text);
            PublicKey key = asymmetric && bytes != null ? KeyText.ed25519(bytes) : null;
            if (key != null) {
                publicKeys.add(new Numbered<>(secret.number(), key));
            } else if (!asymmetric && bytes != null) {
                macKeys.add(new Numbered<>(secret.number(), bytes));
            } else {
                secrets.problem(
                        check.secrets().get(secret.number() - 1),
                        "is neither whsec_ nor whpk_ with a key in Base64: take it as the sender shows it");
            }
        }
        List<Way> ways = new ArrayList<>();
        if (!macKeys.isEmpty()) {
            ways.add(new Way("v1,", MacVerifier.of(Hash.SHA256, macKeys)));
        }
        if (!publicKeys.isEmpty()) {
            ways.add(new Way("v1a,", new KeyVerifier(new Ed25519(), publicKeys)));
        }
        return new SignatureProof("standard-webhooks", form, ways);
    }

    private Proof jwt(Check.Jwt check) {
        List<Numbered<JwtProof.Key>> keys = new ArrayList<>();
        List<JWSAlgorithm> macs = of(check, JWSAlgorithm.Family.HMAC_SHA);
        for (Numbered<byte[]> secret : secrets.macKeys(check.secrets())) {
            keys.add(new Numbered<>(secret.number(), macKey(secret.value(), macs)));
        }
        int before = check.secrets().size();
        for (Numbered<PublicKey> key : secrets.publicKeys(
                check.keys(),
                key -> algorithms(check, key).isEmpty()
                        ? "is a key of " + KeyText.kind(key) + ", which no algorithm that is allowed uses"
                        : null)) {
            // secrets and keys are counted through, secrets first
            keys.add(new Numbered<>(before + key.number(), publicKey(check, key.value())));
        }
        return new JwtProof("jwt " + check.header(), check, keys, new JwtClaims(claims(check)));
    }

    private static List<JWSAlgorithm> of(Check.Jwt check, JWSAlgorithm.Family family) {
        return check.algorithms().stream().filter(family::contains).toList();
    }

    private static List<JWSAlgorithm> algorithms(Check.Jwt check, PublicKey key) {
        if (key instanceof RSAPublicKey) {
            return of(check, JWSAlgorithm.Family.RSA);
        }
        Curve curve = key instanceof ECPublicKey ec ? Curve.of(ec) : null;
        JWSAlgorithm one = curve == null
                ? null
                : switch (curve) {
                    case P_256 -> JWSAlgorithm.ES256;
                    case P_384 -> JWSAlgorithm.ES384;
                    case P_521 -> JWSAlgorithm.ES512;
                };
        return of(check, JWSAlgorithm.Family.EC).stream()
                .filter(algorithm -> algorithm.equals(one))
                .toList();
    }

    private static JwtProof.Key macKey(byte[] secret, List<JWSAlgorithm> algorithms) {
        // RFC 7518 section 3.2 wants a key as long as the hash; lenders hand out shorter ones. HMAC itself fills a
        // short
        // key up with zeros (RFC 2104 section 2), so this is the same key in a length that the library takes.
        byte[] key = Arrays.copyOf(secret, Math.max(secret.length, 64));
        try {
            return new JwtProof.Key(algorithms, new MACVerifier(key), new byte[32]);
        } catch (JOSEException e) {
            throw new IllegalStateException("the key is long enough", e);
        }
    }

    private static JwtProof.Key publicKey(Check.Jwt check, PublicKey key) {
        List<JWSAlgorithm> algorithms = algorithms(check, key);
        try {
            if (key instanceof ECPublicKey ec) {
                Curve curve = Objects.requireNonNull(Curve.of(ec));
                byte[] standIn = new Ecdsa(curve, Hash.SHA256, Ecdsa.Form.RAW).standIn(key);
                return new JwtProof.Key(algorithms, new ECDSAVerifier(ec), standIn);
            }
            JWSVerifier verifier = new RSASSAVerifier((RSAPublicKey) key);
            return new JwtProof.Key(algorithms, verifier, new Rsa(Hash.SHA256, Rsa.Padding.PKCS1).standIn(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("the library takes P-256, P-384 and P-521", e);
        }
    }

    private Map<String, Wanted> claims(Check.Jwt check) {
        Map<String, Wanted> claims = new LinkedHashMap<>();
        check.claims()
                .forEach((name, rule) -> claims.put(
                        name,
                        switch (rule) {
                            case ClaimRule.Equal equal -> new Wanted.Equal(texts(equal.texts()));
                            case ClaimRule.Hashed hashed -> new Wanted.Hashed(hashed);
                            case ClaimRule.Same same -> same(same);
                            case ClaimRule.Within within -> new Wanted.Within(within);
                        }));
        return claims;
    }

    private List<String> texts(List<Template> templates) {
        return templates.stream().map(secrets::resolve).filter(Objects::nonNull).toList();
    }

    private Wanted same(ClaimRule.Same same) {
        StringBuilder before = new StringBuilder();
        Part.Whole whole = Part.Whole.TARGET;
        for (Part part : same.parts()) {
            if (part instanceof Part.PublicUrl url) {
                before.append(base(url.base()));
            } else if (part instanceof Part.Whole one) {
                whole = one;
            }
        }
        return new Wanted.Same(before.toString(), whole);
    }

    private Map<CertificateName, List<Numbered<Object>>> names(Check.Mtls check) {
        Map<CertificateName, List<Numbered<Object>>> names = new EnumMap<>(CertificateName.class);
        check.names().forEach((kind, templates) -> {
            List<Numbered<Object>> parsed = new ArrayList<>();
            for (Numbered<String> text : secrets.numberedTexts(templates)) {
                Object name = kind.parse(text.value());
                if (name == null) {
                    secrets.problem(templates.get(text.number() - 1), "'" + text.value() + "' is none of " + kind);
                } else {
                    parsed.add(new Numbered<>(text.number(), name));
                }
            }
            names.put(kind, parsed);
        });
        return names;
    }

    /** Each as {@code username:password}. */
    private List<Numbered<String>> users(Check.Basic check) {
        String username = secrets.resolve(check.username());
        if (username != null && username.isEmpty()) {
            secrets.problem(check.username(), "the user name is empty: give it a value");
        } else if (username != null && username.indexOf(':') >= 0) {
            secrets.problem(check.username(), "has a colon, which a user name cannot have (RFC 7617): take it out");
        }
        List<Numbered<String>> users = new ArrayList<>();
        for (Template template : check.passwords()) {
            String password = secrets.resolve(template);
            if (password != null && password.isEmpty()) {
                secrets.problem(template, "the password is empty: give it a value");
            }
            users.add(new Numbered<>(users.size() + 1, username + ":" + password));
        }
        return users;
    }
}
