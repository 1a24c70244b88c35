package dev.lastro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.provider.DefinitionException;
import dev.lastro.provider.DefinitionException.Problem;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class ExplanationTest {

    private final MockEnvironment environment =
            new MockEnvironment().withProperty("spring.datasource.url", "jdbc:mysql://db/lastro?user=a&password=b");

    @ParameterizedTest
    @CsvSource({
        "jdbc:mysql://db:3306/lastro, jdbc:mysql://db:3306/lastro",
        "jdbc:mysql://me:p@ss@db/lastro?password=x, jdbc:mysql://db/lastro",
        "jdbc:mysql://db/lastro?password=x?y, jdbc:mysql://db/lastro",
        "'jdbc:mysql://address=(host=db)(password=x)/lastro', jdbc:mysql://address=(…)(…)/lastro",
    })
    void anUrlIsShownWithoutItsSecrets(String url, String shown) {
        assertThat(Explanation.withoutSecrets(url)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "08S01, 0, does not answer",
        "28000, 1045, refuses the user",
        "42000, 1049, is not there",
        "HY000, 1290, says:",
    })
    void aFaultOfTheDatabaseIsToldByItsKind(String state, int code, String words) {
        var failure = new IllegalStateException("outer", new SQLException("no luck\nand more", state, code));

        assertThat(Explanation.of(failure, environment))
                .startsWith("the database jdbc:mysql://db/lastro " + words)
                .contains("no luck")
                .doesNotContain("password=");
    }

    @Test
    void wrongDefinitionsAreListed() {
        var failure = new IllegalStateException(
                "outer", new DefinitionException(List.of(new Problem("jobs/a.yaml", 3, "key", "is wrong"))));

        assertThat(Explanation.of(failure, environment)).endsWith("\njobs/a.yaml:3: key: is wrong");
    }

    @Test
    void anythingElseIsItsInnermostMessage() {
        assertThat(Explanation.of(new IllegalStateException("outer", new IllegalStateException("inner")), environment))
                .isEqualTo("inner");
        assertThat(Explanation.of(new NullPointerException(), environment)).isEqualTo("NullPointerException");
    }
}
