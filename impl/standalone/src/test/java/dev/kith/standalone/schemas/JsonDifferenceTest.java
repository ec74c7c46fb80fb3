package dev.kith.standalone.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDifferenceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | {\"a\":1} | + /a 1",
                "{\"a\":1} | {} | - /a 1",
                "{\"a\":1} | {\"a\":\"1\"} | ~ /a 1 -> \"1\"",
                "{\"a\":{\"b\":null}} | {\"a\":{\"b\":true}} | ~ /a/b null -> true",
                "{\"a/b\":{\"c~d\":1}} | {\"a/b\":{}} | - /a~1b/c~0d 1",
                "[1,2] | [1,3] | ~ /1 2 -> 3",
                "[1] | [1,2] | + /1 2",
                "[1,2] | [1] | - /1 2",
                "[1,2,3] | [2,3] | ~ (the whole document) [1,2,3] -> [2,3]",
                "{\"a\":[]} | {\"a\":{}} | ~ /a [] -> {}",
                "true | false | ~ (the whole document) true -> false"
            })
    void a_place_is_told_with_what_comes_and_what_goes(String from, String to, String line) throws Exception {
        assertThat(JsonDifference.between(JsonText.read(from), JsonText.read(to)))
                .containsExactly(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"a\":1,\"b\":2} | {\"b\":2,\"a\":1.0}", "[1e2] | [100]", "{} | {}"})
    void equal_values_differ_nowhere(String from, String to) throws Exception {
        assertThat(JsonDifference.between(JsonText.read(from), JsonText.read(to)))
                .isEmpty();
    }

    @Test
    void what_goes_is_told_before_what_comes() throws Exception {
        assertThat(JsonDifference.between(
                        JsonText.read("{\"z\":1,\"k\":1,\"a\":1}"), JsonText.read("{\"y\":1,\"k\":2,\"b\":1}")))
                .containsExactly("- /z 1", "- /a 1", "+ /y 1", "~ /k 1 -> 2", "+ /b 1");
    }

    @Test
    void a_long_value_is_cut_between_characters() throws Exception {
        String long120 = "x".repeat(118) + "\uD83D\uDE00";

        assertThat(JsonDifference.between(JsonText.read("{}"), JsonText.read("{\"a\":\"" + long120 + "\"}")))
                .containsExactly("+ /a \"" + "x".repeat(118) + "...");
    }
}
