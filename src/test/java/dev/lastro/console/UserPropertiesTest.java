package dev.lastro.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.console.UserProperties.User;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class UserPropertiesTest {

    private static UserProperties users(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("lastro", UserProperties.class);
    }

    @Test
    void aUserHasANameAHashAndRoles() {
        var users = users(Map.of(
                "lastro.roles", "receiver",
                "lastro.users[0].name", "ana",
                "lastro.users[0].hash", "$2b$12$abc",
                "lastro.users[0].roles", "auditor, admin"));
        assertThat(users.users())
                .extracting(User::toString)
                .singleElement()
                .asString()
                .startsWith("ana [");
        assertThat(users.users().getFirst().roles()).containsExactlyInAnyOrder(Role.AUDITOR, Role.ADMIN);
        assertThat(users(Map.of()).users()).isEmpty();
    }

    @Test
    void aPasswordInPlaceOfItsHashStopsTheStartAndIsNotRepeated() {
        assertThatThrownBy(() -> users(Map.of(
                        "lastro.users[0].name", "ana",
                        "lastro.users[0].hash", "senha",
                        "lastro.users[0].roles", "AUDITOR")))
                .rootCause()
                .hasMessageContaining("the hash of ana is neither bcrypt's")
                .hasMessageNotContaining("senha");
        assertThatThrownBy(() -> users(Map.of("lastro.users[0].name", "ana", "lastro.users[0].hash", "$2b$12$abc")))
                .rootCause()
                .hasMessageContaining("ana has no roles");
    }
}
