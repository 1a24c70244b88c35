package dev.lastro.job;

import dev.lastro.LastroApplication;
import dev.lastro.report.Format;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * A process to be killed: runs {@code nightly} for the date in {@code lastro.test.date}, or {@code report} of it as known
 * to {@code lastro.test.known}, as {@code lastro.test.format}, and tells how far it is.
 */
public final class NightlyChild {

    static final int COMPLETED = 0;
    static final int OTHERWISE = 1;

    private NightlyChild() {}

    @SuppressWarnings("SystemOut") // its parent reads it
    public static void main(String[] arguments) {
        var context = new SpringApplicationBuilder(LastroApplication.class)
                .web(WebApplicationType.NONE)
                .run(arguments);
        var date = LocalDate.parse(System.getProperty("lastro.test.date"));
        var known = System.getProperty("lastro.test.known");
        var format = System.getProperty("lastro.test.format");
        var request = known == null
                ? new JobRequest.Nightly(date, false, "child", "", format == null ? null : Format.of(format))
                : new JobRequest.Report(date, known, null, "child", "");
        var outcome = context.getBean(Jobs.class).run(request, event -> System.out.println("STEP " + event.step()));
        System.out.println("OUTCOME " + outcome);
        context.close();
        System.exit(outcome instanceof Outcome.Completed ? COMPLETED : OTHERWISE);
    }

    /** @param known of a {@code report}; null: {@code nightly} */
    static Process start(Lastro lastro, LocalDate date, @Nullable String known) throws IOException {
        return start(lastro, date, known, null);
    }

    /** @param format of {@code nightly}, as it is typed; null: nothing is said of it */
    static Process start(Lastro lastro, LocalDate date, @Nullable String known, @Nullable String format)
            throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-Dlastro.test.date=" + date));
        if (known != null) {
            command.add("-Dlastro.test.known=" + known);
        }
        if (format != null) {
            command.add("-Dlastro.test.format=" + format);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), NightlyChild.class.getName()));
        command.addAll(List.of(Lastro.arguments(lastro.database, lastro.reports, null)));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    static void awaitStep(Process child, String step) throws IOException {
        var seen = new ArrayList<String>();
        var output = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            seen.add(line);
            if (line.equals("STEP " + step)) {
                return;
            }
        }
        throw new AssertionError("the child ended before " + step + ":\n" + String.join("\n", seen));
    }
}
