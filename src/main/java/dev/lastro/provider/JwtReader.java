package dev.lastro.provider;

import com.nimbusds.jose.JWSAlgorithm;
import dev.lastro.provider.Part.Whole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and checks {@code jwt}. */
final class JwtReader {

    private static final List<JWSAlgorithm> ALGORITHMS = List.of(
            JWSAlgorithm.HS256,
            JWSAlgorithm.HS384,
            JWSAlgorithm.HS512,
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final Set<Hash> BODY_HASHES = Set.of(Hash.MD5, Hash.SHA1, Hash.SHA256, Hash.SHA512);
    private static final String URL = "url";
    private static final String KNOWN = "a text, {md5-of: body} (sha1-of, sha256-of, sha512-of), "
            + "{same-as: method} (path, target, url), {window: PT5M, format: seconds}";

    private final Section section;

    private JwtReader(Section section) {
        this.section = section;
    }

    static @Nullable Check read(Value value) {
        Section section = value.section();
        return section == null ? null : new JwtReader(section).jwt();
    }

    private @Nullable Check jwt() {
        String header = HeaderName.read(section.required("header"));
        Value schemeValue = section.optional("scheme");
        String scheme = schemeValue == null ? "" : HeaderName.read(schemeValue);
        List<JWSAlgorithm> algorithms = section.requiredList("algorithms").stream()
                .map(item -> item.oneOf(ALGORITHMS))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Value secrets = section.optional("secrets");
        Value keys = section.optional("public-keys");
        boolean mac = algorithms.stream().anyMatch(JWSAlgorithm.Family.HMAC_SHA::contains);
        boolean signed = algorithms.stream().anyMatch(JWSAlgorithm.Family.SIGNATURE::contains);
        agree(mac, secrets, "secrets", "HS");
        agree(signed, keys, "public-keys", "RS, PS or ES");
        Map<String, ClaimRule> claims = claims(section.optional("claims"));
        section.close();
        return header == null || scheme == null
                ? null
                : new Check.Jwt(section.spot(), header, scheme, algorithms, list(secrets), list(keys), claims);
    }

    private void agree(boolean wanted, @Nullable Value keys, String name, String algorithms) {
        if (wanted && keys == null) {
            section.problem("the key '" + name + "' is missing: the algorithms " + algorithms + " want it");
        } else if (!wanted && keys != null) {
            keys.problem("no algorithm that is allowed uses it: take it away, or allow one of " + algorithms);
        }
    }

    private static List<Template> list(@Nullable Value value) {
        return value == null ? List.of() : CheckReader.templates(value.list());
    }

    private Map<String, ClaimRule> claims(@Nullable Value value) {
        Map<String, ClaimRule> claims = new LinkedHashMap<>();
        Value url = section.optional("public-url");
        Section names = value == null ? null : value.section();
        if (names != null) {
            names.all().forEach((name, rule) -> {
                ClaimRule read = rule.isSection()
                        ? rule(rule, url)
                        : new ClaimRule.Equal(CheckReader.templates(rule.oneOrMore()));
                if (read != null) {
                    claims.put(name, read);
                }
            });
        }
        boolean urlWanted = claims.values().stream().anyMatch(JwtReader::wantsUrl);
        if (url != null && !urlWanted) {
            url.problem("is not needed: no claim is the same as the url");
        }
        return claims;
    }

    private static boolean wantsUrl(ClaimRule rule) {
        return rule instanceof ClaimRule.Same same && same.parts().stream().anyMatch(Part.PublicUrl.class::isInstance);
    }

    private static @Nullable ClaimRule rule(Value value, @Nullable Value url) {
        Section section = value.section();
        if (section == null) {
            return null;
        }
        Value same = section.optional("same-as");
        Value window = section.optional("window");
        ClaimRule rule = null;
        boolean understood = true;
        Hash hash = hash(section);
        if (hash != null) {
            rule = hashed(section, hash);
        } else if (same != null) {
            rule = same(same, url);
        } else if (window != null) {
            rule = new ClaimRule.Within(TimeReader.stampFormat(section), TimeReader.window(section));
        } else {
            understood = false;
            value.problem("is nothing that a claim can be; there are " + KNOWN);
        }
        if (understood) {
            section.close();
        }
        return rule;
    }

    private static @Nullable Hash hash(Section section) {
        return Arrays.stream(Hash.values())
                .filter(BODY_HASHES::contains)
                .filter(hash -> section.optional(hash + "-of") != null)
                .findFirst()
                .orElse(null);
    }

    private static ClaimRule hashed(Section section, Hash hash) {
        Value of = section.required(hash + "-of");
        if (of != null) {
            of.oneOf(List.of(Whole.BODY));
        }
        Value encodingValue = section.optional("encoding");
        Encoding encoding = encodingValue == null ? Encoding.HEX : encodingValue.oneOf(List.of(Encoding.values()));
        return new ClaimRule.Hashed(hash, encoding == null ? Encoding.HEX : encoding);
    }

    private static @Nullable ClaimRule same(Value value, @Nullable Value url) {
        Object choice = value.oneOf(List.<Object>of(Whole.METHOD, Whole.PATH, Whole.TARGET, URL));
        if (choice instanceof Whole whole) {
            return new ClaimRule.Same(List.of(whole));
        }
        if (choice == null) {
            return null;
        }
        Part base = SignedHeaderReader.base(value, url);
        List<Part> parts = new ArrayList<>();
        if (base != null) {
            parts.add(base);
        }
        parts.add(Whole.TARGET);
        return new ClaimRule.Same(List.copyOf(parts));
    }
}
