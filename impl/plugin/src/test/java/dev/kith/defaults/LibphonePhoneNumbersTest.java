package dev.kith.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibphonePhoneNumbersTest {
    private final LibphonePhoneNumbers swiss = new LibphonePhoneNumbers("CH");
    private final LibphonePhoneNumbers nowhere = new LibphonePhoneNumbers(LibphonePhoneNumbers.NO_REGION);

    @ParameterizedTest
    @CsvSource({
        "CH, 123, +41123",
        "CH, 044 668 18 00, +41446681800",
        "CH, 079 123 45 67, +41791234567",
        "CH, 0041446681800, +41446681800",
        "CH, (044) 668-18-00, +41446681800",
        "CH, 044 668 18 00 ext. 7, +41446681800",
        "CH, \u0660\u0664\u0664\u0666\u0666\u0668\u0661\u0668\u0660\u0660, +41446681800",
        "ch, 079 123 45 67, +41791234567",
        "US, (202) 555-0143, +12025550143",
        "US, 1-202-555-0143, +12025550143",
        "US, 011 44 20 7946 0958, +442079460958",
        "FR, 06 12 34 56 78, +33612345678",
        "FR, 00 41 79 123 45 67, +41791234567",
        "DE, 0151 23456789, +4915123456789",
        "GB, 020 7946 0958, +442079460958",
        "IT, 06 1234 5678, +390612345678",
        "JP, 090-1234-5678, +819012345678",
        "BR, (11) 91234-5678, +5511912345678"
    })
    void a_number_is_read_as_in_its_region(String region, String given, String normal) {
        assertThat(new LibphonePhoneNumbers(region).normalize(given)).contains(normal);
    }

    @ParameterizedTest
    @CsvSource({
        "+41 44 668 18 00, +41446681800",
        "+41446681800 ext. 7, +41446681800",
        "+1 800 FLOWERS, +18003569377",
        "+49 151 23456789, +4915123456789",
        "+49 (0) 1512 3456789, +4915123456789",
        "(+41) 79 123 45 67, +41791234567",
        "tel:+41-44-668-18-00, +41446681800",
        "\uFF0B41 79 123 45 67, +41791234567",
        "\uFF0B\uFF14\uFF11 79 123 45 67, +41791234567",
        "+390612345678, +390612345678",
        "+491512345678901, +491512345678901"
    })
    void a_number_with_its_country_code_is_the_same_everywhere(String given, String normal) {
        for (LibphonePhoneNumbers numbers : new LibphonePhoneNumbers[] {swiss, nowhere}) {
            assertThat(numbers.normalize(given)).contains(normal);
            assertThat(numbers.normalize(normal)).as("normal already").contains(normal);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4915123456789",
                "06 12 34 56 78",
                "123",
                "00417912345 67",
                "0041 79 123 45 67",
                "011 44 20 7946 0958",
                "(202) 555-0143",
                "tel:044-668-18-00",
                "800 FLOWERS",
                "\u0660\u0664\u0664\u0666\u0666\u0668\u0661\u0668\u0660\u0660"
            })
    void without_a_region_a_number_without_its_country_code_is_none(String given) {
        assertThat(nowhere.normalize(given)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "invalid",
                "+999123",
                "+999123456789",
                "@",
                "+",
                "\r\n",
                "x\u0000",
                "+4179123456789012345",
                "+4179123456789012",
                "+41 791 234 567 890 12"
            })
    void what_is_no_number_is_none(String given) {
        assertThat(swiss.normalize(given)).isEmpty();
        assertThat(nowhere.normalize(given)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"79123456789012", "0041791234567890123"})
    void a_number_of_more_than_fifteen_digits_with_its_country_code_is_none(String given) {
        assertThat(swiss.normalize(given)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"XX", "ZZ", "001", "Switzerland", "41", "+41", "CHE", "UK", "C", "", " CH", "EU"})
    void what_is_no_region_is_refused(String region) {
        assertThat(LibphonePhoneNumbers.isRegion(region)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new LibphonePhoneNumbers(region));
    }
}
