package dev.kith.it.conformance;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import java.net.http.HttpClient;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotServedTest {
    private static final String ABSENT = "{\"code\":12,\"message\":\"method SearchUsers not implemented\"}";

    private final Transport transport = new JsonTransport(HttpClient.newHttpClient());

    @Test
    void an_operation_that_is_not_there_is_told_where_another_answer_is_expected() throws Exception {
        Expect success = expect("{\"http\":200,\"grpc\":0}");
        Expect refusal = expect("{\"http\":501,\"grpc\":12,\"json\":{\"/message\":\"Filter not offered\"}}");

        assertThatThrownBy(() -> check(ABSENT, success)).isInstanceOf(NotServed.class);
        assertThatThrownBy(() -> check(ABSENT, refusal)).isInstanceOf(NotServed.class);
    }

    @Test
    void an_answer_that_is_expected_and_one_with_another_text_are_judged() throws Exception {
        Expect expected =
                expect("{\"http\":501,\"grpc\":12,\"json\":{\"/message\":\"method SearchUsers not implemented\"}}");

        assertThatCode(() -> check(ABSENT, expected)).doesNotThrowAnyException();
        assertThatCode(() -> check(ABSENT, expect("{\"http\":501,\"grpc\":12}")))
                .doesNotThrowAnyException();
        assertThatCode(() -> check("{\"code\":12,\"message\":\"x\"}", expect("{\"http\":200,\"grpc\":0}")))
                .doesNotThrowAnyException();
    }

    private void check(String body, Expect expect) throws Exception {
        NotServed.check("SearchUsers", new Answer(501, Map.of(), json(body)), expect, transport);
    }

    private static Expect expect(String text) throws Exception {
        return Expect.read(json(text));
    }

    private static Json json(String text) throws Exception {
        return JsonText.read(text);
    }
}
