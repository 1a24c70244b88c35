package dev.lastro.report;

import dev.lastro.page.Html;
import dev.lastro.report.NightFacts.State;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The states in the order of a loan's life, in the words of finance; a lifecycle's own states come after them. */
final class StateOrder {

    private static final Map<String, String> PORTUGUESE = portuguese();
    private static final List<String> ORDER = List.copyOf(PORTUGUESE.keySet());

    static final Comparator<String> OF_LIFE =
            Comparator.comparingInt(StateOrder::place).thenComparing(Comparator.naturalOrder());

    static final Comparator<State> PROVIDER_FIRST =
            Comparator.comparing(State::provider).thenComparing(State::state, OF_LIFE);

    private StateOrder() {}

    private static Map<String, String> portuguese() {
        var words = new LinkedHashMap<String, String>();
        words.put("NONE", "Sem início");
        words.put("CREATED", "Criado");
        words.put("UNDER_REVIEW", "Em análise");
        words.put("APPROVED", "Aprovado");
        words.put("AWAITING_SIGNATURE", "Aguardando assinatura");
        words.put("SIGNED", "Assinado");
        words.put("COLLATERAL_REGISTERED", "Garantia registrada");
        words.put("DISBURSING", "Em desembolso");
        words.put("DISBURSEMENT_FAILED", "Desembolso falhou");
        words.put("DISBURSED", "Desembolsado");
        words.put("ACTIVE", "Ativo");
        words.put("OVERDUE", "Em atraso");
        words.put("RENEGOTIATED", "Renegociado");
        words.put("ASSIGNED", "Cedido");
        words.put("SETTLED", "Quitado");
        words.put("WRITTEN_OFF", "Baixado a prejuízo");
        words.put("REFUNDED", "Devolvido");
        words.put("DECLINED", "Recusado");
        words.put("CANCELED", "Cancelado");
        words.put("EXPIRED", "Expirado");
        return words;
    }

    private static int place(String state) {
        var place = ORDER.indexOf(state);
        return place < 0 ? ORDER.size() : place;
    }

    static String portuguese(String state) {
        return PORTUGUESE.getOrDefault(state, state);
    }

    static String both(String state) {
        return PORTUGUESE.containsKey(state)
                ? "<span class=\"flat\">%s</span>".formatted(Html.both(portuguese(state), state))
                : Html.safe(state);
    }
}
