package dev.lastro.report;

import dev.lastro.loan.BusinessDates;
import dev.lastro.loan.EventType;
import dev.lastro.loan.Words;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The words of a message to a provider, in one language. */
enum MessageText {
    EN("en") {
        @Override
        String opening(LocalDate date, long events, long loans) {
            return "Subject: webhooks that did not reach us: events %d, loans %d\n\nHello,\n\nas of %s, later events of these loans prove earlier ones that we never received. Please send them again.\n"
                    .formatted(events, loans, date);
        }

        @Override
        String outage(Instant from, String words) {
            return "Many of them are of one moment: %s\n".formatted(words);
        }

        @Override
        String group(EventType event, List<String> types, long events) {
            return "%s%s: %d\n"
                    .formatted(event, types.isEmpty() ? "" : " (webhook " + String.join(", ", types) + ")", events);
        }

        @Override
        String line(String loan, @Nullable EventType after, @Nullable Instant at, LocalDate until, String proof) {
            return "- loan %s: %s, until %s; proven by event %s\n"
                    .formatted(
                            loan,
                            after == null ? "its first event" : "after %s of %s".formatted(after, at),
                            until,
                            proof);
        }

        @Override
        String query(String query) {
            return "    resend query: GET %s\n".formatted(query);
        }

        @Override
        String closing() {
            return "\nWe recognise events that we have by their ids: what is sent twice does no harm.\n";
        }
    },
    PT("pt-BR") {
        @Override
        String opening(LocalDate date, long events, long loans) {
            return "Assunto: webhooks que não chegaram até nós: eventos %d, empréstimos %d\n\nOlá,\n\nna posição de %s, eventos posteriores destes empréstimos comprovam outros, anteriores, que nunca recebemos. Pedimos que sejam reenviados.\n"
                    .formatted(events, loans, DATE.format(date));
        }

        @Override
        String outage(Instant from, String words) {
            return "Muitos são de um mesmo momento: %s\n".formatted(words);
        }

        @Override
        String group(EventType event, List<String> types, long events) {
            return "%s (%s)%s: %d\n"
                    .formatted(
                            event,
                            Words.portuguese(event),
                            types.isEmpty() ? "" : ", webhook " + String.join(", ", types),
                            events);
        }

        @Override
        String line(String loan, @Nullable EventType after, @Nullable Instant at, LocalDate until, String proof) {
            return "- empréstimo %s: %s, até %s; comprovado pelo evento %s\n"
                    .formatted(
                            loan,
                            after == null
                                    ? "seu primeiro evento"
                                    : "depois de %s (%s)%s"
                                            .formatted(
                                                    after,
                                                    Words.portuguese(after),
                                                    at == null ? "" : " de " + TIME.format(at)),
                            DATE.format(until),
                            proof);
        }

        @Override
        String query(String query) {
            return "    consulta de reenvio: GET %s\n".formatted(query);
        }

        @Override
        String closing() {
            return "\nReconhecemos pelos identificadores os eventos que já temos: o que vier repetido não causa problema.\n";
        }
    };

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MM/uuuu HH:mm:ss", Locale.ROOT).withZone(BusinessDates.ZONE);

    /** As in the file's name. */
    final String language;

    MessageText(String language) {
        this.language = language;
    }

    abstract String opening(LocalDate date, long events, long loans);

    abstract String outage(Instant from, String words);

    abstract String group(EventType event, List<String> types, long events);

    abstract String line(String loan, @Nullable EventType after, @Nullable Instant at, LocalDate until, String proof);

    abstract String query(String query);

    abstract String closing();
}
