package dev.kith.spi.contract;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.kith.spi.CodeGenerator;
import dev.kith.spi.CodeGenerator.Purpose;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The promises of {@link CodeGenerator}. */
public abstract class CodeGeneratorContract {
    private static final int DRAWS = 2_000;
    private static final int MOST_OF_ONE = DRAWS / 100;

    /** To be extended. */
    protected CodeGeneratorContract() {}

    /**
     * The generator. Called once or more for each test.
     *
     * @return the generator
     */
    protected abstract CodeGenerator generator();

    @Test
    void its_name_is_short_and_always_the_same() {
        Promises.nameIsShortAndAlwaysTheSame(generator()::name);
    }

    @ParameterizedTest
    @EnumSource
    void a_code_has_1_to_20_characters(Purpose purpose) {
        CodeGenerator generator = generator();
        assertThat(codes(generator, purpose))
                .allSatisfy(code -> assertThat(code.codePointCount(0, code.length()))
                        .as("characters of a code")
                        .isBetween(1, 20));
    }

    @ParameterizedTest
    @EnumSource
    void a_code_has_no_lone_surrogate(Purpose purpose) {
        CodeGenerator generator = generator();
        assertThat(codes(generator, purpose))
                .allSatisfy(code -> assertThat(code.codePoints())
                        .noneMatch(character -> Character.getType(character) == Character.SURROGATE));
    }

    @ParameterizedTest
    @EnumSource
    void no_code_comes_so_often_that_guessing_pays(Purpose purpose) {
        CodeGenerator generator = generator();
        assertSpread(codes(generator, purpose));
    }

    @Test
    void a_new_generator_does_not_repeat_the_codes_of_another() {
        List<String> first = codes(generator(), Purpose.VERIFY_EMAIL);
        List<String> second = codes(generator(), Purpose.VERIFY_EMAIL);

        assertThat(second).isNotEqualTo(first);
        assertSpread(Stream.concat(first.stream(), second.stream()).toList());
    }

    @Test
    void one_instance_serves_several_calls_at_a_time() throws Exception {
        CodeGenerator generator = generator();

        List<String> codes = Promises.together(DRAWS / 8, i -> () -> generator.generate(Purpose.VERIFY_PHONE));

        assertThat(codes).hasSize(DRAWS).doesNotContainNull();
        assertSpread(codes);
    }

    @ParameterizedTest
    @EnumSource
    void the_form_of_a_code_is_not_empty_and_is_the_form_of_itself(Purpose purpose) {
        CodeGenerator generator = generator();
        assertThat(codes(generator, purpose)).allSatisfy(code -> {
            String form = generator.canonical(code);
            assertThat(form).as("form of a code").isNotEmpty();
            assertThat(generator.canonical(form)).as("form of a form").isEqualTo(form);
        });
    }

    @ParameterizedTest
    @EnumSource
    void codes_do_not_have_so_few_forms_that_guessing_pays(Purpose purpose) {
        CodeGenerator generator = generator();
        assertSpread(
                codes(generator, purpose).stream().map(generator::canonical).toList());
    }

    @Test
    void a_code_keeps_its_form_whatever_is_drawn_after_it() {
        CodeGenerator generator = generator();
        String code = generator.generate(Purpose.VERIFY_EMAIL);
        String form = generator.canonical(code);
        codes(generator, Purpose.VERIFY_PHONE);

        assertThat(generator.canonical(code)).isEqualTo(form);
        assertThat(generator().canonical(code)).as("form by a new generator").isEqualTo(form);
    }

    @ParameterizedTest
    @MethodSource("typed")
    void whatever_is_typed_has_a_form(String text) {
        CodeGenerator generator = generator();
        String form = generator.canonical(text);

        assertThat(form).as("form of a typed text").isNotNull();
        assertThat(generator.canonical(form)).as("form of a form").isEqualTo(form);
    }

    static Stream<String> typed() {
        return Stream.of(
                "",
                " ",
                "-",
                "K7Q2XD",
                "k7q2-xd",
                "1",
                "\uD83D\uDE00",
                "\uD83D",
                "\u00DF\u0130\u0131\u01C5",
                "\u0000\u0007\r\n",
                "'\"<>&%_;\\",
                "x".repeat(200));
    }

    @Test
    void it_does_not_wait_for_anything() {
        CodeGenerator generator = generator();
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> codes(generator, Purpose.VERIFY_EMAIL).forEach(generator::canonical));
    }

    @Test
    void it_draws_in_an_interrupted_thread_too() throws Exception {
        CodeGenerator generator = generator();
        Thread.currentThread().interrupt();
        try {
            assertThat(generator.generate(Purpose.VERIFY_EMAIL)).isNotEmpty();
            assertThat(Thread.currentThread().isInterrupted())
                    .as("the generator must not clear the interruption")
                    .isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void codes_are_not_logged() throws Exception {
        CodeGenerator generator = generator();
        String[] code = new String[1];
        String logged = Promises.loggedDuring(() -> {
            code[0] = generator.generate(Purpose.VERIFY_EMAIL);
            generator.canonical(code[0]);
            generator.canonical("typed by a person");
        });

        assertThat(logged).doesNotContain(code[0], "typed by a person");
    }

    private static List<String> codes(CodeGenerator generator, Purpose purpose) {
        return Stream.generate(() -> generator.generate(purpose)).limit(DRAWS).toList();
    }

    private static void assertSpread(List<String> codes) {
        Map<String, Long> counts = codes.stream().collect(groupingBy(Function.identity(), counting()));
        assertThat(counts.values())
                .as("how often one code occurred in %s draws", codes.size())
                .allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(MOST_OF_ONE));
    }
}
