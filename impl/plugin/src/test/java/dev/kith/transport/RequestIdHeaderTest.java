package dev.kith.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.RequestId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdHeaderTest {
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACE = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";
    private static final String MADE = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    @Test
    void the_id_of_the_request_comes_before_that_of_its_trace() {
        assertThat(id(TestHead.EMPTY.with("X-Request-Id", "r-1").with("traceparent", TRACE)))
                .isEqualTo("r-1");
    }

    @Test
    void without_an_id_the_request_has_that_of_its_trace() {
        assertThat(id(TestHead.EMPTY.with("traceparent", TRACE))).isEqualTo(TRACE_ID);
        assertThat(id(TestHead.EMPTY.with("X-Request-Id", "no id").with("traceparent", TRACE)))
                .isEqualTo(TRACE_ID);
    }

    @Test
    void a_later_version_of_the_trace_may_say_more() {
        assertThat(id(TestHead.EMPTY.with("traceparent", "01" + TRACE.substring(2) + "-more")))
                .isEqualTo(TRACE_ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473x-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more",
                "0g-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            })
    void what_is_no_trace_gives_no_id(String trace) {
        assertThat(id(TestHead.EMPTY.with("traceparent", trace))).matches(MADE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "<script>", "a\r\nSet-Cookie: x", "ä"})
    void what_is_no_id_is_replaced_and_never_reflected(String text) {
        assertThat(id(TestHead.EMPTY.with("X-Request-Id", text))).matches(MADE);
    }

    @Test
    void two_ids_are_none() {
        assertThat(id(TestHead.EMPTY.with("X-Request-Id", "r-1").with("X-Request-Id", "r-2")))
                .matches(MADE);
    }

    @Test
    void an_id_that_is_made_is_another_each_time() {
        assertThat(id(TestHead.EMPTY)).isNotEqualTo(id(TestHead.EMPTY));
    }

    @Test
    void the_id_that_the_application_has_opened_stays() {
        RequestId.Binding binding = new RequestId("of-the-application").bind();
        try {
            assertThat(id(TestHead.EMPTY.with("X-Request-Id", "r-1"))).isEqualTo("of-the-application");
        } finally {
            binding.close();
        }
    }

    @Test
    void the_thread_has_the_id_while_the_request_is_served_and_not_after_it() {
        String seen = RequestIdHeader.serve(
                TestHead.EMPTY.with("X-Request-Id", "r-1"),
                id -> RequestId.current().map(RequestId::value).orElse("none"));

        assertThat(seen).isEqualTo("r-1");
        assertThat(RequestId.current()).isEmpty();
    }

    private static String id(RequestHead head) {
        return RequestIdHeader.of(head);
    }
}
