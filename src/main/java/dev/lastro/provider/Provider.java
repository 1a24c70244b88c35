package dev.lastro.provider;

import dev.lastro.loan.EventType;
import dev.lastro.loan.Lifecycle;
import dev.lastro.loan.Vocabulary;
import dev.lastro.provider.DefinitionException.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One lender: {@code jobs/providers/<name>.yaml}. */
public final class Provider implements Vocabulary {

    private final String name;
    private final String lifecycle;
    private final long bodyMaxBytes;
    private final @Nullable Rate rate;
    private final boolean ifConfigured;
    private final List<Check> checks;
    private final @Nullable Mapping mapping;
    private final String resend;

    /** @param mapping null only while the problems of its file are collected */
    Provider(
            String name,
            String lifecycle,
            long bodyMaxBytes,
            @Nullable Rate rate,
            boolean ifConfigured,
            List<Check> checks,
            @Nullable Mapping mapping,
            String resend) {
        this.name = name;
        this.lifecycle = lifecycle;
        this.bodyMaxBytes = bodyMaxBytes;
        this.rate = rate;
        this.ifConfigured = ifConfigured;
        this.checks = List.copyOf(checks);
        this.mapping = mapping;
        this.resend = resend;
    }

    /** The name that stands in the URL and in every row: {@code [a-z0-9-]{1,32}}. */
    public String name() {
        return name;
    }

    /** The name of the lifecycle that its loans follow. */
    public String lifecycle() {
        return lifecycle;
    }

    /** A larger body is refused; from 1 byte to 16 MiB. */
    public long bodyMaxBytes() {
        return bodyMaxBytes;
    }

    /** How many authenticated deliveries are taken; null: as many as come. */
    public @Nullable Rate rate() {
        return rate;
    }

    /** Each from 1 to 1,000,000. */
    public record Rate(int perSecond, int burst) {}

    /** A query that asks for an event again, with places for what is asked for; empty: it offers none. */
    public String resend() {
        return resend;
    }

    /** Its own words for each event, as far as its rules name them in full. */
    public Map<EventType, List<String>> types() {
        Map<EventType, List<String>> types = new EnumMap<>(EventType.class);
        for (Rule rule : Objects.requireNonNull(mapping).rules()) {
            EventType event = rule.event();
            if (event != null) {
                List<String> words = types.computeIfAbsent(event, each -> new ArrayList<>());
                rule.types().stream()
                        .filter(type -> !type.prefix() && !words.contains(type.text()))
                        .forEach(type -> words.add(type.text()));
            }
        }
        return Collections.unmodifiableMap(types);
    }

    /** Never throws because of the body. Thread-safe. */
    public Mapped map(byte[] body, Instant receivedAt) {
        return Objects.requireNonNull(mapping).map(body, receivedAt);
    }

    /**
     * Whether a delivery of such words is a loan event whatever else it says: a rule with conditions may or may not have
     * been the one that counted, and then it is one only if the rules below it say so too.
     */
    @Override
    public boolean isEvent(String type, String status) {
        for (Rule rule : Objects.requireNonNull(mapping).rules()) {
            if (rule.matches(type, status)) {
                if (rule.event() == null || rule.where().isEmpty()) {
                    return rule.event() != null;
                }
            }
        }
        return false;
    }

    /**
     * The checks, with their secrets read now: a definition can be used to classify where no secret is known.
     *
     * @param environment the value of a {@code ${NAME}}, null where it is not set
     * @throws DefinitionException naming every variable that is not set, every empty secret or list
     */
    public Gatekeeper gatekeeper(Function<String, @Nullable String> environment) {
        return Gate.open(name, checks, environment);
    }

    /**
     * Whether its definition is received only where somebody has set a variable of its checks, and nobody has. One that
     * is set but empty is set: somebody means it to be received.
     */
    public boolean isLeftOut(Function<String, @Nullable String> environment) {
        if (!ifConfigured) {
            return false;
        }
        List<String> set = new ArrayList<>();
        try {
            gatekeeper(name -> {
                String value = environment.apply(name);
                if (value != null) {
                    set.add(name);
                }
                return value;
            });
        } catch (DefinitionException e) {
            // that something is missing is what was asked
            return set.isEmpty();
        }
        return false;
    }

    /** Events that its definition can make, but that its lifecycle allows in no state. */
    List<Problem> notes(Map<String, Lifecycle> lifecycles) {
        Lifecycle followed = lifecycles.get(lifecycle);
        List<Problem> notes = new ArrayList<>();
        for (Rule rule : Objects.requireNonNull(mapping).rules()) {
            EventType event = rule.event();
            if (event != null && followed != null && !followed.transitions().containsKey(event)) {
                notes.add(rule.spot()
                        .problem(event + " is not in lifecycle " + lifecycle + ": each will be an ILLEGAL_TRANSITION"));
            }
        }
        return notes;
    }

    @Override
    public String toString() {
        return "provider " + name;
    }
}
