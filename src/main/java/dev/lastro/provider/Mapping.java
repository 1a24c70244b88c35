package dev.lastro.provider;

import dev.lastro.loan.EventType;
import dev.lastro.loan.Facts;
import dev.lastro.provider.Rule.TypePattern;
import dev.lastro.provider.Scanned.Kind;
import dev.lastro.provider.StrictJson.NotJsonException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part {@code event:} of a provider's definition, ready to be applied. The language:
 *
 * <ul>
 *   <li>{@code base}: pointers; the first at which there is a JSON object is the base, to which {@code ./x} is relative;
 *   <li>{@code event-id, type, status, previous-status}: a {@link Pointer}, a list, or {@code {at, trim}}; the first that is
 *       there counts, JSON null and the empty text count as not there, numbers are taken as they are written;
 *   <li>{@code type} also {@code {at, trim, otherwise}}, a list of {@code {has, type}} for bodies that name none;
 *   <li>{@code loan-id}: the same, or a list of {@code {types, at}} of which the first that has the type counts;
 *   <li>{@code occurred-at}: the same, or {@code {at, format, zone, otherwise}}, see {@link TimeFormat};
 *   <li>{@code amounts}: an {@link AmountFormat};
 *   <li>{@code facts}: a {@link FactKey} each with its pointers, or a {@link Sum}, and a {@link Schedule}, for every loan
 *       event;
 *   <li>{@code rules}: from the top, the first that has the type and status and of which all conditions hold counts:
 *       {@code {type, status, where, event, facts}}.
 * </ul>
 *
 * <p>Classes are decided in the order of spec section 4: no JSON object or no type is QUARANTINED; else the rules decide,
 * where none fits it is UNKNOWN; and only an event without a loan id or a usable time is QUARANTINED after all.
 *
 * @param timeOtherwiseReceived a delivery that names no time is taken to have occurred when it was received
 */
record Mapping(
        PointerTrie trie,
        List<Integer> baseSlots,
        Field eventId,
        Field type,
        List<TypeOtherwise> typeOtherwise,
        Field status,
        Field previousStatus,
        List<LoanId> loanIds,
        Field occurredAt,
        List<TimeFormat> timeFormats,
        boolean timeOtherwiseReceived,
        List<Rule> rules) {

    /** @param types empty: all */
    record LoanId(List<TypePattern> types, Field at) {}

    /** What a body without a type is about, told by what it has. */
    record TypeOtherwise(Field has, String type) {}

    Mapped map(byte[] body, Instant receivedAt) {
        try {
            return new Reading(StrictJson.scan(body, trie)).mapped(receivedAt);
        } catch (NotJsonException | UnusableException e) {
            return quarantined(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // One body that trips over a fault of ours must not stop every night to come, nor be called the sender's
            // fault.
            return quarantined(
                    "Lastro failed to read this (" + e.getClass().getName() + "): a fault of its own, report it");
        }
    }

    private static Mapped quarantined(String reason) {
        return new Mapped.Quarantined(
                reason.length() <= Mapped.TEXT_MAX ? reason : reason.substring(0, Mapped.TEXT_MAX - 1) + "…");
    }

    private static final class UnusableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message, null, false, false);
        }
    }

    /** One body while it is mapped. */
    private final class Reading {

        private final Scanned body;
        private final int base;

        Reading(Scanned body) {
            this.body = body;
            int found = -1;
            for (int i = 0; i < baseSlots.size() && found < 0; i++) {
                found = body.kind(baseSlots.get(i)) == Kind.OBJECT ? i : -1;
            }
            base = found;
        }

        Mapped mapped(Instant receivedAt) throws UnusableException {
            String typeText = type();
            String statusText = status.text(body, base);
            for (Rule rule : rules) {
                if (rule.matches(typeText, statusText) && rule.holds(body, base)) {
                    EventType event = rule.event();
                    return event == null
                            ? new Mapped.NotLoan(orNull(eventId), typeText, orNull(status))
                            : event(rule, event, typeText, receivedAt);
                }
            }
            Field loanId = loanId(typeText);
            return new Mapped.Unknown(orNull(eventId), typeText, usable(status, "status"), orNull(loanId), time());
        }

        private Mapped event(Rule rule, EventType event, String typeText, Instant receivedAt) throws UnusableException {
            String loan = required(loanId(typeText), "loan id");
            Instant named = time();
            if (named == null && occurredAt.find(body, base) >= 0) {
                throw new UnusableException("the time cannot be used: " + occurredAt);
            }
            if (named == null && !timeOtherwiseReceived) {
                throw new UnusableException("no time: nothing at " + occurredAt);
            }
            String statusText = usable(status, "status");
            String previous = usable(previousStatus, "previous status");
            Facts facts = rule.facts().read(body, base);
            return new Mapped.Event(
                    usable(eventId, "event id"),
                    typeText,
                    statusText,
                    previous,
                    event,
                    loan,
                    named == null ? receivedAt.truncatedTo(ChronoUnit.MICROS) : named,
                    named == null,
                    facts);
        }

        private Field loanId(String typeText) {
            for (LoanId id : loanIds) {
                if (id.types().isEmpty() || TypePattern.any(id.types(), typeText)) {
                    return id.at();
                }
            }
            return Field.NOWHERE;
        }

        private @Nullable Instant time() {
            int slot = occurredAt.find(body, base);
            String text = slot < 0 ? null : body.text(slot);
            if (text != null) {
                for (TimeFormat format : timeFormats) {
                    Instant time = format.read(text);
                    if (time != null) {
                        return time;
                    }
                }
            }
            return null;
        }

        private String type() throws UnusableException {
            for (TypeOtherwise other : type.find(body, base) < 0 ? typeOtherwise : List.<TypeOtherwise>of()) {
                if (other.has().find(body, base) >= 0) {
                    return other.type();
                }
            }
            return required(type, "type");
        }

        private String required(Field field, String what) throws UnusableException {
            String text = usable(field, what);
            if (text == null) {
                throw new UnusableException("no " + what + ": nothing at " + field);
            }
            return text;
        }

        private @Nullable String usable(Field field, String what) throws UnusableException {
            String text = field.text(body, base);
            String fault = text == null ? null : Texts.fault(text);
            if (fault != null) {
                throw new UnusableException("the " + what + " " + fault + ": " + field);
            }
            return text;
        }

        private @Nullable String orNull(Field field) {
            String text = field.text(body, base);
            return text == null || Texts.fault(text) != null ? null : text;
        }
    }
}
