package dev.lastro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {

    private final Commands lastro = Commands.bare();

    @TempDir
    private Path folder;

    @Test
    void noArgumentsAndHelpShowTheCommands() {
        for (var said : new Commands.Said[] {lastro.run(), lastro.run("--help")}) {
            assertThat(said.exitCode()).isZero();
            assertThat(said.out()).contains("Usage: lastro", "serve", "run", "trace", "check", "Guarda cada webhook");
            assertThat(said.err()).isEmpty();
        }
        assertThat(lastro.run("run", "--help").out()).contains("nightly", "import");
    }

    @Test
    void tellsItsVersion() {
        assertThat(lastro.run("--version").out()).matches("lastro \\S+\\R");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bogus | there is no command 'bogus'; there are ask, check, decide, erase, findings, pack, proof, run, serve, trace, verify",
                "run | Missing required subcommand",
                "run bogus | there is no job 'bogus'; there are import, nightly",
                "run nightly --date=yesterday | --date",
                "run nightly --date=2026-02-30 | --date",
                "run nightly --date=2026-11-21 --date=2026-11-22 | --date",
                "run nightly --file=x | Unknown option: '--file=x'",
                "run nightly 2026-11-21 | Unmatched argument",
                "run nightly --again | --again needs a reason",
                "run nightly --format=xls | --format=xls: no xls: there are csv, which is always written, and parquet",
                "run report --date=2026-11-21 --format=parquet,csv,tsv | --format=parquet,csv,tsv: no tsv: there are csv, which is always written, and parquet",
                "run rebuild --format=parquet | Unknown option: '--format=parquet'",
                "run import | --provider=NAME",
                "run import --provider=base39 | either --file=FILE or --dir=DIR",
                "run import --provider=base39 --file=a --dir=b | either --file=FILE or --dir=DIR",
                "run import --provider=base39 --date=2026-11-21 | Unknown option: '--date=2026-11-21'",
                "trace base39 | LOAN",
                "trace base39 loan --occurred=soon | --occurred=soon: neither a date (2026-11-21) nor an instant",
                "trace base39 loan --raw=main | --raw=main: a place is LOG/POSITION",
                "trace base39 loan --raw=main/1 --json | not together with --json",
                "ask | PROVIDER",
                "ask base39 --language=fr | --language=fr: there are [en, pt-BR]",
                "ask ../base39 | no provider's name",
                "check --foo | Unknown option: '--foo'",
                "findings --code=LOST | --code=LOST: there are MISSING_STEP, OVERDUE_STEP",
                "findings 12 | is no id of a finding: 16 of 0-9 a-f",
                "decide | Missing required subcommand",
                "decide acknowledge | which findings? Their ids, or a filter",
                "decide acknowledge 0123456789abcdef --loan=x | ids say which findings: no filter beside them",
                "decide waive 0123456789abcdef | waive needs a reason: --because=",
                "decide comment 0123456789abcdef | comment needs a text: --because=",
                "decide assign 0123456789abcdef | --to=WHO",
            })
    void wrongUsageIs64AndSaysWhatIsWrong(String typed, String complaint) {
        var said = lastro.run(typed.split(" "));

        assertThat(said.err()).contains(complaint);
        assertThat(said.exitCode()).isEqualTo(64);
        assertThat(said.out()).isEmpty();
    }

    @Test
    void checkFindsNothingWrongWithWhatIsInTheJar() {
        var said = lastro.run("check");

        assertThat(said.out().lines().toList().getLast()).startsWith("OK: 5 providers, 5 lifecycles");
        assertThat(said.exitCode()).isZero();
    }

    @Test
    void checkNamesFileLineAndKey() throws IOException {
        Files.createDirectories(folder.resolve("providers"));
        Files.writeString(folder.resolve("providers/base39.yaml"), "provider: base39\nlifecycle: nope\nbogus: 1\n");
        Files.writeString(folder.resolve("nightly.yaml"), "job: nightly\nschedule: never\nzone: America/Sao_Paulo\n");

        for (var option : new String[] {"--jobs-dir=" + folder, "--lastro.jobs-dir=" + folder}) {
            var said = lastro.run("check", option);

            assertThat(said.out()).containsPattern("(?m)providers/base39.yaml:3: bogus: ");
            assertThat(said.out()).containsPattern("(?m)nightly.yaml:2: schedule: ");
            assertThat(said.out().lines().toList().getLast()).startsWith("not usable: ");
            assertThat(said.exitCode()).isEqualTo(1);
            assertThat(said.err()).isEmpty();
        }
    }
}
