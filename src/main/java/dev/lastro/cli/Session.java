package dev.lastro.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Spring without a web server and without a word, for one command. Not for two at once in a process. */
final class Session implements AutoCloseable {

    /** Overridden by any property of the same name that the user sets. */
    private static final Map<String, Object> QUIET = Map.ofEntries(
            Map.entry("logging.level.root", "WARN"),
            // What cannot start is told in one line by the command itself, and so is how a job ended.
            Map.entry("logging.level.org.springframework.boot.SpringApplication", "OFF"),
            Map.entry("logging.level.org.springframework.boot.diagnostics", "OFF"),
            Map.entry("logging.level.org.springframework.context", "ERROR"),
            Map.entry("logging.level.com.zaxxer.hikari", "OFF"),
            Map.entry("logging.level.dev.lastro.job.JobGate", "OFF"),
            // Advice for a server: under which user it writes the log.
            Map.entry("logging.level.dev.lastro.log.LogWriters", "ERROR"),
            // It warns of every MySQL that is newer than itself.
            Map.entry("logging.level.org.flywaydb", "ERROR"),
            Map.entry("logging.exception-conversion-word", "%nopex"));

    private static final Map<String, Object> VERBOSE = Map.of("logging.level.root", "INFO");

    private final Class<?> application;
    private final List<String> properties;
    private final PrintStream realOut = System.out;
    private boolean verbose;
    private @Nullable Environment environment;
    private @Nullable ConfigurableApplicationContext context;

    /**
     * @param application the class that Spring starts from
     * @param properties as given on the command line
     */
    Session(Class<?> application, List<String> properties) {
        this.application = application;
        this.properties = properties;
    }

    void verbose(boolean wanted) {
        verbose = wanted;
    }

    boolean isVerbose() {
        return verbose;
    }

    /** @throws RuntimeException whatever Spring throws if it cannot start */
    void start() {
        // Logging goes to standard output by default, and that belongs to the command's answer.
        System.setOut(System.err);
        var spring = new SpringApplication(application);
        spring.setWebApplicationType(WebApplicationType.NONE);
        spring.setLogStartupInfo(verbose);
        spring.setDefaultProperties(verbose ? VERBOSE : QUIET);
        spring.addListeners(new EnvironmentListener());
        var args = new ArrayList<>(properties);
        if (properties.stream().noneMatch(property -> property.startsWith("--lastro.roles="))) {
            args.add("--lastro.roles=jobs");
        }
        context = spring.run(args.toArray(String[]::new));
    }

    <T> T bean(Class<T> type) {
        if (context == null) {
            throw new IllegalStateException("the session was not started");
        }
        return context.getBean(type);
    }

    /** Known as soon as Spring has read its configuration, even if it cannot start. */
    @Nullable
    Environment environment() {
        return environment;
    }

    @Override
    public void close() {
        try {
            if (context != null) {
                context.close();
            }
        } finally {
            System.setOut(realOut);
        }
    }

    /** A class, not a lambda: Spring reads the type of the event from it. */
    private final class EnvironmentListener implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

        @Override
        public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
            environment = event.getEnvironment();
        }
    }
}
