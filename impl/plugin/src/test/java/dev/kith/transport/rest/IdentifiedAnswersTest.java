package dev.kith.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.spi.RequestId;
import dev.kith.transport.BinaryCalls;
import dev.kith.transport.CorsPolicy;
import dev.kith.transport.LoggedIncidents;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every answer has the id of its request, whatever it answers. */
class IdentifiedAnswersTest extends OverSockets {
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    @ParameterizedTest
    @CsvSource({
        "GET, /resources/v3alpha/users/u1, 200",
        "PATCH, /resources/v3alpha/users/u1, 200",
        "DELETE, /resources/v3alpha/users/u1?instance.id=elsewhere, 404",
        "PATCH, /resources/v3alpha/users/u1/, 404",
        "PATCH, /resources/v3alpha/nothing, 404",
        "PUT, /resources/v3alpha/users/u1, 405",
        "OPTIONS, /resources/v3alpha/users/u1, 200",
        "GET, /ui/login/mail/verification, 400",
        "GET, /ui/login/mail/verification?userID=u1&code=ABC, 400",
        "GET, /ui/login/mail/undo, 400",
        "GET, /ui/login/mail/nothing, 404"
    })
    void an_answer_has_the_id_that_its_request_brings(String method, String path, int status) throws Exception {
        HttpResponse<String> answer =
                server.send(server.request(method, path, "").header("X-Request-Id", "r.1_2-3"));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly("r.1_2-3");
    }

    @Test
    void refusals_and_failures_have_it_as_well() throws Exception {
        HttpRequest.Builder anonymous = server.anonymous("PATCH", USERS + "/u1", "{}");
        assertThat(id(server.send(anonymous.header("X-Request-Id", "r-1")))).isEqualTo("r-1");

        accounts.refuse(Problem.of(ProblemCode.PERMISSION_DENIED));
        assertThat(id(server.send(patch().header("X-Request-Id", "r-2")))).isEqualTo("r-2");

        accounts.forget();
        assertThat(id(server.send(server.request("PATCH", USERS + "/u1", "{").header("X-Request-Id", "r-3"))))
                .isEqualTo("r-3");
    }

    @Test
    void the_line_of_an_incident_names_the_request() throws Exception {
        accounts.fail(new IllegalStateException("something"));

        try (LoggedIncidents log = new LoggedIncidents()) {
            HttpResponse<String> answer = server.send(patch().header("X-Request-Id", "r-4"));

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(id(answer)).isEqualTo("r-4");
            assertThat(log.lines()).singleElement().asString().contains(" request=r-4 call=PATCH_USER");
        }
    }

    @Test
    void an_id_is_taken_from_the_trace_or_made() throws Exception {
        String trace = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";

        assertThat(id(server.send(patch().header("traceparent", trace)))).isEqualTo(TRACE_ID);
        assertThat(RequestId.isValid(id(server.send(patch())))).isTrue();
        assertThat(id(server.send(patch().header("X-Request-Id", "<b>evil</b>"))))
                .doesNotContain("evil");
    }

    @Test
    void pages_of_other_origins_may_send_it_and_read_it() throws Exception {
        try (RestServer open =
                RestServer.of(accounts, new CorsPolicy(Set.of("https://app.example.com")), BinaryCalls.NONE)) {
            HttpResponse<String> asked = open.send(open.anonymous("OPTIONS", USERS + "/u1", "")
                    .header("Origin", "https://app.example.com")
                    .header("Access-Control-Request-Method", "PATCH")
                    .header("X-Request-Id", "r-5"));
            HttpResponse<String> called =
                    open.send(open.request("PATCH", USERS + "/u1", "{}").header("Origin", "https://app.example.com"));

            assertThat(asked.statusCode()).isEqualTo(204);
            assertThat(id(asked)).isEqualTo("r-5");
            assertThat(asked.headers()
                            .firstValue("Access-Control-Allow-Headers")
                            .orElse(""))
                    .contains("x-request-id", "traceparent");
            assertThat(called.headers()
                            .firstValue("Access-Control-Expose-Headers")
                            .orElse(""))
                    .contains("x-request-id");
        }
    }

    private HttpRequest.Builder patch() {
        return server.request("PATCH", USERS + "/u1", "{}");
    }

    private static String id(HttpResponse<String> answer) {
        return String.join(" and ", answer.headers().allValues("X-Request-Id"));
    }
}
