package dev.kith.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.transport.BinaryCalls;
import dev.kith.transport.CorsPolicy;
import dev.kith.transport.RecordingAccounts;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths that others give to the calls, meaning it or not. */
class OtherPathsTest {
    private static final String PAGE = "https://app.example.com";

    private final RecordingAccounts accounts = new RecordingAccounts();

    @ParameterizedTest
    @CsvSource({
        "GET, /users/u1",
        "PATCH, /users",
        "PATCH, /users/u1",
        "DELETE, /users/u1",
        "POST, /users",
        "POST, /users/_search",
        "POST, /users/u1/_lock",
        "PUT, /users/u1/email",
        "POST, /users/u1/email/_verify",
        "POST, /users/u1/email/_resend",
        "PUT, /users/u1/phone",
        "GET, /verification?userID=u1&code=A&orgID=org1",
        "POST, /verification",
        "GET, /undo?token=A",
        "POST, /undo",
        "GET, /resources/v3alpha/users/u1",
        "POST, /resources/v3alpha/users",
        "GET, /ui/login/mail/verification?userID=u1&code=A&orgID=org1",
        "GET, /ui/login/mail/undo?token=A",
        "POST, /zitadel.resources.user.v3alpha.ZITADELUsers/GetUser"
    })
    void an_application_that_serves_all_roots_there_are_does_not_serve_ours(String method, String path)
            throws Exception {
        try (RestServer server = RestServer.of(accounts)) {
            HttpResponse<String> answer = server.send(method, "/api" + path, "");

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).isNotEqualTo("application/json");
            assertThat(accounts.calls()).isEmpty();
        }
    }

    @Test
    void the_application_of_the_calls_works_at_another_path() throws Exception {
        try (RestServer server = RestServer.of(accounts)) {
            HttpResponse<String> answer = server.send("PATCH", "/id/v3alpha/users/u1", "{}");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(accounts.calls()).hasSize(1);
        }
    }

    @Test
    void browsers_may_ask_at_another_path() throws Exception {
        try (RestServer server = RestServer.of(accounts, new CorsPolicy(Set.of(PAGE)), BinaryCalls.NONE)) {
            HttpResponse<String> asked = server.send(server.anonymous("OPTIONS", "/id/v3alpha/users/u1", "")
                    .header("Origin", PAGE)
                    .header("Access-Control-Request-Method", "PATCH"));

            assertThat(asked.statusCode()).isEqualTo(204);
            assertThat(asked.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(PAGE);
        }
    }
}
