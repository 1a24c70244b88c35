package dev.lastro.job;

import dev.lastro.report.ReportFolder;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class JobConfiguration {

    @Bean
    ReportFolder reportFolder(DataSource dataSource) {
        return new ReportFolder(dataSource);
    }
}
