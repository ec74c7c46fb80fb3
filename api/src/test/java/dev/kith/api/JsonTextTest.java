package dev.kith.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kith.api.JsonText.Unreadable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @Test
    void every_kind_of_value_is_read() throws Unreadable {
        Json value = JsonText.read(
                " {\"o\" : {}, \"a\":[ ] ,\r\n\t\"t\":\"x\",\"n\":-1.50e+2,\"y\":true,\"f\":false,\"z\":null} ");

        assertThat(value)
                .isEqualTo(new Json.Obj(Map.of(
                        "o", Json.Obj.EMPTY,
                        "a", new Json.Arr(List.of()),
                        "t", new Json.Text("x"),
                        "n", new Json.Num(new BigDecimal("-150")),
                        "y", Json.Bool.TRUE,
                        "f", Json.Bool.FALSE,
                        "z", Json.Null.NULL)));
    }

    @Test
    void members_keep_their_order() throws Unreadable {
        String text = "{\"z\":1,\"a\":2,\"m\":3}";

        assertThat(JsonText.write(JsonText.read(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "nul",
                "nullx",
                "True",
                "NaN",
                "Infinity",
                "-Infinity",
                "undefined",
                "'a'",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1,}",
                "{,}",
                "{\"a\" 1}",
                "{\"a\":}",
                "{\"a\"}",
                "{\"a\":1",
                "{1:1}",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1",
                "]",
                "}",
                "[1}",
                "{} {}",
                "{}x",
                "1 2",
                "null,",
                "/* c */ 1",
                "1 // c",
                "# c\n1",
                "\uFEFF1",
                "\u00A01",
                "\u000B1",
                "01",
                "-01",
                "00",
                "1.",
                ".1",
                "-",
                "+1",
                "1e",
                "1e+",
                "1.e1",
                "0x1",
                "1_000",
                "\u0661",
                "--1",
                "\"",
                "\"a",
                "\"\\",
                "\"\\\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12G4\"",
                "\"\\u\uFF11234\"",
                "\"a\nb\"",
                "\"a\tb\"",
                "\"\u0000\"",
                "\"\\'\"",
            })
    void what_is_no_json_is_refused(String text) {
        assertThatExceptionOfType(Unreadable.class).isThrownBy(() -> JsonText.read(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"|22 5c 2f 8 c a d 9",
                "\"\\u00e9\\u00E9\\u0000\"|e9 e9 0",
                "\"\\uD83D\\uDE00\"|1f600",
                "\"\\uDBFF\\uDFFF\"|10ffff",
                "\"\\uFFFF\\uFEFF\\u2028\"|ffff feff 2028",
            })
    void escapes_are_resolved(String text, String codePoints) throws Unreadable {
        Json value = JsonText.read(text);

        assertThat(((Json.Text) value)
                        .value()
                        .codePoints()
                        .mapToObj(Integer::toHexString)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(codePoints);
        assertThat(JsonText.read(JsonText.write(value))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\uD83D\"",
                "\"\\uDE00\"",
                "\"\\uDE00\\uD83D\"",
                "\"\\uD83D\\uD83D\\uDE00\"",
                "\"\\uD83Dx\\uDE00\"",
                "\"\uD83D\"",
                "\"\uDE00\"",
                "{\"\\uD83D\":1}",
            })
    void a_lone_surrogate_is_refused_escaped_or_not(String text) {
        assertThatExceptionOfType(Unreadable.class)
                .isThrownBy(() -> JsonText.read(text))
                .withMessageContaining("surrogate");
    }

    @Test
    void a_lone_surrogate_is_found_wherever_it_stands() {
        assertThat(Stream.of(
                        "\uD83D", "\uDE00", "\uDE00\uD83D", "a\uD83Db", "\uD83D\uD83D\uDE00", "\uD83D\uDE00\uDE00"))
                .allMatch(JsonText::hasLoneSurrogate);
        assertThat(Stream.of("", "a", "\uD83D\uDE00", "a\uD83D\uDE00\uD83D\uDE00b", "\uFFFD\uE000\uD7FF"))
                .noneMatch(JsonText::hasLoneSurrogate);
    }

    @Test
    void a_pair_that_is_half_escaped_is_a_pair() throws Unreadable {
        assertThat(JsonText.read("\"\uD83D" + "\\uDE00\"")).isEqualTo(new Json.Text("\uD83D\uDE00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"b\":2,\"\\u0061\":null}",
                "{\"\":1,\"\":2}",
                "{\"\\uD83D\\uDE00\":1,\"\uD83D\uDE00\":1}",
                "[{\"x\":{\"/\":1,\"\\/\":2}}]",
            })
    void a_name_given_twice_is_refused_in_any_spelling(String text) {
        assertThatExceptionOfType(Unreadable.class)
                .isThrownBy(() -> JsonText.read(text))
                .withMessageContaining("duplicate");
    }

    @Test
    void names_that_differ_in_case_or_normal_form_are_different() throws Unreadable {
        assertThat(((Json.Obj) JsonText.read("{\"a\":1,\"A\":2,\"\\u00e9\":3,\"e\\u0301\":4}")).members())
                .hasSize(4);
    }

    @Test
    void nesting_of_64_levels_is_read_and_of_65_refused() throws Unreadable {
        for (String[] brackets : List.of(new String[] {"[", "]"}, new String[] {"{\"a\":", "}"})) {
            assertThat(JsonText.read(brackets[0].repeat(64) + "1" + brackets[1].repeat(64)))
                    .isNotNull();
            assertThatExceptionOfType(Unreadable.class)
                    .isThrownBy(() -> JsonText.read(brackets[0].repeat(65) + "1" + brackets[1].repeat(65)))
                    .withMessageContaining("deeper than 64");
        }
        assertThat(JsonText.read("[".repeat(64) + "]".repeat(64))).isNotNull();
        assertThatExceptionOfType(Unreadable.class).isThrownBy(() -> JsonText.read("[".repeat(100_000)));
    }

    @Test
    void containers_next_to_each_other_do_not_count_as_nested() throws Unreadable {
        assertThat(JsonText.read("[" + "[[]],".repeat(1_000) + "1]")).isInstanceOf(Json.Arr.class);
    }

    @Test
    void an_object_of_10000_members_is_read_and_of_10001_refused() throws Unreadable {
        assertThat(((Json.Obj) JsonText.read(objectOf(10_000))).members()).hasSize(10_000);
        assertThatExceptionOfType(Unreadable.class)
                .isThrownBy(() -> JsonText.read(objectOf(10_001)))
                .withMessageContaining("10000 members");
    }

    private static String objectOf(int members) {
        return IntStream.range(0, members).mapToObj(i -> "\"m" + i + "\":0").collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void an_array_may_be_long() throws Unreadable {
        assertThat(((Json.Arr) JsonText.read("[" + "0,".repeat(50_000) + "0]")).items())
                .hasSize(50_001);
    }

    @Test
    void a_number_of_1000_digits_is_read_and_of_1001_refused() throws Unreadable {
        String digits = "9".repeat(1_000);
        for (String number :
                List.of(digits, "-" + digits, "9." + "9".repeat(999), "0." + "0".repeat(998) + "1", digits + "e1000")) {
            Json value = JsonText.read(number);

            assertThat(value).isEqualTo(new Json.Num(new BigDecimal(number)));
            assertThat(JsonText.read(JsonText.write(value))).isEqualTo(value);
        }
        for (String number : List.of(digits + "9", "9." + digits, "0." + "0".repeat(1_000), "-" + digits + ".0")) {
            assertThatExceptionOfType(Unreadable.class)
                    .isThrownBy(() -> JsonText.read(number))
                    .withMessageContaining("1000 digits");
        }
        assertThatExceptionOfType(Unreadable.class).isThrownBy(() -> JsonText.read("1".repeat(1_000_000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "0.0",
                "1e1000",
                "1e-1000",
                "-1E+1000",
                "0.0001e-1000",
                "100e1000",
                "0.5e1000",
                "1e0001000",
                "0e-1000",
                "9007199254740993",
                "-9223372036854775809",
                "0.1",
                "0.30000000000000004",
                "1.0",
                "1e30",
                "1e31",
                "1e-30",
                "1e-31",
                "123456789012345678901234567890.123456789012345678901234567890",
                "1.10e2",
                "5e-324",
                "1.7976931348623157e308",
                "1e309"
            })
    void a_number_is_kept_exactly(String number) throws Unreadable {
        Json value = JsonText.read(number);

        assertThat(value).isEqualTo(new Json.Num(new BigDecimal(number)));
        assertThat(JsonText.read(JsonText.write(value))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e1001",
                "1e-1001",
                "1E+1001",
                "1e1000000000",
                "1e-1000000000",
                "0e1001",
                "1e99999999999999999999"
            })
    void an_exponent_beyond_1000_is_refused(String number) {
        assertThatExceptionOfType(Unreadable.class)
                .isThrownBy(() -> JsonText.read(number))
                .withMessageContaining("exponent");
    }

    @ParameterizedTest
    @CsvSource({"1.0,1.0", "1e2,100", "1.50,1.50", "-0.5,-0.5", "9007199254740993,9007199254740993", "1E3,1000", "0e5,0"
    })
    void a_number_is_written_plainly_where_that_is_short(String read, String written) throws Unreadable {
        assertThat(new BigDecimal(JsonText.write(JsonText.read(read)))).isEqualByComparingTo(written);
        assertThat(JsonText.write(JsonText.read("[0.25,7,-12.5]"))).isEqualTo("[0.25,7,-12.5]");
    }

    @Test
    void every_character_is_given_back() throws Unreadable {
        StringBuilder all = new StringBuilder();
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint += codePoint < 0x3000 ? 1 : 97) {
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                all.appendCodePoint(codePoint);
            }
        }
        Json value = new Json.Obj(Map.of(all.toString(), new Json.Text(all.toString())));

        String written = JsonText.write(value);

        assertThat(JsonText.read(written)).isEqualTo(value);
        assertThat(written.chars()).noneMatch(unit -> unit < ' ' || unit == 0x2028 || unit == 0x2029);
    }

    @Test
    void what_is_written_can_be_read() throws Unreadable {
        SplittableRandom random = new SplittableRandom(20_261_122);
        for (int i = 0; i < 2_000; i++) {
            Json value = anyValue(random, 5);

            assertThat(JsonText.read(JsonText.write(value))).isEqualTo(value);
        }
    }

    private static Json anyValue(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> Json.Null.NULL;
            case 1 -> Json.Bool.of(random.nextBoolean());
            case 2 -> new Json.Num(BigDecimal.valueOf(random.nextLong(), random.nextInt(-900, 900)));
            case 3 -> new Json.Text(anyText(random));
            case 4 ->
                new Json.Arr(IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> anyValue(random, depth - 1))
                        .toList());
            default ->
                new Json.Obj(IntStream.range(0, random.nextInt(4))
                        .boxed()
                        .collect(Collectors.toMap(i -> i + anyText(random), i -> anyValue(random, depth - 1))));
        };
    }

    private static String anyText(SplittableRandom random) {
        return IntStream.range(0, random.nextInt(6))
                .map(i -> random.nextInt(3) == 0 ? random.nextInt(0x10000, 0x10FFFF) : random.nextInt(0xD800))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void a_broken_text_is_refused_and_never_anything_worse() {
        SplittableRandom random = new SplittableRandom(7);
        String good = "{\"a\":[1.5e3,\"\\u00e9\\n\",{\"b\":null}],\"c\":true,\"d\":\"\uD83D\uDE00\"}";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder broken = new StringBuilder(good);
            for (int k = random.nextInt(1, 4); k > 0; k--) {
                int at = random.nextInt(broken.length());
                switch (random.nextInt(3)) {
                    case 0 -> broken.deleteCharAt(at);
                    case 1 -> broken.setCharAt(at, good.charAt(random.nextInt(good.length())));
                    default -> broken.insert(at, (char) random.nextInt(0x10000));
                }
            }
            try {
                Json value = JsonText.read(broken.toString());

                assertThat(JsonText.read(JsonText.write(value))).isEqualTo(value);
            } catch (Unreadable e) {
                assertThat(e).hasMessageContaining(" at position ");
            }
        }
    }

    @Test
    void the_message_tells_the_position_and_never_the_text() {
        assertThatExceptionOfType(Unreadable.class)
                .isThrownBy(() -> JsonText.read("{\"password\":\"s3cret\" s3cret}"))
                .satisfies(refusal -> assertThat(refusal.getMessage())
                        .contains("at position 21")
                        .doesNotContain("s3cret", "password"));
    }

    @Test
    void a_document_has_so_many_values_and_no_more() throws Exception {
        String most = "[" + "0,".repeat(JsonText.MAX_VALUES - 2) + "0]";
        String more = "[" + "{},".repeat(JsonText.MAX_VALUES - 1) + "[]]";

        assertThat(((Json.Arr) JsonText.read(most)).items()).hasSize(JsonText.MAX_VALUES - 1);
        assertThatExceptionOfType(Unreadable.class)
                .isThrownBy(() -> JsonText.read(more))
                .withMessageContaining("more than 100000 values");
        assertThat(((Json.Arr) JsonText.read(more, Integer.MAX_VALUE)).items()).hasSize(JsonText.MAX_VALUES);
    }
}
