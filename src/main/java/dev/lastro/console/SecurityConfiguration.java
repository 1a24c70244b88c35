package dev.lastro.console;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpStatusRequestRejectedHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * Who may ask. Made in every process with a web server, for without it Spring would shut all paths, health too; webhooks
 * never come here, they are taken before any filter.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class SecurityConfiguration {

    static final String API = "/api/**";

    private static final String BCRYPT = "bcrypt";
    private static final String ARGON2 = "argon2";

    /** A program sends its name with each request: no session, so no cookie that another page could ride on. */
    @Bean
    SecurityFilterChain api(HttpSecurity http) {
        return http.securityMatcher(API)
                .authorizeHttpRequests(
                        requests -> requests.anyRequest().hasAnyRole(Role.AUDITOR.name(), Role.ADMIN.name()))
                .httpBasic(Customizer.withDefaults())
                .csrf(csrf -> csrf.disable())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    /** A path that is written in an odd way is no path of ours: 404 as for any other, where the firewall would say 400. */
    @Bean
    RequestRejectedHandler nothingThere() {
        return new HttpStatusRequestRejectedHandler(HttpServletResponse.SC_NOT_FOUND);
    }

    @Bean
    UserDetailsService users(UserProperties properties) {
        return new InMemoryUserDetailsManager(properties.users().stream()
                .map(user -> User.withUsername(user.name())
                        .password("{%s}%s".formatted(user.hash().startsWith("$2") ? BCRYPT : ARGON2, user.hash()))
                        .roles(user.roles().stream().map(Role::name).toArray(String[]::new))
                        .build())
                .toList());
    }

    /** A name that nobody has costs as much as a wrong password: the same hash is made for it. */
    @Bean
    PasswordEncoder passwordEncoder() {
        return new DelegatingPasswordEncoder(
                BCRYPT,
                Map.of(
                        BCRYPT,
                        new BCryptPasswordEncoder(),
                        ARGON2,
                        Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8()));
    }
}
