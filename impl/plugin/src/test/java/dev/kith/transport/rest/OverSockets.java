package dev.kith.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.transport.RecordingAccounts;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The real resources over real sockets, in front of calls that keep what they are asked for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OverSockets {
    static final String USERS = "/resources/v3alpha/users";
    static final String DETAILS = "{\"id\":\"u1\",\"created\":\"2026-01-02T03:04:05Z\","
            + "\"changed\":\"2026-01-02T03:04:05.123456Z\",\"owner\":{\"type\":\"OWNER_TYPE_ORG\",\"id\":\"org1\"}}";

    final RecordingAccounts accounts = new RecordingAccounts();
    final RestServer server = RestServer.of(accounts);

    @BeforeEach
    void forget() {
        accounts.forget();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    HttpResponse<String> sendAs(String type, String body) throws Exception {
        return server.send(server.request("PATCH", USERS + "/u1", body).setHeader("Content-Type", type));
    }

    static void assertRefused(HttpResponse<String> answer, int http, int code) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(http);
        assertThat(member(json(answer), "code")).isEqualTo(JsonText.read(Integer.toString(code)));
        assertThat(member(json(answer), "message"))
                .isInstanceOfSatisfying(
                        Json.Text.class, text -> assertThat(text.value()).isNotBlank());
    }

    static Json json(HttpResponse<String> answer) throws Exception {
        return JsonText.read(answer.body());
    }

    static Json.Obj object(String text) throws Exception {
        return (Json.Obj) JsonText.read(text);
    }

    static Object member(Json json, String name) {
        Json member = ((Json.Obj) json).get(name);
        return member == null ? "absent" : member;
    }
}
