package dev.kith.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibphonePhoneNumbersTest {
    private final LibphonePhoneNumbers numbers = new LibphonePhoneNumbers();

    @ParameterizedTest
    @CsvSource({
        "123, +41123",
        "044 668 18 00, +41446681800",
        "+41 44 668 18 00, +41446681800",
        "0041446681800, +41446681800",
        "(044) 668-18-00, +41446681800",
        "+41446681800 ext. 7, +41446681800",
        "+1 800 FLOWERS, +18003569377",
        "+49 151 23456789, +4915123456789",
        "+390612345678, +390612345678",
        "\u0660\u0664\u0664\u0666\u0666\u0668\u0661\u0668\u0660\u0660, +41446681800"
    })
    void a_number_becomes_its_international_form(String given, String normal) {
        assertThat(numbers.normalize(given)).contains(normal);
        assertThat(numbers.normalize(normal)).as("normal already").contains(normal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1", "invalid", "+999123", "+999123456789", "@", "+", "\r\n", "x\u0000"})
    void what_is_no_number_is_none(String given) {
        assertThat(numbers.normalize(given)).isEmpty();
    }
}
