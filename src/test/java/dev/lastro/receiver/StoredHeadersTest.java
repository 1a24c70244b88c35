package dev.lastro.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.provider.RequestHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class StoredHeadersTest {

    /** As Jackson writes it: the log holds headers that were written so. */
    @Test
    void everyCharacterIsWrittenAsJacksonDoes() {
        var lines = new ArrayList<RequestHeaders.Line>();
        var all = new StringBuilder();
        for (var c = 0; c < 256; c++) {
            lines.add(new RequestHeaders.Line("X-" + c, "<" + (char) c + ">"));
            all.append((char) c);
        }
        lines.add(new RequestHeaders.Line("X-all", all.toString().repeat(40)));
        lines.add(new RequestHeaders.Line("", ""));
        var expected = new JsonMapper()
                .writeValueAsBytes(lines.stream()
                        .map(line -> List.of(line.name(), line.value()))
                        .toList());
        assertThat(StoredHeaders.encode(new RequestHeaders(lines), Set.of())).isEqualTo(expected);
        assertThat(StoredHeaders.encode(new RequestHeaders(List.of()), Set.of()))
                .isEqualTo(new byte[] {'[', ']'});
    }

    @Test
    void secretsAreDigestsWhateverTheCaseOfTheirName() {
        var secret = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        secret.add("x-hook");
        var stored = StoredHeaders.encode(
                new RequestHeaders(List.of(new RequestHeaders.Line("X-HOOK", "session=1"))), secret);
        // printf %s session=1 | sha256sum
        assertThat(new String(stored, java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(
                        "[[\"X-HOOK\",\"sha256:f15c11a6f731e67c895529b4b39bd61a82ec7033a7dd1d76186f51cadef7ec5c\"]]");
    }
}
