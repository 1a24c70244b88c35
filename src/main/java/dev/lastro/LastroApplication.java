package dev.lastro;

import dev.lastro.cli.CommandLineInterface;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
public class LastroApplication {

    public static void main(String[] args) {
        var exitCode = CommandLineInterface.run(LastroApplication.class, args);
        // 0 without an exit: `serve` goes on, on threads of its own, after its command has returned.
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
