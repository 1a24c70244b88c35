package dev.lastro.loan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** How events and times are told to a person. */
public final class Words {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MM/uuuu HH:mm:ss", Locale.ROOT).withZone(BusinessDates.ZONE);

    private Words() {}

    /** What the event says of the loan, in Brazilian Portuguese. */
    public static String portuguese(EventType event) {
        return switch (event) {
            case CREATED -> "Criado";
            case UNDER_REVIEW -> "Em análise";
            case APPROVED -> "Aprovado";
            case DECLINED -> "Recusado";
            case SIGNATURE_REQUESTED -> "Assinatura solicitada";
            case SIGNED -> "Assinado";
            case COLLATERAL_REGISTERED -> "Garantia registrada";
            case DISBURSEMENT_REQUESTED -> "Desembolso solicitado";
            case DISBURSEMENT_FAILED -> "Desembolso falhou";
            case DISBURSED -> "Desembolsado";
            case ACTIVATED -> "Ativado";
            case INSTALLMENT_PAID -> "Parcela paga";
            case INSTALLMENT_OVERDUE -> "Parcela em atraso";
            case ASSIGNED -> "Cedido";
            case RENEGOTIATED -> "Renegociado";
            case SETTLED -> "Quitado";
            case WRITTEN_OFF -> "Baixado a prejuízo";
            case CANCELED -> "Cancelado";
            case EXPIRED -> "Expirado";
            case REFUNDED -> "Devolvido";
            case RECOVERED -> "Recuperado";
        };
    }

    /** {@code DISBURSED of 2026-11-20T12:00:00Z (event evt-1)}. */
    static String en(LoanEvent event) {
        return event.event() + " of " + event.occurredAt() + " (event " + event.identity() + ")";
    }

    /** {@code DISBURSED (Desembolsado) de 20/11/2026 09:00:00 (evento evt-1)}. */
    static String pt(LoanEvent event) {
        return pt(event.event()) + " de " + pt(event.occurredAt()) + " (evento " + event.identity() + ")";
    }

    /** {@code DISBURSED (Desembolsado)}: the word of the reports' columns, and what it means. */
    static String pt(EventType event) {
        return event + " (" + portuguese(event) + ")";
    }

    static String pt(Collection<EventType> events) {
        return events.stream().map(Words::pt).collect(Collectors.joining(", "));
    }

    /** São Paulo's time, in which finance lives; the seconds are whole, the exact instant is in the evidence. */
    static String pt(Instant instant) {
        return TIME.format(instant);
    }

    static String pt(LocalDate date) {
        return DATE.format(date);
    }
}
