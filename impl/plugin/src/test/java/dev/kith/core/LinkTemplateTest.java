package dev.kith.core;

import static dev.kith.api.ProblemCode.TEMPLATE_REFUSED;
import static dev.kith.api.ProblemCode.TEMPLATE_UNREADABLE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTemplateTest {
    @ParameterizedTest
    @CsvSource({
        "https://x.ch/{{.UserID}}/{{.Code}}/{{.OrgID}}, https://x.ch/u/c/o",
        "https://x.ch/{{ .Code }}, https://x.ch/c",
        "https://x.ch/ {{- .Code -}} /end, https://x.ch/c/end",
        "https://x.ch/plain, https://x.ch/plain",
        "https://x.ch/{{.Code}}{{.Code}}, https://x.ch/cc",
        "https://x.ch/}}, https://x.ch/}}"
    })
    void the_three_places_are_filled_in(String template, String link) {
        assertThat(LinkTemplate.read(template).template().orElseThrow().render("u", "c", "o"))
                .isEqualTo(link);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{",
                "{{.Code",
                "{{}}",
                "{{.}}",
                "{{ }}",
                "{{.Code | urlquery}}",
                "{{printf \"%99999999d\" 1}}",
                "{{if .Code}}x{{end}}",
                "{{/* comment */}}",
                "{{.Code.Length}}",
                "{{{.Code}}}",
                "{{\"text\"}}",
                "{{$x}}",
                "{{-.Code}}",
                "{{.1}}"
            })
    void any_other_construct_cannot_be_read(String template) {
        LinkTemplate.Reading reading = LinkTemplate.read("https://x.ch/" + template);
        assertThat(reading.template()).isEmpty();
        assertThat(reading.refusal()).isEqualTo(TEMPLATE_UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{.Password}}", "{{.code}}", "{{.userID}}", "{{.UserId}}"})
    void another_field_is_refused(String template) {
        LinkTemplate.Reading reading = LinkTemplate.read("https://x.ch/" + template);
        assertThat(reading.template()).isEmpty();
        assertThat(reading.refusal()).isEqualTo(TEMPLATE_REFUSED);
    }

    @Test
    void values_cannot_change_the_structure_of_the_link() {
        assertThat(LinkTemplate.read("https://x.ch/v?code={{.Code}}")
                        .template()
                        .orElseThrow()
                        .render("u", "a&b=#%/?\r\n é", "o"))
                .isEqualTo("https://x.ch/v?code=a%26b%3D%23%25%2F%3F%0D%0A%20%C3%A9");
    }

    @ParameterizedTest
    @CsvSource({
        "https://Good.example/x, https://good.example",
        "HTTPS://good.example:443/x, https://good.example",
        "http://good.example:80/x, http://good.example",
        "http://good.example:8080/x, http://good.example:8080",
        "https://good.example?x={{.Code}}, https://good.example",
        "http://[::1]:8080/x, http://[::1]:8080",
        "myapp://verify?user={{.UserID}}&code={{.Code}}, myapp://verify",
        "com.example.app://open/{{.Code}}, com.example.app://open"
    })
    void the_origin_is_scheme_host_and_port(String template, String origin) {
        assertThat(origin(template)).contains(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "https:\\\\evil.example",
                "https://good@evil.example/",
                "https://good.example@evil.example/",
                "javascript:alert(1)",
                "data:text/html,x",
                "ftp://x.ch/",
                "mailto:a@b.ch",
                "/relative/{{.Code}}",
                "just text",
                "https:///path",
                "https://{{.Code}}.evil.example/",
                "https://evil.example:{{.OrgID}}/",
                "{{.Code}}://x.ch/",
                "my{{.Code}}app://verify",
                "myapp://{{.Code}}/verify",
                "java{{.Code}}script://verify",
                "javascript://verify/%0aalert(1)",
                "JavaScript://verify/?{{.Code}}",
                "java%73cript://verify/",
                " javascript://verify/",
                "vbscript://verify/",
                "data://verify/",
                "file://verify/{{.Code}}",
                "intent://verify/#Intent;scheme=http;end",
                "myapp:{{.Code}}",
                "https://g\u043E\u043Ed.example/",
                "https://good.example/%zz",
                "https://good.example/a b"
            })
    void a_template_that_is_no_proper_link_or_leaves_its_origin_open_has_none(String template) {
        assertThat(origin(template)).isEmpty();
    }

    @Test
    void a_link_longer_than_2000_characters_is_none() {
        assertThat(LinkTemplate.read("https://x.ch/" + "{{.UserID}}".repeat(10))
                        .template()
                        .orElseThrow()
                        .originFor("u".repeat(200)))
                .isEmpty();
    }

    private static java.util.Optional<String> origin(String template) {
        return LinkTemplate.read(template).template().flatMap(read -> read.originFor("1"));
    }
}
