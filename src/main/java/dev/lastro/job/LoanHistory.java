package dev.lastro.job;

import dev.lastro.derive.Derived;
import dev.lastro.derive.Folding;
import dev.lastro.derive.LoanKey;
import dev.lastro.derive.Side;
import dev.lastro.derive.Stories;
import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.EventType;
import dev.lastro.loan.Fold;
import dev.lastro.loan.Place;
import dev.lastro.provider.Definitions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One loan's whole story, folded now from what is classified; it writes nothing. */
@Component
public class LoanHistory {

    private static final Comparator<Told> RECEPTION =
            Comparator.comparing(Told::receivedAt).thenComparing(Told::place);

    private final Stories stories;
    private final Derived derived;
    private final Definitions definitions;

    LoanHistory(Stories stories, Derived derived, Definitions definitions) {
        this.stories = stories;
        this.derived = derived;
        this.definitions = definitions;
    }

    /**
     * @param cutOff events that occurred at or after it do not count; deadlines are judged at it
     * @return empty if no classified delivery names this loan
     * @throws IllegalArgumentException if there is no such provider
     */
    public Optional<Story> of(String provider, String loanId, Instant cutOff) {
        if (!definitions.providers().containsKey(provider)) {
            throw new IllegalArgumentException("there is no provider %s; there are %s"
                    .formatted(
                            provider, String.join(", ", definitions.providers().keySet())));
        }
        var loan = new LoanKey(provider, loanId);
        return stories.find(Side.LIVE, loan).map(story -> {
            var deliveries = story.lines().stream()
                    .map(line -> new Told(
                            line.place(),
                            line.event().receivedAt(),
                            line.deliveryClass(),
                            line.event().type(),
                            line.event().status(),
                            line.event().event(),
                            line.event().occurredAt(),
                            line.event().timeAssumed(),
                            line.event().identity(),
                            line.eventPlace()))
                    .sorted(RECEPTION)
                    .toList();
            return new Story(new Folding(definitions).fold(loan, story.events(), cutOff), deliveries);
        });
    }

    /** How far each log is classified: what is after it is not in any story yet. */
    public SortedMap<String, Long> classified() {
        return derived.classified(Side.LIVE);
    }

    /** @param deliveries that name this loan, by when they were received */
    public record Story(Fold.Folded folded, List<Told> deliveries) {}

    /**
     * What one delivery tells.
     *
     * @param type the provider's own words, as {@code status}: not to be trusted on a terminal
     * @param timeAssumed the delivery named no time, {@code occurredAt} is when it was received
     * @param eventPlace of a DUPLICATE or CONFLICT: where the event is
     */
    public record Told(
            Place place,
            Instant receivedAt,
            DeliveryClass deliveryClass,
            @Nullable String type,
            @Nullable String status,
            @Nullable EventType event,
            @Nullable Instant occurredAt,
            boolean timeAssumed,
            @Nullable String identity,
            @Nullable Place eventPlace) {}
}
