package dev.kith.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkOriginTest {
    @ParameterizedTest
    @CsvSource({
        "https://app.example.com, https://app.example.com",
        "HTTPS://App.Example.com:443, https://app.example.com",
        "http://127.0.0.1:8080, http://127.0.0.1:8080",
        "myapp://verify, myapp://verify",
        "MyApp://Verify:443, myapp://verify:443",
        "com.example.app-1+x://open, com.example.app-1+x://open"
    })
    void an_origin_is_written_in_one_way(String text, String origin) {
        assertThat(LinkOrigin.ofOrigin(text)).contains(origin);
        assertThat(LinkOrigin.of(text + "/path?code=K7Q2XD#x")).contains(origin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.example/", "https://a.example/path", "myapp://verify?x", "myapp://verify#x"})
    void an_origin_is_nothing_more(String text) {
        assertThat(LinkOrigin.ofOrigin(text)).isEmpty();
        assertThat(LinkOrigin.of(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "verify",
                "myapp",
                "myapp:",
                "myapp:verify",
                "myapp:/verify",
                "myapp://",
                "myapp:///verify",
                "myapp://user@verify",
                "my_app://verify",
                "1app://verify",
                "//verify",
                "*",
                "*://verify",
                "myapp://*",
                "https://*.example.com"
            })
    void a_text_without_a_scheme_and_a_host_is_no_link(String text) {
        assertThat(LinkOrigin.of(text)).isEmpty();
        assertThat(LinkOrigin.ofOrigin(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript",
                "data",
                "vbscript",
                "file",
                "blob",
                "about",
                "filesystem",
                "view-source",
                "livescript",
                "jar",
                "intent",
                "content",
                "chrome",
                "chrome-extension",
                "moz-extension",
                "ms-settings",
                "ms-msdt",
                "search-ms",
                "mailto",
                "tel",
                "ftp",
                "ws",
                "ldap",
                "feed"
            })
    void a_scheme_that_acts_by_itself_is_none_of_an_application_in_any_spelling(String scheme) {
        String odd = scheme.substring(0, 1).toUpperCase(Locale.ROOT) + scheme.substring(1);
        String encoded = "%" + Integer.toHexString(scheme.charAt(0)) + scheme.substring(1);
        for (String spelling : new String[] {
            scheme,
            odd,
            scheme.toUpperCase(Locale.ROOT),
            encoded,
            " " + scheme,
            scheme + " ",
            scheme + "\t",
            "\u0001" + scheme,
            "\uFEFF" + scheme,
            scheme.charAt(0) + "\n" + scheme.substring(1),
            scheme.charAt(0) + "\u0000" + scheme.substring(1),
            scheme.charAt(0) + "\u00AD" + scheme.substring(1),
            (char) (scheme.charAt(0) - 'a' + '\uFF41') + scheme.substring(1)
        }) {
            assertThat(LinkOrigin.of(spelling + "://verify/%0aalert(1)"))
                    .as(spelling)
                    .isEmpty();
            assertThat(LinkOrigin.of(spelling + ":alert(1)")).as(spelling).isEmpty();
            assertThat(LinkOrigin.ofOrigin(spelling + "://verify")).as(spelling).isEmpty();
        }
    }
}
