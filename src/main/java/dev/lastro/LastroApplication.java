package dev.lastro;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
public class LastroApplication {

    public static void main(String[] args) {
        SpringApplication.run(LastroApplication.class, args);
    }
}
