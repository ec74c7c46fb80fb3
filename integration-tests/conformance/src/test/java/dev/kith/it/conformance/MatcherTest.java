package dev.kith.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.api.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherTest {
    @ParameterizedTest(name = "{0} matches {1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '`', textBlock = """
                    1                    | 1.0                   | true
                    1                    | "1"                   | false
                    {"a":1,"b":[1,2]}    | {"b":[1,2],"a":1}     | true
                    [1,2]                | [2,1]                 | false
                    "x"                  | -                     | false
                    null                 | -                     | false
                    null                 | null                  | true
                    "$present"           | null                  | true
                    "$present"           | -                     | false
                    "$absent"            | -                     | true
                    "$absent"            | null                  | false
                    "$rfc3339"           | "2026-01-02T03:04:05Z"            | true
                    "$rfc3339"           | "2026-01-02T03:04:05.123456Z"     | true
                    "$rfc3339"           | "2026-01-02T03:04:05+01:00"       | true
                    "$rfc3339"           | "2026-13-02T03:04:05Z"            | false
                    "$rfc3339"           | "2026-01-02"          | false
                    "$rfc3339"           | 1                     | false
                    "$matches:^[A-Z]{2}$"| "AB"                  | true
                    "$matches:[A-Z]{2}"  | "ABC"                 | false
                    "$matches:.+"        | ""                    | false
                    "$matches:.*"        | -                     | false
                    "$absentOr:$rfc3339" | -                     | true
                    "$absentOr:$rfc3339" | "x"                   | false
                    "$absentOr:x"        | "x"                   | true
                    """)
    void matches(String expected, @Nullable String actual, boolean result) {
        Json value = actual == null ? null : JsonReading.read(actual);

        assertThat(Matcher.of(JsonReading.read(expected)).matches(value)).isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$", "$any", "$Present", "$matches", "$matches:(", "$absentOr:$any"})
    void aMatcherThatIsNotUnderstoodFails(String matcher) {
        assertThatThrownBy(() -> Matcher.of(new Json.Text(matcher))).isInstanceOf(NotUnderstood.class);
    }

    @Test
    void aDollarInTheMiddleIsPlainText() {
        assertThat(Matcher.of(new Json.Text("a$present")).matches(new Json.Text("a$present")))
                .isTrue();
    }
}
