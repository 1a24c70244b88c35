package dev.lastro.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.loan.BankDays;
import dev.lastro.loan.Lifecycle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The calendar in the jar, through a lifecycle that counts by it. */
class BankHolidaysTest {

    @TempDir
    private Path jobs;

    /** Weekdays without banks, as ANBIMA lists them. */
    @ParameterizedTest
    @CsvSource({
        "2023, 02-20 02-21 04-07 04-21 05-01 06-08 09-07 10-12 11-02 11-15 12-25",
        "2024, 01-01 02-12 02-13 03-29 05-01 05-30 11-15 11-20 12-25",
        "2026, 01-01 02-16 02-17 04-03 04-21 05-01 06-04 09-07 10-12 11-02 11-20 12-25",
    })
    void holidaysOfAYear(int year, String days) throws IOException {
        BankDays within = withBusinessDays();
        List<String> free = LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(date -> date.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue())
                .filter(date -> !within.calendar().isBusinessDay(date))
                .map(date -> date.toString().substring(5))
                .toList();
        assertThat(String.join(" ", free)).isEqualTo(days);
    }

    @Test
    void aFolderMayHaveACalendarOfItsOwnWhichFoldsTheLoansAgain() throws IOException {
        withBusinessDays();
        var before = Definitions.load(jobs);
        var own = jobs.resolve("calendars/brazil-banks.yaml");
        Files.createDirectories(own.resolveSibling(""));
        Files.writeString(own, "calendar: brazil-banks\nonce:\n  - {date: 2026-11-18, name: a day of ours}\n");
        var after = Definitions.load(jobs);
        assertThat(within(after).calendar().isBusinessDay(LocalDate.of(2026, 11, 18)))
                .isFalse();
        assertThat(within(after).calendar().isBusinessDay(LocalDate.of(2026, 11, 20)))
                .isTrue();
        assertThat(after.means().get("base39")).isNotEqualTo(before.means().get("base39"));
        assertThat(after.means().get("openco"))
                .as("counts no business days")
                .isEqualTo(before.means().get("openco"));
        assertThat(after.digests().get("calendars/brazil-banks.yaml"))
                .isNotEqualTo(before.digests().get("calendars/brazil-banks.yaml"));
        assertThat(Definitions.of(after.decisive(), after.digests()).means()).isEqualTo(after.means());
    }

    @Test
    void whatIsWrongInItIsNamedByItsLine() throws IOException {
        Files.createDirectories(jobs.resolve("calendars"));
        Files.writeString(
                jobs.resolve("calendars/brazil-banks.yaml"),
                "calendar: brazil-banks\nfixed: [{day: 13-01, name: x}]\n");
        assertThatThrownBy(() -> Definitions.load(jobs))
                .hasMessageContaining("brazil-banks.yaml:2: fixed[0].day: '13-01' is no day of a year");
    }

    /** base39's lifecycle with business days. */
    private BankDays withBusinessDays() throws IOException {
        Files.createDirectories(jobs.resolve("lifecycles"));
        Files.writeString(
                jobs.resolve("lifecycles/base39-loan.yaml"),
                Files.readString(Path.of("jobs/lifecycles/base39-loan.yaml")).replace("within: P1D", "within: P1BD"));
        return within(Definitions.load(jobs));
    }

    private static BankDays within(Definitions definitions) {
        return Stream.of(definitions.lifecycles().get("base39-loan"))
                .flatMap(lifecycle -> lifecycle.deadlines().stream())
                .map(Lifecycle.Deadline::within)
                .filter(BankDays.class::isInstance)
                .map(BankDays.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
