package dev.lastro.page;

import dev.lastro.loan.EventType;

/** The canonical events in the words of finance. */
public final class Portuguese {

    private Portuguese() {}

    public static String of(EventType event) {
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
}
