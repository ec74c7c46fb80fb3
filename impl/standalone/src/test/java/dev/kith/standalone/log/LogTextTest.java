package dev.kith.standalone.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTextTest {

    @Test
    void letters_of_all_languages_and_signs_are_left_as_they_are() {
        String text = "id=a-1 \"Zoë\" 用户 ünï \\ 😀";

        assertThat(LogText.line(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 7, 8, 9, 0xA, 0xD, 0x1B, 0x7F, 0x80, 0x85, 0x9B, 0x9F, 0xAD, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028,
                0x2029, 0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF, 0xD800, 0xDFFF, 0xFFFF, 0xE0001
            })
    void what_can_move_hide_or_end_text_is_written_as_its_number(int character) {
        String line = LogText.line("a" + Character.toString(character) + "b");

        assertThat(line).matches("a\\\\(u[0-9A-F]{4}|x\\{[0-9A-F]+})b").contains(String.format("%X", character));
    }

    @Test
    void an_exception_has_lines_of_its_own_and_no_others() {
        IllegalStateException thrown =
                new IllegalStateException("one\n2026-11-29 forged", new Exception("two\u009b31m"));
        thrown.addSuppressed(new Exception("three\rthree"));

        assertThat(LogText.trace(thrown).lines().filter(line -> !line.contains("\tat ")))
                .containsExactly(
                        "",
                        "java.lang.IllegalStateException: one\\u000A2026-11-29 forged",
                        "\tSuppressed: java.lang.Exception: three\\u000Dthree",
                        "Caused by: java.lang.Exception: two\\u009B31m");
    }

    @Test
    void causes_in_a_circle_end() {
        Exception one = new Exception("one");
        Exception two = new Exception("two", one);
        one.initCause(two);

        assertThat(LogText.trace(one)).endsWith("Caused by: java.lang.Exception: one (see above)");
    }

    @Test
    void text_that_is_ours_keeps_its_lines() {
        assertThat(LogText.lines("first\u0007\n\tat second\u0007")).isEqualTo("first\\u0007\n\tat second\\u0007");
    }
}
