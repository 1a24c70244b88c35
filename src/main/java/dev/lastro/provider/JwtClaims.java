package dev.lastro.provider;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the claims of a JWT must be, and how they are compared. */
final class JwtClaims {

    /** For exp, nbf and iat: clocks differ (RFC 7519 section 4.1.4 allows "no more than a few minutes"). */
    static final Duration LEEWAY = Duration.ofMinutes(1);

    private final Map<String, Wanted> wanted;

    JwtClaims(Map<String, Wanted> wanted) {
        this.wanted = wanted;
    }

    /** A rule with its texts filled in. */
    sealed interface Wanted {
        record Equal(List<String> texts) implements Wanted {}

        record Hashed(ClaimRule.Hashed rule) implements Wanted {}

        record Same(String before, Part.Whole part) implements Wanted {}

        record Within(ClaimRule.Within rule) implements Wanted {}
    }

    boolean readsBody() {
        return wanted.values().stream().anyMatch(Wanted.Hashed.class::isInstance);
    }

    /**
     * @param claims null: they are no JSON object
     * @return what is wrong, in fixed words
     */
    List<String> judge(@Nullable Map<String, Object> claims, Attempt attempt) {
        List<String> faults = new ArrayList<>(0);
        Map<String, Object> all = claims == null ? Map.of() : claims;
        Map<Hash, byte[]> digests = new EnumMap<>(Hash.class);
        wanted.forEach((name, rule) -> {
            Object claim = all.get(name);
            String fault = switch (rule) {
                case Wanted.Equal equal -> isEqual(equal, claim) ? null : "is another";
                case Wanted.Hashed hashed -> {
                    Hash hash = hashed.rule().hash();
                    byte[] own =
                            digests.computeIfAbsent(hash, one -> one.digest().digest(attempt.body()));
                    yield isHash(hashed.rule(), claim, own) ? null : "is not that of the body";
                }
                case Wanted.Same same -> isSame(same, claim, attempt) ? null : "is not that of the request";
                case Wanted.Within within -> timeFault(within.rule(), claim, attempt);
            };
            if (claim == null) {
                faults.add("claim " + name + " missing");
            } else if (fault != null) {
                faults.add("claim " + name + " " + fault);
            }
        });
        if (claims == null) {
            return List.of("the token has no claims");
        }
        registered(all, attempt.receivedAt(), faults);
        return faults;
    }

    /** RFC 7519 section 4.1: these are honoured wherever they are. */
    private static void registered(Map<String, Object> claims, Instant receivedAt, List<String> faults) {
        for (String name : List.of("exp", "nbf", "iat")) {
            Object claim = claims.get(name);
            if (claim == null) {
                continue;
            }
            Instant time = claim instanceof Number number ? numeric(StampFormat.Epoch.SECONDS, number) : null;
            if (time == null) {
                faults.add("claim " + name + " cannot be read");
            } else if (name.equals("exp") && !receivedAt.isBefore(time.plus(LEEWAY))) {
                faults.add("the token has expired");
            } else if (!name.equals("exp") && receivedAt.isBefore(time.minus(LEEWAY))) {
                faults.add("the token is not valid yet");
            }
        }
    }

    private static boolean isEqual(Wanted.Equal equal, @Nullable Object claim) {
        List<?> values = claim instanceof List<?> list ? list : claim == null ? List.of() : List.of(claim);
        return values.stream().map(String::valueOf).anyMatch(equal.texts()::contains);
    }

    private static boolean isHash(ClaimRule.Hashed rule, @Nullable Object claim, byte[] own) {
        byte[] sent = claim instanceof String text ? rule.encoding().decode(text) : null;
        return sent != null && MessageDigest.isEqual(own, sent);
    }

    private static boolean isSame(Wanted.Same same, @Nullable Object claim, Attempt attempt) {
        String own = same.before() + new String(Part.bytes(same.part(), attempt), StandardCharsets.ISO_8859_1);
        return own.equals(claim);
    }

    private static @Nullable String timeFault(ClaimRule.Within rule, @Nullable Object claim, Attempt attempt) {
        Instant time = null;
        if (claim instanceof String text) {
            time = rule.format().read(text);
        } else if (claim instanceof Number number && rule.format() instanceof StampFormat.Epoch unit) {
            time = numeric(unit, number);
        }
        if (time == null) {
            return "cannot be read";
        }
        return SignatureProof.isWithin(time, attempt.receivedAt(), rule.window()) ? null : "outside the window";
    }

    private static @Nullable Instant numeric(StampFormat.Epoch unit, Number number) {
        try {
            return unit.of(new BigDecimal(number.toString()));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
