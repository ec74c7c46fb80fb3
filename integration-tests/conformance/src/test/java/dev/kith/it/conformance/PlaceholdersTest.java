package dev.kith.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {
    private static final Placeholders PLACES = Placeholders.of(Map.of(
            "userId", "7", "orgId", "8", "org2Id", "9", "instanceId", "i", "origin", "http://o", "schemaId:s-1", "s"));

    @Test
    void valuesTakeTheirPlacesInNamesAndValuesAtEveryDepth() {
        assertThat(PLACES.in(JsonReading.read(
                        "{\"{userId}\": [\"a{orgId}-{org2Id}\", {\"x\": \"{schemaId:s-1}\"}], \"n\": 1}")))
                .isEqualTo(JsonReading.read("{\"7\": [\"a8-9\", {\"x\": \"s\"}], \"n\": 1}"));
    }

    @Test
    void aTextIsRepeated() {
        assertThat(PLACES.in("<{repeat:ab:3}>")).isEqualTo("<ababab>");
        assertThat(PLACES.in("<{repeat:x:0}>")).isEqualTo("<>");
        assertThat(PLACES.in("{repeat:a:b:2}")).isEqualTo("a:ba:b");
    }

    @Test
    void aValueWithSignsOfRegularExpressionsIsTakenAsItIs() {
        assertThat(PLACES.with("code", "$1\\").in("{code}")).isEqualTo("$1\\");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{.UserID}}", "{{userId}}", "{{", "{}", "{ userId }", "{UserId}", "{name}", "{\"a\":{}}"})
    void anythingElseInBracesIsLiteral(String text) {
        assertThat(PLACES.in(text)).isEqualTo(text);
    }

    @Test
    void aRawBodyKeepsItsBraces() {
        assertThat(PLACES.in("{\"a\":{\"b\":\"{userId}\"}}")).isEqualTo("{\"a\":{\"b\":\"7\"}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{code}", "{schemaId:unknown}"})
    void aPlaceholderWithoutAValueFails(String text) {
        assertThatThrownBy(() -> PLACES.in(text)).isInstanceOf(NotUnderstood.class);
    }
}
