package dev.kith.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.JsonText;
import dev.kith.api.PatchUser;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.Precondition;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a caller hears who is kept out, refused or met by an accident, and what goes with every answer. */
class RefusalsTest extends OverSockets {
    @Test
    void an_anonymous_caller_hears_about_queries_but_not_about_bodies() throws Exception {
        assertRefused(server.send(server.anonymous("PATCH", USERS + "/u1", "{")), 401, 16);
        assertRefused(server.send(server.anonymous("PATCH", USERS + "/u1?instance=x", "{}")), 400, 3);
        assertRefused(server.send(server.anonymous("PATCH", USERS + "/u1?instance.id=other", "{}")), 404, 5);
        assertRefused(server.send(server.anonymous("PATCH", USERS + "/u1", "{\"schemaId\":\"\"}")), 401, 16);
        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void a_missing_authorization_is_challenged() throws Exception {
        HttpResponse<String> answer = server.send(server.anonymous("PATCH", USERS + "/u1", "{}"));

        assertThat(answer.body()).isEqualTo("{\"code\":16,\"message\":\"auth header missing\"}");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    @Test
    void a_bad_token_is_challenged_as_such() throws Exception {
        HttpResponse<String> answer =
                server.send(server.anonymous("PATCH", USERS + "/u1", "{}").header("Authorization", "bearer other"));

        assertThat(answer.body())
                .isEqualTo("{\"code\":16,\"message\":\"Errors.Token.Invalid (AUTH-7fs1e)\",\"details\":[{\"@type\":"
                        + "\"type.googleapis.com/zitadel.v1.ErrorDetail\",\"id\":\"AUTH-7fs1e\","
                        + "\"message\":\"Errors.Token.Invalid\"}]}");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
    }

    @Test
    void an_unknown_organization_header_is_refused() throws Exception {
        HttpResponse<String> answer =
                server.send(server.request("PATCH", USERS + "/u1", "{}").header("x-zitadel-orgid", "nowhere"));

        assertRefused(answer, 403, 7);
        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void violations_are_told_beside_the_error_id() throws Exception {
        accounts.refuse(Problem.data(List.of(new Problem.Violation("/name", "TYPE", "The value has another type."))));

        HttpResponse<String> answer = server.send("PATCH", USERS + "/u1", "{}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer))
                .isEqualTo(JsonText.read("{\"code\":9,\"message\":\"Data invalid for User Schema "
                        + "(COMMAND-SlKXqLSeL6)\",\"details\":[{\"@type\":\"type.googleapis.com/zitadel.v1.ErrorDetail\","
                        + "\"id\":\"COMMAND-SlKXqLSeL6\",\"message\":\"Data invalid for User Schema\"},"
                        + "{\"@type\":\"type.googleapis.com/google.rpc.BadRequest\",\"fieldViolations\":[{\"field\":"
                        + "\"/name\",\"reason\":\"TYPE\",\"description\":\"The value has another type.\"}]}]}"));
    }

    @Test
    void a_spent_budget_is_told_with_the_time_to_come_again() throws Exception {
        accounts.refuse(Problem.rate(Duration.ofMillis(29_001)));

        HttpResponse<String> answer = server.send("PUT", USERS + "/u1/email", "{\"address\":\"a@b.c\"}");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("30");
        assertThat(answer.body())
                .endsWith("{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"29.001s\"}]}");
    }

    @Test
    void a_broken_field_rule_has_no_details() throws Exception {
        accounts.refuse(Problem.of(ProblemCode.FIELD_RULE, "invalid PatchUserRequest.User: so"));

        assertThat(server.send("PATCH", USERS + "/u1", "{}").body())
                .isEqualTo("{\"code\":3,\"message\":\"invalid PatchUserRequest.User: so\"}");
    }

    @Test
    void an_accident_tells_its_number_and_nothing_else() throws Exception {
        accounts.fail(new IllegalStateException("select * from kith_user where email = 'mini@mouse.com'"));

        HttpResponse<String> answer = server.send("PATCH", USERS + "/u1", "{}");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).matches("\\{\"code\":13,\"message\":\"internal error, incident [0-9a-f-]{36}\"}");
    }

    @Test
    void the_version_goes_out_as_a_strong_entity_tag_and_comes_in_as_a_precondition() throws Exception {
        HttpResponse<String> answer =
                server.send(server.request("PATCH", USERS + "/u1", "{}").header("If-Match", "\"6\", \"7\""));

        assertThat(answer.headers().firstValue("ETag")).contains("\"7\"");
        assertThat(((PatchUser) accounts.onlyCommand()).preconditions().version())
                .isEqualTo(new Precondition(Set.of("6", "7"), false));
    }

    @Test
    void another_version_is_412() throws Exception {
        accounts.refuse(Problem.of(ProblemCode.VERSION_MISMATCH));

        HttpResponse<String> answer =
                server.send(server.request("PATCH", USERS + "/u1", "{}").header("If-Match", "\"6\""));

        assertRefused(answer, 412, 9);
        assertThat(answer.body()).contains("KITH-VERSION");
    }

    @Test
    void a_precondition_that_cannot_be_read_is_refused() throws Exception {
        assertRefused(server.send(server.request("PATCH", USERS + "/u1", "{}").header("If-Match", "7")), 400, 3);
        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void no_answer_of_a_call_is_to_be_stored_or_indexed() throws Exception {
        for (HttpResponse<String> answer : List.of(
                server.send("PATCH", USERS + "/u1", "{}"),
                server.send("PATCH", USERS + "/u1", "{"),
                server.send(server.anonymous("PATCH", USERS + "/u1", "{}")))) {
            Map<String, List<String>> headers = answer.headers().map();
            assertThat(headers)
                    .containsEntry("cache-control", List.of("no-store"))
                    .containsEntry("pragma", List.of("no-cache"))
                    .containsEntry("expires", List.of("Wed, 04 Mar 2026 05:06:07 GMT"))
                    .containsEntry("x-robots-tag", List.of("none"))
                    .containsEntry("content-type", List.of("application/json"));
            assertThat(headers.keySet()).noneMatch(name -> name.startsWith("access-control-"));
        }
    }

    @Test
    void the_host_of_the_request_has_no_effect() throws Exception {
        HttpResponse<String> answer = server.send(server.request("PATCH", USERS + "/u1", "{}")
                .header("X-Forwarded-Host", "evil.example")
                .header("Forwarded", "host=evil.example")
                .header("X-Original-URL", "/resources/v3alpha/users/u2"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(accounts.onlyCommand())
                .isEqualTo(new PatchUser(Preconditions.NONE, "u1", new PatchUser.Change.Members(null, null, null)));
        assertThat(answer.headers().map().toString() + answer.body()).doesNotContain("evil.example");
    }
}
