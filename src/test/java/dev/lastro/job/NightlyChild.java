package dev.lastro.job;

import dev.lastro.LastroApplication;
import java.time.LocalDate;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** A process to be killed: runs {@code nightly} for the date in {@code lastro.test.date} and tells how far it is. */
public final class NightlyChild {

    static final int COMPLETED = 0;
    static final int OTHERWISE = 1;

    private NightlyChild() {}

    @SuppressWarnings("SystemOut") // its parent reads it
    public static void main(String[] arguments) {
        var context = new SpringApplicationBuilder(LastroApplication.class)
                .web(WebApplicationType.NONE)
                .run(arguments);
        var request =
                new JobRequest.Nightly(LocalDate.parse(System.getProperty("lastro.test.date")), false, "child", "");
        var outcome = context.getBean(Jobs.class).run(request, event -> System.out.println("STEP " + event.step()));
        System.out.println("OUTCOME " + outcome);
        context.close();
        System.exit(outcome instanceof Outcome.Completed ? COMPLETED : OTHERWISE);
    }
}
