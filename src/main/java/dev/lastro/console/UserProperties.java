package dev.lastro.console;

import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param users {@code lastro.users}: those who sign in with a password of ours */
@ConfigurationProperties("lastro")
record UserProperties(@DefaultValue List<User> users) {

    /** @param hash of the password: bcrypt ({@code $2b$…}) or argon2 ({@code $argon2id$…}) */
    record User(String name, String hash, @DefaultValue Set<Role> roles) {

        User {
            if (name == null || name.isBlank()) {
                throw new IllegalArgumentException("lastro.users: a user has no name");
            }
            if (hash == null || !(hash.startsWith("$2") || hash.startsWith("$argon2"))) {
                throw new IllegalArgumentException(
                        "lastro.users: the hash of %s is neither bcrypt's ($2…) nor argon2's ($argon2…)"
                                .formatted(name));
            }
            if (roles.isEmpty()) {
                throw new IllegalArgumentException(
                        "lastro.users: %s has no roles: FINANCE, OPS, AUDITOR or ADMIN".formatted(name));
            }
        }

        /** Never the hash. */
        @Override
        public String toString() {
            return name + " " + roles;
        }
    }
}
