package dev.kith.defaults;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kith.spi.CodeGenerator;
import dev.kith.spi.CodeGenerator.Purpose;
import dev.kith.spi.contract.CodeGeneratorContract;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecureRandomCodesTest extends CodeGeneratorContract {

    @Override
    protected CodeGenerator generator() {
        return new SecureRandomCodes(new SecureRandom(), SecureRandomCodes.LETTERS_AND_DIGITS, 6);
    }

    @Test
    void a_code_has_characters_of_its_alphabet_alone() {
        assertThat(Stream.generate(() -> generator().generate(Purpose.VERIFY_EMAIL))
                        .limit(100))
                .allMatch(code -> code.matches("[A-Z0-9]{6}"));
    }

    @Test
    void ten_thousand_unambiguous_codes_have_none_of_the_characters_that_are_mixed_up() {
        SecureRandomCodes codes = unambiguous();

        String drawn = Stream.generate(() -> codes.generate(Purpose.VERIFY_EMAIL))
                .limit(10_000)
                .collect(joining());

        assertThat(drawn.chars().distinct().mapToObj(Character::toString))
                .hasSize(31)
                .doesNotContain("0", "O", "1", "I", "L");
        assertThat(drawn).matches("[A-Z2-9]{60000}");
    }

    private static SecureRandomCodes unambiguous() {
        return new SecureRandomCodes(new SecureRandom(), SecureRandomCodes.UNAMBIGUOUS, 6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "K7Q2XD",
                "k7q2xd",
                " K7Q2XD ",
                "K7Q2XD\n",
                "\r\n\tK7Q\u000B2XD\f\u0085",
                "K7Q 2XD",
                "K7Q-2XD",
                "k7q\u20132xd",
                "K7Q\u2014\u2010\u2011\u2012\u2015\uFE58\uFE63\uFF0D2XD",
                "\uFEFFK7Q\u200B2XD",
                "\u00A0K\u16807\u2003Q\u202F2\u205FX\u3000D\u2028\u2029"
            })
    void spellings_of_one_code_have_its_form(String typed) {
        assertThat(unambiguous().canonical(typed)).isEqualTo("K7Q2XD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"K7Q2X", "K7Q2XDD", "K7Q2XO", "K7Q_2XD", "K7Q.2XD", "K7Q\u22122XD", "\u212A7Q2XD", "K7Q2X\u00D0"
            })
    void other_codes_have_another_form(String typed) {
        assertThat(unambiguous().canonical(typed)).isNotEqualTo("K7Q2XD");
    }

    @Test
    void nothing_but_ascii_letters_changes_case() {
        assertThat(unambiguous().canonical("a\u00E4\u00DF\u0131\u01C6z")).isEqualTo("A\u00E4\u00DF\u0131\u01C6Z");
    }

    @Test
    void an_alphabet_with_lower_case_distinguishes_case() {
        SecureRandomCodes codes = new SecureRandomCodes(new SecureRandom(), "abcXYZ", 6);

        assertThat(codes.canonical(" aX-b ")).isEqualTo("aXb").isNotEqualTo(codes.canonical("AXB"));
    }

    @Test
    void an_alphabet_with_a_dash_keeps_dashes_and_drops_white_space() {
        SecureRandomCodes codes = new SecureRandomCodes(new SecureRandom(), "ABC+-", 6);

        assertThat(codes.canonical(" a-b\u200B+c\n")).isEqualTo("A-B+C");
    }

    /** The JDK has the property for regular expressions alone. */
    @Test
    void white_space_is_that_of_unicode_and_dashes_are_those_of_the_category() {
        Pattern dropped = Pattern.compile("[\\p{IsWhite_Space}\\p{Pd}\\u200B\\uFEFF]");
        SecureRandomCodes codes = new SecureRandomCodes(new SecureRandom(), "ab", 6);

        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .filter(character -> Character.getType(character) != Character.SURROGATE)
                        .mapToObj(Character::toString)
                        .filter(character -> codes.canonical(character).isEmpty()
                                != dropped.matcher(character).matches()))
                .isEmpty();
    }

    @Test
    void every_character_of_the_alphabet_is_as_likely_as_any_other() {
        SecureRandomCodes codes = new SecureRandomCodes(new Random(4711), SecureRandomCodes.LETTERS_AND_DIGITS, 20);

        Map<Integer, Long> counts = Stream.generate(() -> codes.generate(Purpose.VERIFY_EMAIL))
                .limit(18_000)
                .flatMapToInt(String::codePoints)
                .boxed()
                .collect(groupingBy(character -> character, counting()));

        // 360,000 draws, 10,000 expected of each, deviation 100: the remainder of 256 would show as 11 % too many.
        assertThat(counts).hasSize(36);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(9_500L, 10_500L));
    }

    @Test
    void bytes_that_would_favour_the_first_characters_are_thrown_away() {
        // 252 is the largest multiple of 36 in a byte: 252 to 255 must not count, 251 is the last character.
        RandomGenerator scripted = new Scripted(252, 255, 253, 254, 251, 0);

        assertThat(new SecureRandomCodes(scripted, SecureRandomCodes.LETTERS_AND_DIGITS, 2)
                        .generate(Purpose.VERIFY_EMAIL))
                .isEqualTo("9A");
    }

    @Test
    void characters_beyond_the_basic_plane_count_as_one() {
        String code =
                new SecureRandomCodes(new Random(1), "\uD83D\uDE00\uD83D\uDE01", 20).generate(Purpose.VERIFY_PHONE);

        assertThat(code.codePointCount(0, code.length())).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 21})
    void a_length_that_no_code_may_have_is_refused(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SecureRandomCodes(new Random(), SecureRandomCodes.LETTERS_AND_DIGITS, length))
                .withMessageContaining("1 to 20");
    }

    @ParameterizedTest
    @CsvSource({"'',2 to 256", "A,2 to 256", "ABA,twice", "'A B',blank", "A\u200BB,invisible", "A\uD83D,invisible"})
    void an_alphabet_that_makes_bad_codes_is_refused(String alphabet, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SecureRandomCodes(new Random(), alphabet, 6))
                .withMessageContaining(why);
    }

    /** Gives these bytes, one after the other. */
    private static final class Scripted implements RandomGenerator {
        private final int[] values;
        private int next;

        Scripted(int... values) {
            this.values = values;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) values[next++];
            }
        }

        @Override
        public long nextLong() {
            throw new AssertionError("codes are drawn from bytes");
        }
    }
}
