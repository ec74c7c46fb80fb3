package dev.kith.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.CreateUser;
import dev.kith.api.Expectation;
import dev.kith.api.Expectation.Precondition;
import dev.kith.api.Expectation.Selector;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.OneUser;
import dev.kith.api.PatchUser;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.api.ResendCode;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.SetContactPhone;
import dev.kith.api.UserView;
import dev.kith.api.Verification;
import dev.kith.api.VerifyContact;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way from an HTTP request to a command, and from an outcome to an HTTP answer, over real sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsersResourceTest {
    private static final String USERS = "/resources/v3alpha/users";
    private static final String DETAILS = "{\"id\":\"u1\",\"created\":\"2026-01-02T03:04:05Z\","
            + "\"changed\":\"2026-01-02T03:04:05.123456Z\",\"owner\":{\"type\":\"OWNER_TYPE_ORG\",\"id\":\"org1\"}}";

    private final RecordingAccounts accounts = new RecordingAccounts();
    private final RestServer server = RestServer.of(accounts);

    @BeforeEach
    void forget() {
        accounts.forget();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    // ---- commands and answers

    @Test
    void patch_takes_the_user_message_alone() throws Exception {
        accounts.answer(RecordingAccounts.WITH_CODES);

        HttpResponse<String> answer = server.send(
                "PATCH",
                USERS + "/u1",
                "{\"schemaId\":\"s2\",\"data\":{\"n\":1.50,\"x\":null},\"contact\":{\"email\":{\"address\":\"a@b.c\","
                        + "\"sendCode\":{\"urlTemplate\":\"t\"}},\"phone\":{\"number\":\"079\",\"returnCode\":{}}}}");

        assertThat(accounts.onlyCommand())
                .isEqualTo(new PatchUser(
                        Expectation.NONE,
                        "u1",
                        new PatchUser.Change.Members(
                                "s2",
                                object("{\"n\":1.5,\"x\":null}"),
                                new SetContact(
                                        new SetContact.Email("a@b.c", new Verification.SendCode("t")),
                                        new SetContact.Phone("079", new Verification.ReturnCode())))));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer))
                .isEqualTo(JsonText.read(
                        "{\"details\":" + DETAILS + ",\"emailCode\":\"A1B2C3\",\"phoneCode\":\"D4E5F6\"}"));
    }

    @Test
    void the_members_of_an_answer_stand_in_the_order_of_their_declaration() throws Exception {
        accounts.answer(RecordingAccounts.WITH_CODES);

        assertThat(server.send("PATCH", USERS + "/u1", "{}").body())
                .isEqualTo("{\"details\":" + DETAILS + ",\"emailCode\":\"A1B2C3\",\"phoneCode\":\"D4E5F6\"}");
    }

    @Test
    void an_empty_body_is_a_message_without_members() throws Exception {
        server.send("PATCH", USERS + "/u1", "");

        assertThat(accounts.onlyCommand())
                .isEqualTo(new PatchUser(Expectation.NONE, "u1", new PatchUser.Change.Members(null, null, null)));
    }

    @Test
    void put_email_takes_the_email_message_alone_and_gives_its_code() throws Exception {
        accounts.answer(RecordingAccounts.WITH_CODES);

        HttpResponse<String> answer =
                server.send("PUT", USERS + "/u1/email", "{\"address\":\"mini@mouse.com\",\"returnCode\":{}}");

        assertThat(accounts.onlyCommand())
                .isEqualTo(new SetContactEmail(
                        Expectation.NONE, "u1", new SetContact.Email("mini@mouse.com", new Verification.ReturnCode())));
        assertThat(json(answer))
                .isEqualTo(JsonText.read("{\"details\":" + DETAILS + ",\"verificationCode\":\"A1B2C3\"}"));
    }

    @Test
    void put_phone_takes_the_phone_message_alone_and_gives_its_code() throws Exception {
        accounts.answer(RecordingAccounts.WITH_CODES);

        HttpResponse<String> answer =
                server.send("PUT", USERS + "/u1/phone", "{\"number\":\"+41791234567\",\"isVerified\":true}");

        assertThat(accounts.onlyCommand())
                .isEqualTo(new SetContactPhone(
                        Expectation.NONE, "u1", new SetContact.Phone("+41791234567", new Verification.Verified(true))));
        assertThat(json(answer))
                .isEqualTo(JsonText.read("{\"details\":" + DETAILS + ",\"verificationCode\":\"D4E5F6\"}"));
    }

    @Test
    void false_is_a_value_that_the_call_judges() throws Exception {
        server.send("PUT", USERS + "/u1/email", "{\"address\":\"a@b.c\",\"is_verified\":false}");

        assertThat(accounts.onlyCommand())
                .isEqualTo(new SetContactEmail(
                        Expectation.NONE, "u1", new SetContact.Email("a@b.c", new Verification.Verified(false))));
    }

    @ParameterizedTest
    @CsvSource({"email, verifyContactEmail", "phone, verifyContactPhone"})
    void verify_takes_a_bare_text(String channel, String method) throws Exception {
        HttpResponse<String> answer = server.send("POST", USERS + "/u1/" + channel + "/_verify", "\"A1B2C3\"");

        assertThat(accounts.calls().get(0).method()).isEqualTo(method);
        assertThat(accounts.onlyCommand()).isEqualTo(new VerifyContact(Expectation.NONE, "u1", "A1B2C3"));
        assertThat(json(answer)).isEqualTo(JsonText.read("{\"details\":" + DETAILS + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "123", "[\"A1B2C3\"]", "true", "{\"verificationCode\":\"A1B2C3\"}"})
    void verify_takes_nothing_but_a_text(String body) throws Exception {
        assertRefused(server.send("POST", USERS + "/u1/email/_verify", body), 400, 3);
    }

    @Test
    void verify_without_a_body_has_an_empty_code() throws Exception {
        server.send("POST", USERS + "/u1/email/_verify", "");

        assertThat(accounts.onlyCommand()).isEqualTo(new VerifyContact(Expectation.NONE, "u1", ""));
    }

    @ParameterizedTest
    @CsvSource({"email, resendContactEmailCode, A1B2C3", "phone, resendContactPhoneCode, D4E5F6"})
    void resend_takes_the_whole_request_the_id_of_the_path_and_nothing_of_the_query(
            String channel, String method, String code) throws Exception {
        accounts.answer(RecordingAccounts.WITH_CODES);

        HttpResponse<String> answer = server.send(
                "POST",
                USERS + "/u1/" + channel + "/_resend?organization.orgId=org2&organization=x&instance.id=other",
                "{\"id\":\"u2\",\"instance\":{\"domain\":\"\"},\"organization\":{\"org_id\":\"org1\"},\"returnCode\":{}}");

        assertThat(accounts.calls().get(0).method()).isEqualTo(method);
        assertThat(accounts.onlyCommand())
                .isEqualTo(new ResendCode(
                        new Expectation(new Selector.Domain(""), new Selector.Id("org1"), null),
                        "u1",
                        new Verification.ReturnCode()));
        assertThat(json(answer))
                .isEqualTo(JsonText.read("{\"details\":" + DETAILS + ",\"verificationCode\":\"" + code + "\"}"));
    }

    @Test
    void resend_without_a_body_sends_the_code_with_the_default_link() throws Exception {
        server.send("POST", USERS + "/u1/email/_resend", "");

        assertThat(accounts.onlyCommand()).isEqualTo(new ResendCode(Expectation.NONE, "u1", null));
    }

    @Test
    void a_whole_request_may_name_nothing_with_an_empty_message() throws Exception {
        server.send("POST", USERS + "/u1/email/_resend", "{\"organization\":{}}");

        assertThat(accounts.onlyCommand())
                .isEqualTo(
                        new ResendCode(new Expectation(Selector.NOT_GIVEN, new Selector.Nothing(), null), "u1", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":5}", "{\"instance\":\"default\"}", "{\"sendCode\":{},\"returnCode\":{}}", "[]"})
    void a_whole_request_is_read_strictly(String body) throws Exception {
        assertRefused(server.send("POST", USERS + "/u1/email/_resend", body), 400, 3);
    }

    @Test
    void create_takes_the_user_message_and_the_organization_of_the_query() throws Exception {
        accounts.answer(RecordingAccounts.WITH_CODES);

        HttpResponse<String> answer = server.send(
                "POST",
                USERS + "?organization.orgId=org1",
                "{\"schemaId\":\"s1\",\"userId\":\"u9\",\"data\":{},\"contact\":null,\"authenticators\":{\"x\":1}}");

        assertThat(accounts.onlyCommand())
                .isEqualTo(new CreateUser(
                        new Expectation(Selector.NOT_GIVEN, new Selector.Id("org1"), null),
                        new CreateUser.NewUser("s1", Json.Obj.EMPTY, null, "u9")));
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer))
                .isEqualTo(JsonText.read(
                        "{\"details\":" + DETAILS + ",\"emailCode\":\"A1B2C3\",\"phoneCode\":\"D4E5F6\"}"));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /_deactivate, deactivate",
        "POST, /_activate, activate",
        "POST, /_lock, lock",
        "POST, /_unlock, unlock",
        "DELETE, '', delete"
    })
    void lifecycle_calls_name_the_user_alone(String httpMethod, String path, String method) throws Exception {
        HttpResponse<String> answer = server.send(httpMethod, USERS + "/u1" + path + "?organization.org_id=org1", "");

        assertThat(accounts.calls().get(0).method()).isEqualTo(method);
        assertThat(accounts.onlyCommand())
                .isEqualTo(new OneUser(new Expectation(Selector.NOT_GIVEN, new Selector.Id("org1"), null), "u1"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer)).isEqualTo(JsonText.read("{\"details\":" + DETAILS + "}"));
    }

    @Test
    void get_gives_the_user_and_reads_no_organization() throws Exception {
        HttpResponse<String> answer =
                server.send("GET", USERS + "/u1?instance.id=default&organization.orgId=org2&organization=x", "");

        assertThat(accounts.onlyCommand())
                .isEqualTo(new OneUser(new Expectation(new Selector.Id("default"), Selector.NOT_GIVEN, null), "u1"));
        assertThat(answer.body())
                .isEqualTo("{\"user\":{\"details\":" + DETAILS
                        + ",\"schema\":{\"id\":\"s1\",\"type\":\"person\",\"revision\":3},\"data\":{\"name\":\"Ž\"},"
                        + "\"contact\":{\"email\":{\"address\":\"mini@mouse.com\",\"isVerified\":true},"
                        + "\"phone\":{\"number\":\"+41791234567\"}},\"state\":\"USER_STATE_LOCKED\"}}");
        assertThat(answer.headers().firstValue("ETag")).contains("\"7\"");
    }

    @Test
    void get_leaves_out_contacts_that_are_not_there() throws Exception {
        UserView view = RecordingAccounts.VIEW;
        accounts.answer(
                new UserView(view.details(), "1", view.schema(), Json.Obj.EMPTY, null, null, UserView.State.ACTIVE));

        Json.Obj user = (Json.Obj) member(json(server.send("GET", USERS + "/u1", "")), "user");

        assertThat(user.members()).containsOnlyKeys("details", "schema", "data", "state");
        assertThat(user.get("state")).isEqualTo(new Json.Text("USER_STATE_ACTIVE"));
    }

    @Test
    void search_is_not_offered() throws Exception {
        HttpResponse<String> answer = server.send("POST", USERS + "/_search", "{\"filters\":[]}");

        assertThat(answer.statusCode()).isEqualTo(501);
        assertThat(answer.body()).isEqualTo("{\"code\":12,\"message\":\"method SearchUsers not implemented\"}");
    }

    @Test
    void the_caller_is_the_one_whom_the_gate_knows() throws Exception {
        server.send("DELETE", USERS + "/u1", "");

        assertThat(accounts.calls().get(0).caller().subject()).isEqualTo("admin");
        assertThat(accounts.calls().get(0).caller().holds("IAM_OWNER")).isTrue();
    }

    // ---- notations of a patch

    @Test
    void a_merge_patch_is_handed_on_as_it_is() throws Exception {
        sendAs("application/merge-patch+json; charset=utf-8", "{\"data\":{\"a\":null}}");

        assertThat(accounts.onlyCommand())
                .isEqualTo(new PatchUser(
                        Expectation.NONE, "u1", new PatchUser.Change.MergePatch(object("{\"data\":{\"a\":null}}"))));
    }

    @Test
    void a_json_patch_is_read_into_its_operations() throws Exception {
        sendAs(
                "application/json-patch+json",
                "[{\"op\":\"add\",\"path\":\"/data/a~1b\",\"value\":null,\"extra\":1},{\"op\":\"remove\",\"path\":\"\"},"
                        + "{\"op\":\"move\",\"from\":\"/a\",\"path\":\"/b\"},{\"op\":\"test\",\"path\":\"/c\",\"value\":1}]");

        assertThat(accounts.onlyCommand())
                .isEqualTo(new PatchUser(
                        Expectation.NONE,
                        "u1",
                        new PatchUser.Change.JsonPatch(List.of(
                                new PatchUser.Change.JsonPatch.Step(
                                        PatchUser.Change.JsonPatch.Op.ADD, "/data/a~1b", null, Json.Null.NULL),
                                new PatchUser.Change.JsonPatch.Step(
                                        PatchUser.Change.JsonPatch.Op.REMOVE, "", null, null),
                                new PatchUser.Change.JsonPatch.Step(
                                        PatchUser.Change.JsonPatch.Op.MOVE, "/b", "/a", null),
                                new PatchUser.Change.JsonPatch.Step(
                                        PatchUser.Change.JsonPatch.Op.TEST, "/c", null, JsonText.read("1"))))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[1]",
                "[{}]",
                "[{\"op\":\"add\",\"path\":\"/a\"}]",
                "[{\"op\":\"Add\",\"path\":\"/a\",\"value\":1}]",
                "[{\"op\":\"remove\",\"path\":\"a\"}]",
                "[{\"op\":\"remove\",\"path\":\"/~2\"}]",
                "[{\"op\":\"remove\"}]",
                "[{\"op\":\"copy\",\"path\":\"/a\"}]",
                "[{\"op\":\"remove\",\"path\":1}]"
            })
    void a_broken_json_patch_is_refused(String body) throws Exception {
        assertRefused(sendAs("application/json-patch+json", body), 400, 3);
        assertThat(accounts.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded", "*/*"})
    void patch_reads_every_other_content_type_as_json(String type) throws Exception {
        assertThat(sendAs(type, "{\"schemaId\":\"s2\"}").statusCode()).isEqualTo(200);
        assertThat(accounts.onlyCommand())
                .isEqualTo(new PatchUser(Expectation.NONE, "u1", new PatchUser.Change.Members("s2", null, null)));
    }

    @Test
    void patch_and_put_need_no_content_type() throws Exception {
        server.send(server.anonymous("PUT", USERS + "/u1/email", "{\"address\":\"a@b.c\"}")
                .header("Authorization", "Bearer admin"));

        assertThat(accounts.onlyCommand())
                .isEqualTo(new SetContactEmail(Expectation.NONE, "u1", new SetContact.Email("a@b.c", null)));
    }

    // ---- strict reading

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
                        Expectation.NONE,
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
                        Expectation.NONE,
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

    // ---- query

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

        assertThat(((PatchUser) accounts.onlyCommand()).expectation().organization())
                .isEqualTo(new Selector.Id(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"organization.orgDomain=acme.example.com", "organization.org_domain=acme.example.com"})
    void the_query_names_the_organizations_domain(String query) throws Exception {
        server.send("PATCH", USERS + "/u1?" + query, "{}");

        assertThat(((PatchUser) accounts.onlyCommand()).expectation().organization())
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

    // ---- order of checks

    @Test
    void an_anonymous_caller_hears_about_unreadable_json_and_queries_but_not_about_values() throws Exception {
        assertRefused(server.send(server.anonymous("PATCH", USERS + "/u1", "{")), 400, 3);
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

    // ---- refusals and accidents

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

    // ---- versions

    @Test
    void the_version_goes_out_as_a_strong_entity_tag_and_comes_in_as_a_precondition() throws Exception {
        HttpResponse<String> answer =
                server.send(server.request("PATCH", USERS + "/u1", "{}").header("If-Match", "\"6\", \"7\""));

        assertThat(answer.headers().firstValue("ETag")).contains("\"7\"");
        assertThat(((PatchUser) accounts.onlyCommand()).expectation().version())
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

    // ---- routes

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

    // ---- headers

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
                .isEqualTo(new PatchUser(Expectation.NONE, "u1", new PatchUser.Change.Members(null, null, null)));
        assertThat(answer.headers().map().toString() + answer.body()).doesNotContain("evil.example");
    }

    // ----

    private HttpResponse<String> sendAs(String type, String body) throws Exception {
        return server.send(server.request("PATCH", USERS + "/u1", body).setHeader("Content-Type", type));
    }

    private static void assertRefused(HttpResponse<String> answer, int http, int code) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(http);
        assertThat(member(json(answer), "code")).isEqualTo(JsonText.read(Integer.toString(code)));
        assertThat(member(json(answer), "message"))
                .isInstanceOfSatisfying(
                        Json.Text.class, text -> assertThat(text.value()).isNotBlank());
    }

    private static Json json(HttpResponse<String> answer) throws Exception {
        return JsonText.read(answer.body());
    }

    private static Json.Obj object(String text) throws Exception {
        return (Json.Obj) JsonText.read(text);
    }

    private static Object member(Json json, String name) {
        Json member = ((Json.Obj) json).get(name);
        return member == null ? "absent" : member;
    }
}
