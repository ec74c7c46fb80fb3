package dev.kith.defaults;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kith.spi.CodeGenerator;
import dev.kith.spi.CodeGenerator.Purpose;
import dev.kith.spi.contract.CodeGeneratorContract;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
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
    void a_default_code_has_six_upper_case_letters_and_digits() {
        assertThat(Stream.generate(() -> generator().generate(Purpose.VERIFY_EMAIL))
                        .limit(100))
                .allMatch(code -> code.matches("[A-Z0-9]{6}"));
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
