package dev.kith.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.CreateUser;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.PatchUser;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.ResendCode;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.SetContactPhone;
import dev.kith.api.UserRef;
import dev.kith.api.UserView;
import dev.kith.api.Verification;
import dev.kith.api.VerifyContact;
import dev.kith.api.schemas.TextFilterMethod;
import dev.kith.api.search.SearchUsers;
import dev.kith.api.search.SearchUsers.UserColumn;
import dev.kith.api.search.UserFilter;
import dev.kith.api.search.UserFilter.SearchedState;
import dev.kith.transport.RecordingAccounts;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From a request to a command, and from what became of it to an answer. */
class CallsTest extends OverSockets {
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
                        Preconditions.NONE,
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
                .isEqualTo(new PatchUser(Preconditions.NONE, "u1", new PatchUser.Change.Members(null, null, null)));
    }

    @Test
    void put_email_takes_the_email_message_alone_and_gives_its_code() throws Exception {
        accounts.answer(RecordingAccounts.WITH_CODES);

        HttpResponse<String> answer =
                server.send("PUT", USERS + "/u1/email", "{\"address\":\"mini@mouse.com\",\"returnCode\":{}}");

        assertThat(accounts.onlyCommand())
                .isEqualTo(new SetContactEmail(
                        Preconditions.NONE,
                        "u1",
                        new SetContact.Email("mini@mouse.com", new Verification.ReturnCode())));
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
                        Preconditions.NONE,
                        "u1",
                        new SetContact.Phone("+41791234567", new Verification.Verified(true))));
        assertThat(json(answer))
                .isEqualTo(JsonText.read("{\"details\":" + DETAILS + ",\"verificationCode\":\"D4E5F6\"}"));
    }

    @Test
    void false_is_a_value_that_the_call_judges() throws Exception {
        server.send("PUT", USERS + "/u1/email", "{\"address\":\"a@b.c\",\"is_verified\":false}");

        assertThat(accounts.onlyCommand())
                .isEqualTo(new SetContactEmail(
                        Preconditions.NONE, "u1", new SetContact.Email("a@b.c", new Verification.Verified(false))));
    }

    @ParameterizedTest
    @CsvSource({"email, verifyContactEmail", "phone, verifyContactPhone"})
    void verify_takes_a_bare_text(String channel, String method) throws Exception {
        HttpResponse<String> answer = server.send("POST", USERS + "/u1/" + channel + "/_verify", "\"A1B2C3\"");

        assertThat(accounts.calls().get(0).method()).isEqualTo(method);
        assertThat(accounts.onlyCommand()).isEqualTo(new VerifyContact(Preconditions.NONE, "u1", "A1B2C3"));
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

        assertThat(accounts.onlyCommand()).isEqualTo(new VerifyContact(Preconditions.NONE, "u1", ""));
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
                        new Preconditions(new Selector.Domain(""), new Selector.Id("org1"), null),
                        "u1",
                        new Verification.ReturnCode()));
        assertThat(json(answer))
                .isEqualTo(JsonText.read("{\"details\":" + DETAILS + ",\"verificationCode\":\"" + code + "\"}"));
    }

    @Test
    void resend_without_a_body_sends_the_code_with_the_default_link() throws Exception {
        server.send("POST", USERS + "/u1/email/_resend", "");

        assertThat(accounts.onlyCommand()).isEqualTo(new ResendCode(Preconditions.NONE, "u1", null));
    }

    @Test
    void a_whole_request_may_name_nothing_with_an_empty_message() throws Exception {
        server.send("POST", USERS + "/u1/email/_resend", "{\"organization\":{}}");

        assertThat(accounts.onlyCommand())
                .isEqualTo(new ResendCode(
                        new Preconditions(Selector.NOT_GIVEN, new Selector.Nothing(), null), "u1", null));
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
                        new Preconditions(Selector.NOT_GIVEN, new Selector.Id("org1"), null),
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
                .isEqualTo(new UserRef(new Preconditions(Selector.NOT_GIVEN, new Selector.Id("org1"), null), "u1"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer)).isEqualTo(JsonText.read("{\"details\":" + DETAILS + "}"));
    }

    @Test
    void get_gives_the_user_and_reads_no_organization() throws Exception {
        HttpResponse<String> answer =
                server.send("GET", USERS + "/u1?instance.id=default&organization.orgId=org2&organization=x", "");

        assertThat(accounts.onlyCommand())
                .isEqualTo(new UserRef(new Preconditions(new Selector.Id("default"), Selector.NOT_GIVEN, null), "u1"));
        assertThat(answer.body())
                .isEqualTo("{\"user\":{\"details\":" + DETAILS
                        + ",\"schema\":{\"id\":\"s1\",\"type\":\"person\",\"revision\":3},\"data\":{\"name\":\"Ž\"},"
                        + "\"contact\":{\"email\":{\"address\":\"mini@mouse.com\",\"isVerified\":true},"
                        + "\"phone\":{\"number\":\"+41791234567\"}},\"state\":\"USER_STATE_LOCKED\"}}");
        assertThat(answer.headers().firstValue("ETag")).contains("\"7\"");
    }

    @Test
    void get_gives_what_is_pending_beside_what_it_is_to_replace() throws Exception {
        UserView view = RecordingAccounts.VIEW;
        accounts.answer(new UserView(
                view.details(),
                "1",
                view.schema(),
                Json.Obj.EMPTY,
                new UserView.ContactView("old@x.ch", true, "new@x.ch"),
                new UserView.ContactView("+41791234567", true, "+41446681800"),
                UserView.State.ACTIVE));

        Json.Obj user = (Json.Obj) member(json(server.send("GET", USERS + "/u1", "")), "user");

        assertThat(user.get("contact")).isEqualTo(JsonText.read("""
                {"email":{"address":"old@x.ch","isVerified":true,"pendingAddress":"new@x.ch"},
                "phone":{"number":"+41791234567","isVerified":true,"pendingNumber":"+41446681800"}}
                """));
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

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]"})
    void a_search_without_filters_is_one_for_everybody(String body) throws Exception {
        HttpResponse<String> answer = server.send(
                "POST", USERS + "/_search?query.limit=10&query.offset=20&query.desc=1&sortingColumn=5", body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(accounts.onlyCommand())
                .isEqualTo(new SearchUsers(Preconditions.NONE, 20, 10, true, UserColumn.PHONE, List.of()));
    }

    @Test
    void a_page_of_users_says_how_many_there_are() throws Exception {
        HttpResponse<String> answer = server.send("POST", USERS + "/_search", "[]");

        assertThat(answer.body())
                .startsWith("{\"details\":{\"appliedLimit\":\"100\",\"totalResult\":\"7\","
                        + "\"timestamp\":\"2026-01-02T03:04:05.123456Z\"},\"result\":[{\"details\":{\"id\":\"u1\",")
                .contains("\"contact\":{\"email\":{\"address\":\"mini@mouse.com\",\"isVerified\":true}")
                .endsWith("\"state\":\"USER_STATE_LOCKED\"}]}");
    }

    @Test
    void every_filter_of_a_search_has_its_member() throws Exception {
        server.send("POST", USERS + "/_search", """
                [{"orFilter":{"queries":[{"user_id_filter":{"id":"u1"}},{"emailFilter":{"address":"a@x","method":1}}]}},
                 {"andFilter":{"queries":[{"phoneFilter":{"number":"+1","method":"TEXT_FILTER_METHOD_STARTS_WITH"}},{}]}},
                 {"notFilter":{"query":{"stateFilter":{"state":"USER_STATE_LOCKED"}}}},{"notFilter":{}},
                 {"organizationIdFilter":{"id":"o","method":99}},{"schemaIdFilter":{"id":"s"}},
                 {"schemaTypeFilter":{"type":"t","method":7}},{"stateFilter":{"state":9}},
                 {"usernameFilter":{"username":"n","isOrganizationSpecific":true}}]
                """);

        assertThat(accounts.onlyCommand())
                .isEqualTo(SearchUsers.where(
                        new UserFilter.AnyOf(List.of(
                                new UserFilter.ByUserId("u1", TextFilterMethod.EQUALS),
                                new UserFilter.ByEmail("a@x", TextFilterMethod.EQUALS_IGNORE_CASE))),
                        new UserFilter.AllOf(List.of(
                                new UserFilter.ByPhone("+1", TextFilterMethod.STARTS_WITH), new UserFilter.NoFilter())),
                        new UserFilter.NoneOf(new UserFilter.ByState(SearchedState.LOCKED)),
                        new UserFilter.NoneOf(null),
                        new UserFilter.ByOrganizationId("o", TextFilterMethod.UNRECOGNIZED),
                        new UserFilter.BySchemaId("s"),
                        new UserFilter.BySchemaType("t", TextFilterMethod.ENDS_WITH_IGNORE_CASE),
                        new UserFilter.ByState(SearchedState.UNRECOGNIZED),
                        new UserFilter.ByUsername("n", TextFilterMethod.EQUALS)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[null]",
                "[{\"userIdFilter\":{},\"emailFilter\":{}}]",
                "[{\"emailFilter\":{\"address\":1}}]",
                "[{\"stateFilter\":{\"state\":\"LOCKED\"}}]",
                "[{\"usernameFilter\":{\"isOrganizationSpecific\":\"yes\"}}]",
                "[{\"andFilter\":{\"queries\":{}}}]"
            })
    void filters_that_cannot_be_read_are_malformed(String body) throws Exception {
        HttpResponse<String> answer = server.send("POST", USERS + "/_search", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"code\":3,").doesNotContain("details");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query.limit=-1",
                "query.limit=4294967296",
                "query.offset=",
                "query.desc=yes",
                "sortingColumn=FIELD_NAME_REVISION",
                "sortingColumn=9",
                "sorting_column=1&sortingColumn=1",
                "query="
            })
    void a_query_that_no_search_has_is_malformed(String query) throws Exception {
        HttpResponse<String> answer = server.send("POST", USERS + "/_search?" + query, "[]");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"code\":3,").doesNotContain("details");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"filters\":[]}", "\"[]\"", "0", "false", "[", "[]]"})
    void search_reads_nothing_but_the_list_of_filters(String body) throws Exception {
        HttpResponse<String> answer = server.send("POST", USERS + "/_search", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"code\":3,").doesNotContain("details");
    }

    @Test
    void search_in_another_instance_is_refused() throws Exception {
        HttpResponse<String> answer = server.send("POST", USERS + "/_search?instance.id=elsewhere", "[]");

        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void the_caller_is_the_one_whom_the_gate_knows() throws Exception {
        server.send("DELETE", USERS + "/u1", "");

        assertThat(accounts.calls().get(0).caller().subject()).isEqualTo("root");
        assertThat(accounts.calls().get(0).caller().holds("IAM_OWNER")).isTrue();
    }
}
