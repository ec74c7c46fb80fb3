package dev.kith.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.transport.BinaryCalls;
import dev.kith.transport.CorsPolicy;
import dev.kith.transport.RecordingAccounts;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What pages of other origins can do, over real sockets. */
class CrossOriginTest {
    private static final String USER = "/resources/v3alpha/users/u1";
    private static final String APP = "https://app.example.com";

    private final RecordingAccounts accounts = new RecordingAccounts();

    @Test
    void nobody_may_call_from_elsewhere_unless_it_is_configured() throws Exception {
        try (RestServer server = RestServer.of(accounts)) {
            assertThat(preflight(server, APP).headers().map())
                    .noneSatisfy((name, values) -> assertThat(name).startsWith("access-control-"));
            assertThat(patch(server, APP).headers().map())
                    .noneSatisfy((name, values) -> assertThat(name).startsWith("access-control-"));
        }
    }

    @Test
    void a_configured_origin_may_ask_and_call() throws Exception {
        try (RestServer server = open()) {
            HttpResponse<String> asked = preflight(server, APP);
            HttpResponse<String> called = patch(server, APP);

            assertThat(asked.statusCode()).isEqualTo(204);
            assertThat(asked.headers()
                            .firstValue("Access-Control-Allow-Methods")
                            .orElse(""))
                    .contains("PATCH", "PUT");
            assertThat(called.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(APP);
            assertThat(called.headers().firstValue("Vary")).contains("Origin");
            assertThat(called.statusCode()).isEqualTo(200);
            assertThat(accounts.calls()).hasSize(1);
        }
    }

    @Test
    void another_origin_is_told_nothing() throws Exception {
        try (RestServer server = open()) {
            assertThat(preflight(server, "https://evil.example").headers().map())
                    .doesNotContainKey("access-control-allow-origin");
            assertThat(patch(server, "https://evil.example").headers().map())
                    .doesNotContainKey("access-control-allow-origin");
        }
    }

    @Test
    void errors_are_told_to_a_configured_origin_as_well() throws Exception {
        try (RestServer server = open()) {
            HttpRequest.Builder anonymous = server.anonymous("PATCH", USER, "{").header("Origin", APP);

            assertThat(server.send(anonymous).headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(APP);
        }
    }

    private RestServer open() {
        return RestServer.of(accounts, new CorsPolicy(Set.of(APP)), BinaryCalls.NONE);
    }

    private static HttpResponse<String> preflight(RestServer server, String origin) throws Exception {
        return server.send(server.anonymous("OPTIONS", USER, "")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "PATCH")
                .header("Access-Control-Request-Headers", "authorization,content-type"));
    }

    private static HttpResponse<String> patch(RestServer server, String origin) throws Exception {
        return server.send(server.request("PATCH", USER, "{}").header("Origin", origin));
    }
}
