package dev.lastro.cli;

import dev.lastro.job.FindingFilter;
import dev.lastro.loan.Finding.Severity;
import dev.lastro.loan.FindingCode;
import dev.lastro.loan.FindingStatus;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which findings: by their ids, or by what they are. */
final class FindingOptions {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");

    @Parameters(
            paramLabel = "FINDING",
            arity = "0..*",
            description = "Ids of findings, or else a filter. / Ids das pendências, ou então um filtro.")
    List<String> ids = new ArrayList<>();

    @Option(
            names = "--code",
            split = ",",
            paramLabel = "CODE",
            description = "MISSING_STEP, …; several with commas. / Vários, separados por vírgula.")
    List<String> codes = new ArrayList<>();

    @Option(names = "--provider", paramLabel = "PROVIDER", description = "base39, openco, …")
    @Nullable
    String provider;

    @Option(names = "--loan", paramLabel = "LOAN", description = "The loan's id. / O id do empréstimo.")
    @Nullable
    String loan;

    @Option(
            names = "--severity",
            split = ",",
            paramLabel = "SEVERITY",
            description = "info, medium, high, critical; several with commas. / Vários, separados por vírgula.")
    List<String> severities = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "2026-11-21",
            description = "There since this business date, or a later one. / Existentes desde esta data ou depois.")
    @Nullable
    LocalDate since;

    @Option(
            names = "--status",
            split = ",",
            paramLabel = "STATUS",
            description = "OPEN, ACKNOWLEDGED, WAIVED, as decided by now. / Conforme decidido até agora.")
    List<String> statuses = new ArrayList<>();

    @Option(
            names = "--assigned-to",
            paramLabel = "WHO",
            description = "Assigned to this person. / Atribuídas a esta pessoa.")
    @Nullable
    String assignedTo;

    @Option(
            names = "--waiver-asked",
            description = "A waiver waits for another person. / A dispensa espera a aprovação de outra pessoa.")
    boolean waiverAsked;

    /** @throws WrongUsageException with what there is instead */
    FindingFilter filter() {
        var named = new TreeSet<String>();
        for (var id : ids) {
            named.add(id.toLowerCase(Locale.ROOT));
            if (!ID.matcher(id.toLowerCase(Locale.ROOT)).matches()) {
                throw new WrongUsageException(
                        "'%s' is no id of a finding: 16 of 0-9 a-f, as `findings` lists them".formatted(id));
            }
        }
        var filter = new FindingFilter(
                named,
                all(FindingCode.class, "code", codes),
                all(Severity.class, "severity", severities),
                all(FindingStatus.class, "status", statuses),
                provider,
                loan,
                since,
                assignedTo,
                waiverAsked);
        if (!named.isEmpty() && !filter.equals(FindingFilter.ofIds(named))) {
            throw new WrongUsageException("ids say which findings: no filter beside them");
        }
        return filter;
    }

    private static <E extends Enum<E>> Set<E> all(Class<E> type, String option, List<String> texts) {
        var all = EnumSet.noneOf(type);
        for (var text : texts) {
            all.add(Arrays.stream(type.getEnumConstants())
                    .filter(each -> each.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new WrongUsageException("--%s=%s: there are %s"
                            .formatted(
                                    option,
                                    text,
                                    Arrays.stream(type.getEnumConstants())
                                            .map(Enum::name)
                                            .collect(Collectors.joining(", "))))));
        }
        return all;
    }
}
