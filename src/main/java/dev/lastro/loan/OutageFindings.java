package dev.lastro.loan;

import dev.lastro.loan.Finding.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** OUTAGE_SUSPECTED: one finding that names the interval and all loans in it. */
public final class OutageFindings {

    /** Loans that it names; the message to the provider has all of them. */
    public static final int EVIDENCE_MAX = 10_000;

    private OutageFindings() {}

    /**
     * The key of its id is the business date on which the interval begins: a loan more may narrow the interval, and it is
     * still the same finding. A second interval of that day has its beginning as well.
     *
     * @param outages of the provider, by their beginning
     * @param calendar which days are as Sundays
     * @param received beginnings of the hours in which a receiver of ours got anything, from whomever
     */
    public static List<Finding> of(
            String provider, List<Outages.Outage> outages, SortedSet<Instant> received, BankCalendar calendar) {
        var dates = new TreeSet<String>();
        return outages.stream()
                .map(outage -> {
                    String date = BusinessDates.of(outage.from()).toString();
                    String key = dates.add(date) ? date : date + "|" + outage.from();
                    return finding(provider, key, outage, away(outage, received, calendar));
                })
                .toList();
    }

    private static Finding finding(String provider, String key, Outages.Outage outage, Optional<Rhythm.Silence> away) {
        int loans = outage.loans().size();
        Text ours = away.map(silence -> new Text(
                        " No provider's delivery was received after the hour of " + silence.lastHour()
                                + ": our receiver may have been away, so look there first.",
                        " Nenhum provedor entregou nada depois da hora de " + Words.pt(silence.lastHour())
                                + ": o nosso receptor pode ter ficado fora do ar; verifique isso primeiro."))
                .orElse(new Text("", ""));
        return new Finding(
                Findings.id(provider, "", FindingCode.OUTAGE_SUSPECTED, null, key),
                FindingCode.OUTAGE_SUSPECTED,
                Severity.HIGH,
                provider,
                "",
                null,
                null,
                outage.from(),
                outage.to(),
                null,
                BusinessDates.of(outage.enough()),
                outage.loans().stream().sorted().limit(EVIDENCE_MAX).toList(),
                new Text(
                                "Ask " + provider + " to resend what it sent between " + outage.from() + " and "
                                        + outage.to() + ": " + loans + " loans miss a step there." + ours.en(),
                                "Peça a " + provider + " que reenvie o que enviou entre " + Words.pt(outage.from())
                                        + " e " + Words.pt(outage.to()) + ": faltam etapas de " + loans
                                        + " empréstimos nesse intervalo." + ours.pt())
                        .clipped(Findings.ACTION_MAX));
    }

    /** A silence of all providers together that touches the interval, by the same measure as that of one. */
    private static Optional<Rhythm.Silence> away(
            Outages.Outage outage, SortedSet<Instant> received, BankCalendar calendar) {
        SortedSet<Instant> before = received.headSet(outage.from());
        Instant first = before.isEmpty() ? outage.from() : before.last();
        for (Instant hour : received.subSet(first, outage.to())) {
            Instant next = hour.plus(Rhythm.HOUR);
            SortedSet<Instant> later = received.tailSet(next);
            Instant end = later.isEmpty() ? outage.to() : later.first();
            Optional<Rhythm.Silence> silence =
                    end.isAfter(next) ? Rhythm.silence(received.headSet(next), end, calendar) : Optional.empty();
            if (silence.isPresent()) {
                return silence;
            }
        }
        return Optional.empty();
    }
}
