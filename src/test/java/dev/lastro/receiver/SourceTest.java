package dev.lastro.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.provider.RequestHeaders;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {

    private static final Source.Finder FINDER =
            new Source.Finder(List.of("10.0.0.0/8", "2001:db8:ffff::/48", " 192.168.1.1 "));

    private static Source find(String peer, String... forwarded) {
        return FINDER.find(
                peer,
                new RequestHeaders(Arrays.stream(forwarded)
                        .map(value -> new RequestHeaders.Line("x-forwarded-FOR", value))
                        .toList()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            # peer            | X-Forwarded-For, as its proxies have joined it           | source
            203.0.113.9       | 198.51.100.7                                             | 203.0.113.9
            10.1.2.3          | 203.0.113.9                                              | 203.0.113.9
            10.1.2.3          | 198.51.100.7, 203.0.113.9                                | 203.0.113.9
            10.1.2.3          | 198.51.100.7,203.0.113.9 ,10.9.9.9,  192.168.1.1         | 203.0.113.9
            10.1.2.3          | 10.3.3.3, 10.4.4.4                                       | 10.3.3.3
            10.1.2.3          | 203.0.113.9:5678                                         | 203.0.113.9
            10.1.2.3          | [2001:db8::1]:443                                        | 2001:db8::1
            10.1.2.3          | [2001:db8::1]                                            | 2001:db8::1
            10.1.2.3          | 2001:DB8:0:0:0:0:0:1                                     | 2001:db8::1
            10.1.2.3          | ::ffff:203.0.113.9                                       | 203.0.113.9
            10.1.2.3          | ::ffff:cb00:7109                                         | 203.0.113.9
            10.1.2.3          | garbage, 203.0.113.9, ::ffff:10.4.4.4                    | 203.0.113.9
            ::ffff:10.1.2.3   | 203.0.113.9                                              | 203.0.113.9
            2001:db8:ffff::5  | 203.0.113.9                                              | 203.0.113.9
            2001:db8:1::5%2   | 203.0.113.9                                              | 2001:db8:1::5
            """)
    void isTheFirstFromTheRightThatIsNoTrustedProxy(String peer, String forwarded, String source) {
        var found = find(peer, forwarded);
        assertThat(found.text()).isEqualTo(source);
        assertThat(found.isCertain()).isTrue();
    }

    @Test
    void severalLinesAreOneList() {
        assertThat(find("10.1.2.3", "198.51.100.7", "203.0.113.9, 10.2.2.2", "10.3.3.3")
                        .text())
                .isEqualTo("203.0.113.9");
        assertThat(find("10.1.2.3", "198.51.100.7", "10.3.3.3").text()).isEqualTo("198.51.100.7");
    }

    @Test
    void aProxyThatSaysNothingComesForItself() {
        assertThat(find("10.1.2.3")).isEqualTo(find("10.1.2.3", "10.1.2.3"));
        assertThat(find("10.1.2.3").isCertain()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "unknown",
                "203.0.113",
                "203.0.113.256",
                "203.0.113.09",
                "0x7f.0.0.1",
                "1",
                "203.0.113.9.",
                ".203.0.113.9",
                "203.0.113.9:",
                "203.0.113.9:x",
                "203.0.113.9:123456",
                "[2001:db8::1",
                "2001:db8::1]",
                "[203.0.113.9]",
                "[2001:db8::1]x",
                "2001:db8::1%eth0",
                "2001:db8:::1",
                "1:2:3:4:5:6:7:8:9",
                "localhost",
                "203.0.113.9 198.51.100.7",
                "203.0.113.9;",
                "\u0660.0.0.1",
                "203.0.113.9,"
            })
    void whatIsNoAddressIsNotGuessed(String forwarded) {
        var found = find("10.1.2.3", forwarded + ",10.5.5.5");
        assertThat(found.isCertain()).isFalse();
        assertThat(found.text()).as("the last that is known").isEqualTo("10.5.5.5");
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "fe80:0:0:0:0:0:0:0, fe80::",
        "2001:DB8:AAAA:BBBB:CCCC:DDDD:EEEE:AA1, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:aa1",
        "203.0.113.9, 203.0.113.9"
    })
    void textIsCanonical(String text, String canonical) {
        assertThat(AddressText.canonical(AddressText.ofSocket(text))).isEqualTo(canonical);
    }

    @Test
    void aProxyThatIsNoNetworkIsNamed() {
        assertThatThrownBy(() -> new Source.Finder(List.of("10.0.0.0/8", "proxy.local")))
                .hasMessageContaining("lastro.receiver.trusted-proxies")
                .hasMessageContaining("'proxy.local'");
    }
}
