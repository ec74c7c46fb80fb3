package dev.kith.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.api.PatchUser;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.SetContact;
import dev.kith.api.Verification;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no message is refused before anything is called. */
class StrictReadingTest extends OverSockets {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"address\":",
                "{\"address\":\"a@b.c\",}",
                "[]",
                "null",
                "\"a@b.c\"",
                "{\"address\":42}",
                "{\"address\":[\"a@b.c\",\"d@e.f\"]}",
                "{\"address\":{\"value\":\"a@b.c\"}}",
                "{\"address\":true}",
                "{\"address\":\"a@b.c\",\"address\":\"d@e.f\"}",
                "{\"address\":\"a@b.c\",\"isVerified\":\"true\"}",
                "{\"address\":\"a@b.c\",\"isVerified\":1}",
                "{\"address\":\"a@b.c\",\"returnCode\":true}",
                "{\"address\":\"a@b.c\",\"returnCode\":[]}",
                "{\"address\":\"a@b.c\",\"sendCode\":{\"urlTemplate\":5}}",
                "{\"address\":\"a@b.c\",\"sendCode\":{},\"returnCode\":{}}",
                "{\"address\":\"a@b.c\",\"send_code\":{},\"isVerified\":true}",
                "{\"address\":\"a@b.c\",\"sendCode\":{},\"send_code\":{}}",
                "{\"address\":\"a@b.c\",\"sendCode\":null,\"send_code\":{}}",
                "{\"address\":\"a@b.c\"} x",
                "{\"address\":\"a@b.c\"}{}",
                "{'address':'a@b.c'}",
                "{address:\"a@b.c\"}",
                "// comment\n{}",
                "\uFEFF{}",
                "{\"address\":\"\\ud800\"}",
                "{\"address\":\"a\u0000\"}",
                "{\"x\":NaN}",
                "{\"x\":01}",
                "{\"x\":1e1001}"
            })
    void an_email_that_is_not_exactly_its_message_is_refused(String body) throws Exception {
        assertRefused(server.send("PUT", USERS + "/u1/email", body), 400, 3);
        assertThat(accounts.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":\"name\"}",
                "{\"data\":[1]}",
                "{\"data\":{\"a\":1,\"a\":2}}",
                "{\"data\":{},\"data\":{}}",
                "{\"schemaId\":\"a\",\"schema_id\":\"a\"}",
                "{\"contact\":[]}",
                "{\"contact\":{\"email\":\"a@b.c\"}}",
                "{\"schemaId\":1}"
            })
    void a_user_that_is_not_exactly_its_message_is_refused(String body) throws Exception {
        assertRefused(server.send("PATCH", USERS + "/u1", body), 400, 3);
        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void unknown_members_have_no_effect_at_any_level() throws Exception {
        server.send(
                "PATCH",
                USERS + "/u1",
                "{\"id\":\"u2\",\"details\":{},\"owner\":1,\"state\":\"x\",\"__proto__\":{},\"user\":{\"data\":{}},"
                        + "\"SchemaId\":5,\"contact\":{\"email\":{\"address\":\"a@b.c\",\"verified\":true,"
                        + "\"emailVerified\":true,\"sendCode\":{\"x\":1}},\"fax\":{}}}");

        assertThat(accounts.onlyCommand())
                .isEqualTo(new PatchUser(
                        Preconditions.NONE,
                        "u1",
                        new PatchUser.Change.Members(
                                null,
                                null,
                                new SetContact(new SetContact.Email("a@b.c", new Verification.SendCode(null)), null))));
    }

    @Test
    void null_is_as_good_as_not_given() throws Exception {
        server.send(
                "PATCH",
                USERS + "/u1",
                "{\"schemaId\":null,\"data\":null,\"contact\":{\"email\":{\"address\":null,\"sendCode\":null,"
                        + "\"isVerified\":true},\"phone\":null}}");

        assertThat(accounts.onlyCommand())
                .isEqualTo(new PatchUser(
                        Preconditions.NONE,
                        "u1",
                        new PatchUser.Change.Members(
                                null,
                                null,
                                new SetContact(new SetContact.Email("", new Verification.Verified(true)), null))));
    }

    @Test
    void numbers_in_data_stay_exact() throws Exception {
        String data = "{\"big\":123456789012345678901234567890.123456789012345678901234567890,\"tiny\":1e-999}";

        server.send("PATCH", USERS + "/u1", "{\"data\":" + data + "}");

        PatchUser command = (PatchUser) accounts.onlyCommand();
        assertThat(command.change()).isEqualTo(new PatchUser.Change.Members(null, object(data), null));
    }

    @Test
    void a_body_that_is_no_utf_8_is_refused() throws Exception {
        byte[] latin1 = "{\"address\":\"ü@b.c\"}".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

        HttpResponse<String> answer = server.send(server.request("PUT", USERS + "/u1/email", "x")
                .PUT(java.net.http.HttpRequest.BodyPublishers.ofByteArray(latin1)));

        assertRefused(answer, 400, 3);
    }

    @Test
    void a_body_of_4_mib_is_read_and_one_byte_more_is_refused_with_its_size() throws Exception {
        String frame = "{\"schemaId\":\"\"}";
        String largest = "{\"schemaId\":\"" + "a".repeat(Body.MAX_BYTES - frame.length()) + "\"}";

        assertThat(server.send("PATCH", USERS + "/u1", largest).statusCode()).isEqualTo(200);
        HttpResponse<String> answer = server.send("PATCH", USERS + "/u1", largest + " ");

        assertRefused(answer, 429, 8);
        assertThat(member(json(answer), "message"))
                .isEqualTo(new Json.Text("grpc: received message larger than max (4194305 vs. 4194304)"));
    }

    @Test
    void a_nesting_of_100_000_is_refused() throws Exception {
        String body = "{\"data\":" + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000) + "}";

        assertRefused(server.send("PATCH", USERS + "/u1", body), 400, 3);
    }

    @ParameterizedTest
    @CsvSource({
        "organization.orgId=org1, org1",
        "organization.org_id=org1, org1",
        "organization.orgId=, ''",
        "organization.orgId=a%20b%26c, a b&c",
        "organization.orgId=org1&foo=bar&id=u2&user.schemaId=x&email.address=y&organization.x=1, org1"
    })
    void the_query_names_the_organization(String query, String id) throws Exception {
        server.send("PATCH", USERS + "/u1?" + query, "{}");

        assertThat(((PatchUser) accounts.onlyCommand()).preconditions().organization())
                .isEqualTo(new Selector.Id(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"organization.orgDomain=acme.example.com", "organization.org_domain=acme.example.com"})
    void the_query_names_the_organizations_domain(String query) throws Exception {
        server.send("PATCH", USERS + "/u1?" + query, "{}");

        assertThat(((PatchUser) accounts.onlyCommand()).preconditions().organization())
                .isEqualTo(new Selector.Domain("acme.example.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "organization.orgId=org1&organization.orgDomain=acme.example.com",
                "organization.orgId=org1&organization.orgId=org2",
                "organization.orgId=org1&organization.org_id=org1",
                "organization=x",
                "instance=x",
                "instance",
                "instance.id=default&instance.domain=x",
                "instance.id=default&instance.id=default"
            })
    void a_query_that_says_two_things_or_nothing_is_refused(String query) throws Exception {
        assertRefused(server.send("PATCH", USERS + "/u1?" + query, "{}"), 400, 3);
        assertThat(accounts.calls()).isEmpty();
    }
}
