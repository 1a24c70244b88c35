package dev.lastro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpringArgumentsTest {

    @Test
    void aPropertyHasADotInItsName() {
        var split = SpringArguments.split(
                "run",
                "nightly",
                "--date=2026-11-21",
                "--lastro.reports-dir=/a.b",
                "--because=see docs.example.com",
                "--spring.datasource.hikari.data-source-properties[a]=b",
                "--debug.flag",
                "loan.1",
                "--raw=main/1.5");

        assertThat(split.spring())
                .containsExactly(
                        "--lastro.reports-dir=/a.b",
                        "--spring.datasource.hikari.data-source-properties[a]=b",
                        "--debug.flag");
        assertThat(split.own())
                .containsExactly(
                        "run",
                        "nightly",
                        "--date=2026-11-21",
                        "--because=see docs.example.com",
                        "loan.1",
                        "--raw=main/1.5");
    }
}
