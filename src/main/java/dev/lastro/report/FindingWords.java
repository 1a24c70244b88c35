package dev.lastro.report;

import dev.lastro.page.Html;
import java.util.Map;

/**
 * A finding's code in the words of finance, and whose turn it is.
 *
 * @param name Portuguese
 * @param who Portuguese: who has to act
 * @param what Portuguese: what they do first
 */
record FindingWords(String name, String nameEnglish, String who, String whoEnglish, String what, String whatEnglish) {

    private static final String PLATFORM = "Operações, com a plataforma";
    private static final String PLATFORM_ENGLISH = "Operations, with the platform";
    private static final String FINANCE = "Financeiro";
    private static final String FINANCE_ENGLISH = "Finance";
    private static final String TECHNOLOGY = "Tecnologia";
    private static final String TECHNOLOGY_ENGLISH = "Technology";

    private static final Map<String, FindingWords> ALL = Map.ofEntries(
            platform(
                    "MISSING_STEP",
                    "Etapa sem aviso",
                    "Step never reported",
                    "pedir o reenvio do evento que falta",
                    "ask for the missing event to be sent again"),
            platform(
                    "OVERDUE_STEP",
                    "Etapa atrasada",
                    "Step overdue",
                    "perguntar por que o empréstimo não avançou",
                    "ask why the loan has not moved on"),
            platform(
                    "ILLEGAL_TRANSITION",
                    "Mudança de situação impossível",
                    "Impossible change of state",
                    "pedir a história do empréstimo e comparar",
                    "ask for the loan's history and compare"),
            platform(
                    "EVENT_AFTER_TERMINAL",
                    "Evento depois do encerramento",
                    "Event after the end",
                    "perguntar se o empréstimo foi reaberto",
                    "ask whether the loan was opened again"),
            platform(
                    "CONFLICTING_DUPLICATE",
                    "Mesmo evento, conteúdo diferente",
                    "Same event, other content",
                    "perguntar qual das versões vale",
                    "ask which version counts"),
            finance(
                    "DOUBLE_DISBURSEMENT",
                    "Desembolso em dobro",
                    "Disbursed twice",
                    "conferir o extrato hoje e bloquear o segundo valor",
                    "check the bank statement today and hold the second amount"),
            finance(
                    "PAYMENT_DUPLICATED",
                    "Parcela paga em dobro",
                    "Instalment paid twice",
                    "conferir o extrato e devolver o que sobra",
                    "check the bank statement and give back what is too much"),
            platform(
                    "INSTALLMENT_GAP",
                    "Parcela pulada",
                    "Instalment skipped",
                    "pedir a situação das parcelas anteriores",
                    "ask for the earlier instalments' state"),
            platform(
                    "INSTALLMENT_UNREPORTED",
                    "Parcela vencida sem aviso",
                    "Instalment due and not reported",
                    "perguntar se foi paga ou está em atraso",
                    "ask whether it is paid or overdue"),
            platform(
                    "SETTLED_WITH_OPEN_INSTALLMENTS",
                    "Quitado com parcelas em aberto",
                    "Settled with open instalments",
                    "pedir o termo de quitação ou os pagamentos",
                    "ask for the settlement or the payments"),
            finance(
                    "AMOUNT_MISMATCH",
                    "Valores que não fecham",
                    "Amounts that do not add up",
                    "conferir contrato, IOF e tarifas com o extrato",
                    "check contract, IOF and fees against the statement"),
            platform(
                    "SEQUENCE_BREAK",
                    "Sequência quebrada",
                    "Sequence broken",
                    "pedir o evento do meio",
                    "ask for the event in between"),
            platform(
                    "LATE_DELIVERY",
                    "Entrega atrasada",
                    "Delivered late",
                    "nada a fazer; cobrar se for frequente",
                    "nothing to do; complain if it is frequent"),
            technology(
                    "CLOCK_SKEW",
                    "Relógio da plataforma adiantado",
                    "The platform's clock is ahead",
                    "avisar a plataforma",
                    "tell the platform"),
            technology(
                    "UNKNOWN_TYPE",
                    "Mensagem não reconhecida",
                    "Message not understood",
                    "acrescentar o tipo à definição da plataforma",
                    "add the type to the platform's definition"),
            platform(
                    "PROVIDER_SILENCE",
                    "Plataforma em silêncio",
                    "Platform silent",
                    "telefonar: os webhooks podem estar parados",
                    "call: its webhooks may have stopped"),
            platform(
                    "OUTAGE_SUSPECTED",
                    "Queda provável",
                    "Outage suspected",
                    "pedir o reenvio de todo o intervalo",
                    "ask for the whole interval to be sent again"),
            finance(
                    "PROVIDER_LIST_MISMATCH",
                    "Difere da lista da plataforma",
                    "Differs from the platform's list",
                    "comparar os campos no relatório de conciliação",
                    "compare the fields in the reconciliation report"));

    /** Of a code that is newer than this list: its own name. */
    static FindingWords of(String code) {
        var words = ALL.get(code);
        return words == null
                ? new FindingWords(code, code, PLATFORM, PLATFORM_ENGLISH, "ver pendencias", "see findings")
                : words;
    }

    /** The name in both languages, and the code, which may break at its underscores. */
    static String html(String code) {
        var words = of(code);
        return "%s <code class=\"code\">%s</code>"
                .formatted(
                        Html.both(words.name(), words.nameEnglish()),
                        Html.safe(code).replace("_", "_<wbr>"));
    }

    static boolean knows(String code) {
        return ALL.containsKey(code);
    }

    private static Map.Entry<String, FindingWords> platform(
            String code, String name, String nameEnglish, String what, String whatEnglish) {
        return Map.entry(code, new FindingWords(name, nameEnglish, PLATFORM, PLATFORM_ENGLISH, what, whatEnglish));
    }

    private static Map.Entry<String, FindingWords> finance(
            String code, String name, String nameEnglish, String what, String whatEnglish) {
        return Map.entry(code, new FindingWords(name, nameEnglish, FINANCE, FINANCE_ENGLISH, what, whatEnglish));
    }

    private static Map.Entry<String, FindingWords> technology(
            String code, String name, String nameEnglish, String what, String whatEnglish) {
        return Map.entry(code, new FindingWords(name, nameEnglish, TECHNOLOGY, TECHNOLOGY_ENGLISH, what, whatEnglish));
    }
}
