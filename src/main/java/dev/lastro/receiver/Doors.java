package dev.lastro.receiver;

import dev.lastro.provider.DefinitionException;
import dev.lastro.provider.Definitions;
import dev.lastro.provider.Provider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All doors, which can be exchanged while requests go through them: each goes on through the one that it came to. */
final class Doors {

    private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

    private final Set<String> chosen;
    private final Function<String, @Nullable String> environment;
    private final LongConsumer demandRoomFor;
    private final ReceiverMetrics metrics;
    private volatile Map<String, Door> byName = Map.of();
    private volatile Instant readAt = Instant.EPOCH;
    private volatile @Nullable String refusal;
    private volatile Set<String> leftOut = Set.of();

    /**
     * @param chosen {@code lastro.providers}; none: every provider that has a definition, but for those that are only
     *     received if somebody has configured them
     * @param environment the value of a {@code ${NAME}}
     * @param demandRoomFor throws where the database cannot take bodies of so many bytes
     */
    Doors(
            Set<String> chosen,
            Function<String, @Nullable String> environment,
            LongConsumer demandRoomFor,
            ReceiverMetrics metrics) {
        this.chosen = chosen;
        this.environment = environment;
        this.demandRoomFor = demandRoomFor;
        this.metrics = metrics;
    }

    @Nullable
    Door of(String provider) {
        return byName.get(provider);
    }

    /**
     * All of them or none: what is wrong is told whole, not the first of it.
     *
     * @throws RuntimeException if they are unfit; then everything is as before
     */
    void replace(Definitions definitions, Instant now) {
        var out = leftOut(definitions);
        var providers = chosen(definitions).stream()
                .filter(provider -> !out.contains(provider.name()))
                .toList();
        var doors = new HashMap<String, Door>();
        var problems = new ArrayList<DefinitionException.Problem>();
        for (var provider : providers) {
            var name = provider.name();
            try {
                doors.put(
                        name, Door.of(provider, provider.gatekeeper(environment), metrics.of(name), byName.get(name)));
            } catch (DefinitionException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
        var largest = largestBody(doors);
        if (largest != largestBody(byName)) {
            demandRoomFor.accept(largest);
        }
        byName = Map.copyOf(doors);
        readAt = now;
        refusal = null;
        if (!out.isEmpty() && !out.equals(leftOut)) {
            LOG.info("not received, because none of the variables of their checks is set: {}", String.join(", ", out));
        }
        leftOut = out;
    }

    /** Whoever is chosen by name is wanted. */
    private SortedSet<String> leftOut(Definitions definitions) {
        return definitions.providers().values().stream()
                .filter(provider -> chosen.isEmpty() && provider.isLeftOut(environment))
                .map(Provider::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is on disk is unfit; for our own eyes. */
    void refuse(String why) {
        refusal = why;
    }

    /** Why what is on disk is not in use; null: it is. */
    @Nullable
    String refusal() {
        return refusal;
    }

    /** When the definitions that are in use were read. */
    Instant readAt() {
        return readAt;
    }

    private Collection<Provider> chosen(Definitions definitions) {
        var providers = definitions.providers();
        if (!providers.keySet().containsAll(chosen)) {
            throw new IllegalArgumentException("lastro.providers=%s: there are definitions of %s"
                    .formatted(String.join(",", chosen), providers.keySet()));
        }
        return providers.values().stream()
                .filter(provider -> chosen.isEmpty() || chosen.contains(provider.name()))
                .toList();
    }

    private static int largestBody(Map<String, Door> doors) {
        return doors.values().stream().mapToInt(Door::bodyMaxBytes).max().orElse(0);
    }
}
