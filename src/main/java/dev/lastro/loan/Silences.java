package dev.lastro.loan;

import dev.lastro.loan.Finding.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** PROVIDER_SILENCE: no delivery of a provider for longer than its own usual rhythm allows. */
public final class Silences {

    private Silences() {}

    /**
     * The key of its id, and its evidence, is the last hour in which there was a delivery: so it stays the same finding
     * however long the silence lasts.
     *
     * @param hours beginnings of the hours in which there was a delivery
     * @param calendar which days are as Sundays
     * @param cutOff what came at or after it neither counts nor ends the silence
     */
    public static Optional<Finding> find(
            String provider, SortedSet<Instant> hours, BankCalendar calendar, Instant cutOff) {
        return Rhythm.silence(hours, cutOff, calendar).map(silence -> finding(provider, silence));
    }

    /**
     * The end of the last hour in which there was a delivery.
     *
     * @param evidence of such a finding
     */
    public static Instant begun(String evidence) {
        return Instant.parse(evidence).plus(Rhythm.HOUR);
    }

    private static Finding finding(String provider, Rhythm.Silence silence) {
        Instant last = silence.lastHour();
        Instant end = last.plus(Rhythm.HOUR);
        return new Finding(
                Findings.id(provider, "", FindingCode.PROVIDER_SILENCE, null, last.toString()),
                FindingCode.PROVIDER_SILENCE,
                Severity.HIGH,
                provider,
                "",
                null,
                null,
                null,
                silence.allowedUntil(),
                // The first cut-off that is not before it is that of the day in which its last hour lies.
                BusinessDates.of(silence.allowedUntil().minus(Rhythm.HOUR)),
                List.of(last.toString()),
                new Text(
                                "Ask " + provider + " whether it has sent anything since " + end
                                        + ", and see whether our address and credentials reach us: no delivery came since"
                                        + " then, and by its own rhythm one was to be expected by "
                                        + silence.allowedUntil() + ".",
                                "Pergunte a " + provider + " se enviou algo desde " + Words.pt(end)
                                        + " e verifique se o nosso endereço e as credenciais funcionam: desde então não"
                                        + " chegou nenhuma entrega e, pelo ritmo habitual, uma era esperada até "
                                        + Words.pt(silence.allowedUntil()) + ".")
                        .clipped(Findings.ACTION_MAX));
    }
}
