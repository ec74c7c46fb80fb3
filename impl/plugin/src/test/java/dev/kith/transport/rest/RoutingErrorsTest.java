package dev.kith.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.api.PatchUser;
import dev.kith.api.SetContactEmail;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths, methods and content types that lead to a call or to none. */
class RoutingErrorsTest extends OverSockets {
    @ParameterizedTest
    @CsvSource({
        "PUT, /u1",
        "POST, /u1",
        "PATCH, /u1/email",
        "GET, /u1/email",
        "GET, ''",
        "PATCH, ''",
        "GET, /u1/_lock",
        "PUT, /u1/phone/_verify",
        "DELETE, /u1/email",
        "TRACE, /u1"
    })
    void a_known_path_with_another_method_is_405(String method, String path) throws Exception {
        HttpResponse<String> answer = server.send(server.anonymous(method, USERS + path, ""));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.body()).isEqualTo("{\"code\":12,\"message\":\"Method Not Allowed\"}");
        assertThat(answer.headers().firstValue("Allow")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH, /resources/v3alpha/users/u1/",
        "PUT, /resources/v3alpha/users/u1/",
        "PATCH, /resources/v3alpha/users/u1/email/",
        "PUT, /resources/v3alpha/users/u1/email/",
        "GET, /resources/v3alpha/users/u1/",
        "GET, /resources/v3alpha/users/",
        "POST, /resources/v3alpha/users/",
        "POST, /resources/v3alpha/users/u1/email/_verify/",
        "PATCH, /resources/v3alpha/users/u1/fax",
        "PATCH, /resources/v3alpha/user/u1",
        "PATCH, /resources/v3alpha/users/u1/email/_verify/x",
        "GET, /resources/v3alpha/",
        "GET, /resources/v3alpha/application.wadl",
        "PATCH, /resources/v3alpha/Users/u1"
    })
    void an_unknown_path_is_404(String method, String path) throws Exception {
        HttpResponse<String> answer = server.send(server.anonymous(method, path, "{}"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"code\":5,\"message\":\"Not Found\"}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(accounts.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /users/u1/username, AddUsername",
        "DELETE, /users/u1/username/n1, RemoveUsername",
        "POST, /users/u1/password, SetPassword",
        "POST, /users/u1/password/_reset, RequestPasswordReset",
        "POST, /users/u1/webauthn, StartWebAuthNRegistration",
        "POST, /users/u1/webauthn/w1/_verify, VerifyWebAuthNRegistration",
        "POST, /users/u1/webauthn/registration_link, CreateWebAuthNRegistrationLink",
        "DELETE, /users/u1/webauthn/w1, RemoveWebAuthNAuthenticator",
        "POST, /users/u1/totp, StartTOTPRegistration",
        "POST, /users/u1/totp/t1/_verify, VerifyTOTPRegistration",
        "DELETE, /users/u1/totp/t1, RemoveTOTPAuthenticator",
        "POST, /users/u1/otp_sms, AddOTPSMSAuthenticator",
        "POST, /users/u1/otp_sms/o1/_verify, VerifyOTPSMSRegistration",
        "DELETE, /users/u1/otp_sms/o1, RemoveOTPSMSAuthenticator",
        "POST, /users/u1/otp_email, AddOTPEmailAuthenticator",
        "POST, /users/u1/otp_email/o1/_verify, VerifyOTPEmailRegistration",
        "DELETE, /users/u1/otp_email/o1, RemoveOTPEmailAuthenticator",
        "POST, /idp_intents, StartIdentityProviderIntent",
        "GET, /idp_intents/i1, GetIdentityProviderIntent",
        "POST, /users/a%2Fb/idps, AddIDPAuthenticator",
        "DELETE, /users/u1/idps/i1, RemoveIDPAuthenticator"
    })
    void a_call_that_is_not_served_is_501(String method, String path, String name) throws Exception {
        for (String at : List.of("/resources/v3alpha", "/id/v3alpha")) {
            HttpResponse<String> answer = server.send(server.anonymous(method, at + path, "{}"));

            assertThat(answer.statusCode()).isEqualTo(501);
            assertThat(answer.body()).isEqualTo("{\"code\":12,\"message\":\"method " + name + " not implemented\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /users/u1/username",
        "POST, /users/u1/username/",
        "POST, /users/u1/totp/t1/verify",
        "GET, /idp_intents",
        "POST, /user_schemas/s1/username"
    })
    void what_only_resembles_such_a_call_is_not_found(String method, String path) throws Exception {
        assertThat(server.send(server.anonymous(method, "/resources/v3alpha" + path, "{}"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_patch_with_an_empty_id_reaches_the_call() throws Exception {
        server.send("PATCH", USERS + "/", "{}");

        assertThat(((PatchUser) accounts.onlyCommand()).id()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "%75%31, u1",
        "a%2Fb, a/b",
        "a%252Fb, a%2Fb",
        "%C5%BDofie, Žofie",
        "a+b, a+b",
        "a%20b, a b",
        "_search, _search",
        "a%25, a%"
    })
    void an_id_is_what_its_percent_encoding_says(String encoded, String id) throws Exception {
        server.send("PATCH", USERS + "/" + encoded, "{}");
        server.send("PUT", USERS + "/" + encoded + "/email", "{}");

        assertThat(accounts.calls()).hasSize(2);
        assertThat(((PatchUser) accounts.calls().get(0).command()).id()).isEqualTo(id);
        assertThat(((SetContactEmail) accounts.calls().get(1).command()).id()).isEqualTo(id);
    }

    @Test
    void head_is_get_without_a_body() throws Exception {
        HttpResponse<String> answer = server.send("HEAD", USERS + "/u1", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).contains("\"7\"");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void the_method_override_header_is_ignored() throws Exception {
        HttpResponse<String> answer = server.send(server.request("POST", USERS + "/u1", "{}")
                .header("X-HTTP-Method-Override", "PATCH")
                .setHeader("Content-Type", "application/x-www-form-urlencoded"));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(accounts.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/u1/email/_verify", "/u1/email/_resend", "/u1/_lock", "/_search"})
    void a_post_with_a_body_insists_on_json(String path) throws Exception {
        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")) {
            HttpResponse<String> answer = server.send(
                    server.request("POST", USERS + path, "\"A1B2C3\"").setHeader("Content-Type", type));

            assertRefused(answer, 415, 3);
        }
        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void a_post_without_content_type_and_body_is_fine() throws Exception {
        assertThat(server.send("POST", USERS + "/u1/_lock", "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml;q=0.9", "garbage", "application/grpc"})
    void the_answer_is_json_whatever_the_caller_accepts(String accept) throws Exception {
        HttpResponse<String> answer =
                server.send(server.request("PATCH", USERS + "/u1", "{}").header("Accept", accept));

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(json(answer)).isInstanceOf(Json.Obj.class);
    }
}
