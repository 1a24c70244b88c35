package dev.lastro.loan;

import dev.lastro.loan.Finding.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes findings: the one place where their ids come from. */
public final class Findings {

    /** UNKNOWN_TYPE: a provider that renames a status may send it a million times; ten deliveries are enough to look at. */
    public static final int UNKNOWN_TYPE_EVIDENCE_MAX = 10;

    /** Characters in each language; what the derived table's columns hold. */
    public static final int ACTION_MAX = 1000;

    private static final int ID_BYTES = 8;

    private static final DateTimeFormatter BRAZILIAN = DateTimeFormatter.ofPattern("dd/MM/uuuu");

    private Findings() {}

    /**
     * Deliveries of one (type, status) that the provider's definition does not know: of no loan, so {@code loanId} is
     * empty.
     *
     * @param identities of the deliveries, any number and order; the ten smallest become evidence
     * @param earliest the smallest occurred_at among them, null where none of them names a time
     */
    public static Finding unknownType(
            String provider,
            String type,
            @Nullable String status,
            Collection<String> identities,
            @Nullable Instant earliest) {
        Text word = status == null || status.isEmpty()
                ? new Text("type \"" + type + "\"", "o tipo \"" + type + "\"")
                : new Text(
                        "type \"" + type + "\" with status \"" + status + "\"",
                        "o tipo \"" + type + "\" com status \"" + status + "\"");
        return new Finding(
                id(provider, "", FindingCode.UNKNOWN_TYPE, null, type + "|" + (status == null ? "" : status)),
                FindingCode.UNKNOWN_TYPE,
                Severity.MEDIUM,
                provider,
                "",
                null,
                null,
                null,
                null,
                earliest == null ? null : BusinessDates.of(earliest),
                identities.stream()
                        .distinct()
                        .sorted()
                        .limit(UNKNOWN_TYPE_EVIDENCE_MAX)
                        .toList(),
                new Text(
                                "Say in the definition of " + provider + " what " + word.en()
                                        + " means, or that it is about no loan; its deliveries are kept, and are"
                                        + " classified again by the changed definition.",
                                "Diga na definição de " + provider + " o que " + word.pt()
                                        + " significa, ou que não trata de empréstimo; as entregas ficam guardadas e"
                                        + " são classificadas de novo com a definição alterada.")
                        .clipped(ACTION_MAX));
    }

    /**
     * A provider's own list of its loans or payments says something else than its deliveries.
     *
     * @param loanId empty where nothing here has the name that the list gives
     * @param key of the list's row
     * @param differences of DIFFERS
     * @param place of the statement in the log
     * @param row of the list, from 1; 0: the list does not have it
     */
    public static Finding listMismatch(
            String provider,
            String loanId,
            ListTerms terms,
            String key,
            ListComparison.Result result,
            List<ListComparison.Difference> differences,
            Place place,
            long row) {
        var evidence = new ArrayList<String>();
        evidence.add(place.toString());
        if (row > 0) {
            evidence.add("row:" + row);
        }
        for (ListComparison.Difference each : differences) {
            evidence.add("%s:here=%s,there=%s".formatted(each.field(), each.here(), each.there()));
        }
        String list = terms.kind().name().toLowerCase(Locale.ROOT);
        return new Finding(
                id(provider, loanId, FindingCode.PROVIDER_LIST_MISMATCH, null, list + "|" + key),
                FindingCode.PROVIDER_LIST_MISMATCH,
                Severity.HIGH,
                provider,
                loanId,
                null,
                null,
                null,
                null,
                terms.asOf(),
                evidence.stream().sorted().toList(),
                listAction(provider, terms, key, result, differences).clipped(ACTION_MAX));
    }

    private static Text listAction(
            String provider,
            ListTerms terms,
            String key,
            ListComparison.Result result,
            List<ListComparison.Difference> differences) {
        boolean isLoan = terms.kind() == ListTerms.Kind.LOANS;
        Text what = new Text((isLoan ? "loan " : "payment ") + key, (isLoan ? "o empréstimo " : "o pagamento ") + key);
        String day = terms.asOf().format(BRAZILIAN);
        return switch (result) {
            case MISSING_HERE ->
                new Text(
                        "Ask " + provider + " to send the events of " + what.en() + " again: its list of "
                                + terms.asOf() + " has it, and no delivery told of it.",
                        "Peça a " + provider + " que reenvie os eventos: a lista de " + day + " tem " + what.pt()
                                + ", e nenhuma entrega o informou.");
            case MISSING_THERE ->
                new Text(
                        "Ask " + provider + " why its list of " + terms.asOf() + " does not have " + what.en()
                                + ", of which its deliveries tell.",
                        "Pergunte a " + provider + " por que a lista de " + day + " não tem " + what.pt()
                                + ", que as entregas informaram.");
            case MATCHED, DIFFERS ->
                new Text(
                        "Ask " + provider + " which is right for " + what.en() + ", its list of " + terms.asOf()
                                + " or its deliveries: "
                                + joined(differences, "%s is %s by the deliveries and %s in the list", "nothing")
                                + ". Events that are missing can be sent again.",
                        "Pergunte a " + provider + " o que vale para " + what.pt() + ", a lista de " + day
                                + " ou as entregas: "
                                + joined(differences, "%s é %s pelas entregas e %s na lista", "nada")
                                + ". Eventos que faltam podem ser reenviados.");
        };
    }

    private static String joined(List<ListComparison.Difference> differences, String sentence, String nothing) {
        return differences.stream()
                .map(each -> sentence.formatted(
                        each.field(),
                        each.here().isEmpty() ? nothing : each.here(),
                        each.there().isEmpty() ? nothing : each.there()))
                .collect(Collectors.joining("; "));
    }

    /**
     * A finding that one event of a loan proves or is at fault for.
     *
     * @param at the event's index in the history
     * @param evidence in any order
     */
    static Finding of(
            History history,
            int at,
            FindingCode code,
            Severity severity,
            @Nullable EventType expected,
            String key,
            List<String> evidence,
            Text suggestedAction) {
        LoanEvent after = history.appliedBefore(at);
        return of(
                history,
                code,
                severity,
                expected,
                key,
                after,
                null,
                BusinessDates.of(history.event(at).occurredAt()),
                evidence,
                suggestedAction);
    }

    static Finding of(
            History history,
            FindingCode code,
            Severity severity,
            @Nullable EventType expected,
            String key,
            @Nullable LoanEvent after,
            @Nullable Instant dueAt,
            LocalDate since,
            List<String> evidence,
            Text suggestedAction) {
        return new Finding(
                id(history.provider, history.loanId, code, expected, key),
                code,
                severity,
                history.provider,
                history.loanId,
                expected,
                after == null ? null : after.event(),
                after == null ? null : after.occurredAt(),
                dueAt,
                since,
                evidence.stream().sorted().toList(),
                suggestedAction.clipped(ACTION_MAX));
    }

    /** First 16 hex of SHA-256({@code provider|loan_id|code|expected event|key}), spec section 6. */
    static String id(String provider, String loanId, FindingCode code, @Nullable EventType expected, String key) {
        String text = provider + "|" + loanId + "|" + code + "|" + (expected == null ? "" : expected) + "|" + key;
        byte[] digest = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Of the event at fault alone. */
    static Finding fault(History history, int at, FindingCode code, Severity severity, Text action) {
        String identity = history.event(at).identity();
        return of(history, at, code, severity, null, identity, List.of(identity), action);
    }
}
