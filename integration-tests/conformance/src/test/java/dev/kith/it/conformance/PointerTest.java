package dev.kith.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointerTest {
    private static final Json DOCUMENT = JsonReading.read("{\"a\":[1,{\"b\":null}],\"\":2,\"x/y\":3,\"m~n\":4}");

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    /a/0    | 1
                    /a/1/b  | null
                    /a/1/c  | -
                    /a/2    | -
                    /a/01   | -
                    /a/-    | -
                    /a/0/b  | -
                    /       | 2
                    /x~1y   | 3
                    /m~0n   | 4
                    """)
    void resolves(String pointer, @Nullable String value) {
        Json found = Pointer.of(pointer).in(DOCUMENT);

        assertThat(found == null ? null : JsonText.write(found)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "/a~", "/~2"})
    void aTextThatIsNoPointerFails(String text) {
        assertThatThrownBy(() -> Pointer.of(text)).isInstanceOf(NotUnderstood.class);
    }
}
