package dev.kith.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.FieldFault.EmailSyntaxError;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    private static final String HOST_135 = "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(7);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mini@mouse.com",
                "root@intranet",
                "admin@localhost",
                "o'brien+tag/x=1@mail.example.com",
                "a.b.c@x-y.example",
                "!#$%&'*+/=?^_`{|}~-@x.ch"
            })
    void a_plain_address_passes_both_stages(String address) {
        assertThat(EmailAddress.fault(address)).isEmpty();
        assertThat(EmailAddress.acceptable(address)).isTrue();
    }

    @Test
    void an_address_of_200_characters_passes_both_stages() {
        String address = "a".repeat(64) + "@" + HOST_135;
        assertThat(address).hasSize(200);
        assertThat(EmailAddress.fault(address)).isEmpty();
        assertThat(EmailAddress.acceptable(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "noemail",
                "a@",
                "@b",
                "a@b@c.d",
                " ",
                "a@x_y.ch",
                "a@ä.ch",
                "a@-x.ch",
                "a@x-.ch",
                "a@x..ch",
                "a@x.ch.",
                ".a@x.ch",
                "a..b@x.ch",
                "a b@x.ch",
                "<a@b>c@d",
                "a@b,c@d",
                "a@b\r\nRCPT TO:<x@y>",
                "a\u0000@b",
                "a@[127.0.0.1]",
                "a@b (unclosed",
                "\"unclosed@b",
                "<a@b",
                "@route:a@b.ch",
                "a@b.ch, c@d.ch"
            })
    void a_text_that_is_not_one_mailbox_on_a_proper_host_fails_stage_one(String text) {
        assertThat(EmailAddress.fault(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ü@example.com",
                "Mini <m@x.ch>",
                "<m@x.ch>",
                " m@x.ch ",
                "m@x.ch ",
                "\"a b\"@x.ch",
                "\"a@b\"@x.ch",
                "m@x.ch (Mini)",
                "\"Mini, Mouse\" <m@x.ch>",
                "\uD83D\uDE00@x.ch",
                "ı@x.ch"
            })
    void a_mailbox_that_is_no_plain_address_passes_stage_one_alone(String text) {
        assertThat(EmailAddress.fault(text)).isEmpty();
        assertThat(EmailAddress.acceptable(text)).isFalse();
    }

    @Test
    void the_local_part_may_have_64_bytes_and_no_more() {
        assertThat(EmailAddress.fault("a".repeat(64) + "@x.ch")).isEmpty();
        assertThat(EmailAddress.fault("a".repeat(65) + "@x.ch")).contains(EmailSyntaxError.LOCAL_PART_TOO_LONG);
        assertThat(EmailAddress.fault("ä".repeat(33) + "@x.ch")).isPresent();
    }

    @ParameterizedTest
    @MethodSource
    void the_fault_names_what_is_wrong(String text, EmailSyntaxError error) {
        assertThat(EmailAddress.fault(text)).contains(error);
    }

    static Stream<Arguments> the_fault_names_what_is_wrong() {
        String label = "b".repeat(63);
        return Stream.of(
                Arguments.of("noemail", EmailSyntaxError.AT_SIGN_OR_ANGLE_BRACKET_MISSING),
                Arguments.of("  ", EmailSyntaxError.ADDRESS_MISSING),
                Arguments.of("a@b c@d", EmailSyntaxError.ADDRESS_NOT_ALONE),
                Arguments.of("<a>", EmailSyntaxError.AT_SIGN_MISSING),
                Arguments.of("<a@b", EmailSyntaxError.ANGLE_BRACKET_UNCLOSED),
                Arguments.of("<@b>", EmailSyntaxError.ATOM_MISSING),
                Arguments.of("<.a@b>", EmailSyntaxError.DOT_MISPLACED),
                Arguments.of("<\"\u0001\"@b>", EmailSyntaxError.QUOTED_CHARACTER),
                Arguments.of("<\"a@b>", EmailSyntaxError.QUOTE_UNCLOSED),
                Arguments.of("(a", EmailSyntaxError.COMMENT_UNCLOSED),
                Arguments.of("<a@", EmailSyntaxError.HOST_MISSING),
                Arguments.of("a".repeat(64) + "@" + HOST_135 + "." + label, EmailSyntaxError.ADDRESS_TOO_LONG),
                Arguments.of("a".repeat(65) + "@x.ch", EmailSyntaxError.LOCAL_PART_TOO_LONG),
                Arguments.of("a@" + label + "b", EmailSyntaxError.HOST_LABEL_LENGTH),
                Arguments.of("a@-b", EmailSyntaxError.HOST_LABEL_HYPHEN),
                Arguments.of("a@b_c", EmailSyntaxError.HOST_LABEL_CHARACTER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b\n", "a@b\r\n", "\na@b", "a@b\u0000", "a＠b", "a@b。ch", "\u212A@x.ch"})
    void nothing_but_plain_ascii_passes_stage_two(String text) {
        assertThat(EmailAddress.acceptable(text)).isFalse();
    }
}
