package dev.kith.delivery.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTemplateTest {
    private static final Set<String> OFFERED = Set.of("Code", "Name");
    private static final Map<String, String> VALUES = Map.of("Code", "A&B", "Name", "{{.Code}}<\"'>");

    @ParameterizedTest
    @CsvSource({
        "nothing,nothing",
        "{{.Code}},A&B",
        "{{ .Code }}!,A&B!",
        "{{.Code}}{{.Code}},A&BA&B",
        "a}}b { {.Code}},a}}b { {.Code}}",
        "${7*7} #{x} <#assign>,${7*7} #{x} <#assign>"
    })
    void places_are_filled_and_everything_else_stays(String source, String result) {
        assertThat(TextTemplate.parse("this", source, OFFERED, Set.of()).text(VALUES))
                .isEqualTo(result);
    }

    @Test
    void values_are_not_read_as_templates() {
        assertThat(TextTemplate.parse("this", "{{.Name}} {{.Code}}", OFFERED, Set.of())
                        .text(VALUES))
                .isEqualTo("{{.Code}}<\"'> A&B");
    }

    @Test
    void values_stay_text_in_html_and_markup_stays_markup() {
        TextTemplate template = TextTemplate.parse("this", "<p title=\"{{.Name}}\">{{.Code}}</p>", OFFERED, Set.of());

        assertThat(template.html(VALUES, Map.of())).isEqualTo("<p title=\"{{.Code}}&lt;&quot;&#39;&gt;\">A&amp;B</p>");
        assertThat(template.html(VALUES, Map.of("Code", "<b>x</b>"))).endsWith("><b>x</b></p>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{.Other}}",
                "{{.code}}",
                "{{.}}",
                "{{}}",
                "{{Code}}",
                "{{.Code",
                "{{",
                "{{{.Code}}}",
                "{{.Code.Length}}",
                "{{printf \"%s\" .Code}}",
                "{{if .Code}}x{{end}}",
                "{{.Code | html}}",
                "{{/* x */}}"
            })
    void everything_else_in_double_braces_is_refused(String source) {
        assertThatIllegalArgumentException().isThrownBy(() -> TextTemplate.parse("this", source, OFFERED, Set.of()));
    }

    @Test
    void a_value_that_is_required_has_to_have_a_place() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextTemplate.parse("this", "{{.Name}}", OFFERED, Set.of("Code")))
                .withMessage("this must contain {{.Code}}");
    }
}
