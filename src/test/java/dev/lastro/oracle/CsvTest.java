package dev.lastro.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvTest {

    @Test
    void quotesCommasAndLineBreaks() {
        assertThat(Csv.parse("a,b\r\n\"1,\"\"x\"\"\r\n2\",\r\n,3\r\n"))
                .isEqualTo(List.of(Map.of("a", "1,\"x\"\r\n2", "b", ""), Map.of("a", "", "b", "3")));
    }

    @Test
    void whatTheRfcForbids() {
        assertThatThrownBy(() -> Csv.parse("a,b\n1,2\n")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Csv.parse("a,b\r\n1\r\n")).hasMessageContaining("line 2 has 1 fields");
        assertThatThrownBy(() -> Csv.parse("a\r\n1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Csv.parse("a\r\n\"1\r\n")).hasMessageContaining("never closed");
    }
}
