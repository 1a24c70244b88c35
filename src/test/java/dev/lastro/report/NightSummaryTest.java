package dev.lastro.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightSummaryTest {

    /** Thousands of deliveries that were late would hide the one thing that somebody has to do. */
    @Test
    void whatIsWaivedOrOnlyInformationIsNotToDo(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("machine"));
        Files.copy(Path.of("src/test/resources/reports/manifest.json"), folder.resolve(Manifest.FILE));
        Files.writeString(folder.resolve("machine/findings.csv"), """
                code,severity,status
                DOUBLE_DISBURSEMENT,critical,OPEN
                MISSING_STEP,high,ACKNOWLEDGED
                MISSING_STEP,critical,WAIVED
                LATE_DELIVERY,info,OPEN
                """);
        Files.writeString(folder.resolve("machine/rollforward.csv"), """
                code,severity,new
                DOUBLE_DISBURSEMENT,critical,1
                LATE_DELIVERY,info,40
                MISSING_STEP,high,2
                """);

        var summary = NightSummary.of(folder);

        assertThat(summary.findings()).isEqualTo(2);
        assertThat(summary.criticalFindings()).isEqualTo(1);
        assertThat(summary.newFindings()).isEqualTo(3);
    }
}
