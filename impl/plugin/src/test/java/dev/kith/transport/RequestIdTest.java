package dev.kith.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kith.spi.RequestId;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"a", "Z", "0", "a.b_c-D9", "0123456789012345678901234567890123456789012345678901234567890123"})
    void letters_digits_and_three_signs_are_an_id(String id) {
        assertThat(new RequestId(id).value()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a\nb",
                "a,b",
                "é",
                "٣",
                "<b>",
                "a:b",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void anything_else_is_none_and_is_not_repeated(String text) {
        assertThat(RequestId.isValid(text)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestId(text))
                .withMessage("a request id is 1 to 64 letters, digits, dots, underscores and hyphens");
    }

    @Test
    void a_thread_has_the_id_of_the_innermost_scope_and_none_after_the_last() {
        RequestId.Binding outer = new RequestId("outer").bind();
        RequestId.Binding inner = new RequestId("inner").bind();

        assertThat(RequestId.current()).contains(new RequestId("inner"));
        inner.close();
        assertThat(RequestId.current()).contains(new RequestId("outer"));
        outer.close();
        assertThat(RequestId.current()).isEmpty();
    }

    @Test
    void another_thread_has_none() {
        RequestId.Binding binding = new RequestId("mine").bind();
        try {
            assertThat(CompletableFuture.supplyAsync(RequestId::current).join()).isEmpty();
        } finally {
            binding.close();
        }
    }
}
