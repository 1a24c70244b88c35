package dev.lastro.provider;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProviderConfiguration {

    /** @param folder {@code lastro.jobs-dir}; empty: the defaults in the jar alone */
    @Bean
    Definitions definitions(@Value("${lastro.jobs-dir:}") String folder) {
        return Definitions.load(folder.isEmpty() ? null : Path.of(folder));
    }
}
