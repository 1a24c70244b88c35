package dev.lastro.report;

import dev.lastro.loan.DeliveryClass;

/** The classes of spec section 4 in the words of finance. */
final class DeliveryWords {

    private DeliveryWords() {}

    static String portuguese(DeliveryClass deliveryClass) {
        return switch (deliveryClass) {
            case EVENT -> "Eventos";
            case DUPLICATE -> "Repetidas";
            case CONFLICT -> "Conflitantes";
            case NOT_LOAN -> "De outro assunto";
            case UNKNOWN -> "Não reconhecidas";
            case QUARANTINED -> "Em quarentena";
            case ERASED -> "Apagadas por lei";
        };
    }
}
