package dev.lastro.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * What the receiver is measured against, in a process of its own: the same Boot, Tomcat and {@code application.yaml}, a
 * plain servlet, and behind it either nothing or one INSERT per request through a pool.
 *
 * <p>No configuration by annotation: Lastro's own scan would find it on the tests' class path.
 */
@EnableAutoConfiguration
class BareServer {

    /** Beyond what the server takes from more: the measured maximum lies at 32 (performance.md). */
    static final int POOL = 32;

    static final String POOL_URL = "bench.url";

    static final String CONTROLLER = "bench.controller";

    private static final List<String> NEEDS_DATABASE = List.of(
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration");

    public static void main(String[] arguments) {
        var application = new SpringApplication(BareServer.class);
        application.setDefaultProperties(Map.of("spring.autoconfigure.exclude", String.join(",", NEEDS_DATABASE)));
        application.run(arguments);
    }

    /** In place of the servlet: what one writes with Spring MVC. */
    @Bean
    ApplicationRunner controller(RequestMappingHandlerMapping requestMappingHandlerMapping, Environment environment) {
        return _ -> {
            if (environment.containsProperty(CONTROLLER)) {
                requestMappingHandlerMapping.registerMapping(
                        RequestMappingInfo.paths("/webhooks/{provider}").build(),
                        new Controller(),
                        Controller.class.getDeclaredMethod("receive", byte[].class));
            }
        };
    }

    static final class Controller {

        @ResponseBody
        @PostMapping
        public Map<String, Object> receive(@RequestBody byte[] body) {
            return Map.of("log", "main", "position", body.length);
        }
    }

    @Bean
    ServletRegistrationBean<HttpServlet> webhooks(Environment environment) {
        var url = environment.getProperty(POOL_URL);
        var servlet = url == null
                ? new NoOp()
                : new InsertPerRequest(pool(
                        url,
                        environment.getRequiredProperty("bench.username"),
                        environment.getRequiredProperty("bench.password")));
        var registration = new ServletRegistrationBean<HttpServlet>(servlet, "/webhooks/*");
        registration.setEnabled(!environment.containsProperty(CONTROLLER));
        return registration;
    }

    private static HikariDataSource pool(String url, String username, String password) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(username);
        config.setPassword(password);
        config.setMaximumPoolSize(POOL);
        config.setMinimumIdle(POOL);
        return new HikariDataSource(config);
    }

    /** Reads the body, keeps nothing. */
    private static final class NoOp extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            answer(response, request.getInputStream().readAllBytes().length);
        }
    }

    /** The receiver that one writes first. */
    private static final class InsertPerRequest extends HttpServlet {

        private static final long serialVersionUID = 1L;

        private final transient HikariDataSource pool;

        InsertPerRequest(HikariDataSource pool) {
            this.pool = pool;
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            var body = request.getInputStream().readAllBytes();
            try (var connection = pool.getConnection();
                    var insert = connection.prepareStatement(OneInsert.SQL)) {
                OneInsert.bind(insert, OneInsert.HEADERS, body);
                insert.executeUpdate();
            } catch (SQLException e) {
                throw new IOException(e);
            }
            answer(response, body.length);
        }
    }

    private static void answer(HttpServletResponse response, int number) throws IOException {
        var json = "{\"log\":\"main\",\"position\":%d}".formatted(number).getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }
}
