package dev.kith.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.core.Core;
import dev.kith.core.CoreSettings;
import dev.kith.core.DataProtector;
import dev.kith.core.Environment;
import dev.kith.core.Extensions;
import dev.kith.core.Meters;
import dev.kith.core.Ports;
import dev.kith.core.SecretKeys.Key;
import dev.kith.defaults.LibphonePhoneNumbers;
import dev.kith.defaults.SecureRandomCodes;
import dev.kith.defaults.auth.RoleAccessPolicy;
import dev.kith.jpa.JpaOrganizations;
import dev.kith.jpa.JpaStorage;
import dev.kith.jpa.JpaUserSchemas;
import dev.kith.jpa.Migrations;
import dev.kith.jpa.UnitOfWork;
import dev.kith.json.SchemaDocuments;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests over real sockets that go all the way: rules, schema, database and back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholeRequestsTest {
    private static final String USERS = "/resources/v3alpha/users";
    private static final String PAGE = "/ui/login/mail/verification";
    private static final String SCHEMA = """
            {"type": "object", "properties": {
              "name": {"type": "string"},
              "badge": {"type": "string",
                        "urn:zitadel:schema:permission": {"owner": "rw", "self": "r"}}}}
            """;

    private final EntityManagerFactory database = Persistence.createEntityManagerFactory(
            "kith",
            Map.of(
                    "jakarta.persistence.transactionType",
                    "RESOURCE_LOCAL",
                    "jakarta.persistence.jdbc.url",
                    "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"));
    private final RestServer server = RestServer.of(core());

    private Core core() {
        UnitOfWork unit = UnitOfWork.local(database);
        new Migrations(unit, Clock.systemUTC()).apply();
        SchemaDocuments documents = new SchemaDocuments();
        SecureRandom random = new SecureRandom();
        JpaUserSchemas schemas = new JpaUserSchemas(unit, "default", documents, Clock.systemUTC());
        JpaOrganizations organizations = new JpaOrganizations(unit, "default");
        organizations.register("org1", "acme.example.com");
        organizations.register("org2", null);
        schemas.register("person", "Person", read(SCHEMA));
        return new Core(
                new CoreSettings(
                        "default",
                        Set.of(),
                        true,
                        URI.create("https://kith.example.com"),
                        Set.of(),
                        CoreSettings.Codes.DEFAULTS,
                        CoreSettings.ContactChangePolicy.AFTER_VERIFICATION,
                        CoreSettings.ContactChangePolicy.IMMEDIATE,
                        CoreSettings.Announcements.DEFAULTS,
                        CoreSettings.ChosenIds.ALL,
                        CoreSettings.SchemaLimits.DEFAULTS,
                        CoreSettings.IDEMPOTENCY_KEYS),
                new Extensions(
                        new RoleAccessPolicy(),
                        organizations,
                        schemas,
                        new SecureRandomCodes(random, SecureRandomCodes.LETTERS_AND_DIGITS, 6),
                        null),
                new Ports(
                        new JpaStorage(unit, "default", true),
                        schemas.store(),
                        documents,
                        new LibphonePhoneNumbers("CH"),
                        new DataProtector(
                                List.of(new Key("k1", new byte[32])), new Key("lasting", new byte[32]), random)),
                new Environment(Clock.systemUTC(), random, () -> {}, Meters.NONE));
    }

    private String user = "";

    @BeforeEach
    void a_user() throws Exception {
        user = UUID.randomUUID().toString();
        HttpResponse<String> created = server.send(
                "POST",
                USERS + "?organization.orgId=org1",
                "{\"schemaId\":\"person\",\"userId\":\"" + user + "\",\"data\":{\"name\":\"Mini\",\"badge\":\"b1\"}}");
        assertThat(created.statusCode()).isEqualTo(201);
    }

    @AfterAll
    void stop() {
        server.close();
        database.close();
    }

    @Test
    void what_is_patched_is_read_back_with_every_digit() throws Exception {
        patch("{\"data\":{\"n\":12345678901234567890.12345678901234567890,\"z\":[1e-400,-0.0],\"t\":\"Ž\\u0000\"}}");

        Json.Obj data = object(object(json(server.send("GET", path(), "")), "user"), "data");
        assertThat(data)
                .isEqualTo(read(
                        "{\"n\":12345678901234567890.12345678901234567890,\"z\":[1e-400,0]," + "\"t\":\"Ž\\u0000\"}"));
    }

    @Test
    void members_that_nobody_knows_change_nothing() throws Exception {
        String before = server.send("GET", path(), "").body();

        HttpResponse<String> answer = patch("{\"id\":\"x\",\"details\":{\"id\":\"x\"},\"owner\":\"org2\","
                + "\"state\":\"USER_STATE_LOCKED\",\"verified\":true,\"emailVerified\":true,\"__proto__\":{\"a\":1}}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(server.send("GET", path(), "").body()).isEqualTo(before);
    }

    @Test
    void a_merge_patch_changes_what_it_names_and_a_contact_like_the_same_change_in_json() throws Exception {
        HttpResponse<String> answer = server.send(server.request(
                        "PATCH",
                        path(),
                        "{\"data\":{\"name\":\"Max\",\"badge\":null},\"contact\":{\"email\":{\"address\":\"max@mouse.com\"}}}")
                .setHeader("Content-Type", "application/merge-patch+json"));

        assertThat(answer.statusCode()).isEqualTo(200);
        Json.Obj seen = object(json(server.send("GET", path(), "")), "user");
        assertThat(object(seen, "data")).isEqualTo(read("{\"name\":\"Max\"}"));
        assertThat(object(seen, "contact")).isEqualTo(read("{\"email\":{\"address\":\"max@mouse.com\"}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "merge | {\"displayName\":\"x\"}",
                "merge | {\"data\":{\"name\":\"Max\"},\"displayName\":\"x\"}",
                "merge | {\"user\":{\"data\":{\"name\":\"Max\"}}}",
                "merge | {\"SchemaId\":\"person\"}",
                "merge | {\"schema_id\":\"person\"}",
                "merge | {\"contact\":{\"fax\":{\"number\":\"1\"}}}",
                "merge | {\"contact\":{\"fax\":1}}",
                "merge | {\"contact\":{\"email\":{\"address\":\"max@mouse.com\",\"isVerified\":true}}}",
                "merge | {\"contact\":{\"email\":{\"address\":\"max@mouse.com\",\"returnCode\":{}}}}",
                "merge | {\"contact\":{\"phone\":{\"number\":\"+41791234567\",\"sendCode\":{}}}}",
                "merge | {\"contact\":{\"phone\":{\"number\":\"+41791234567\",\"address\":\"x\"}}}",
                "json-patch | [{\"op\":\"add\",\"path\":\"/displayName\",\"value\":\"x\"}]",
                "json-patch | [{\"op\":\"add\",\"path\":\"/x\",\"value\":1}]",
                "json-patch | [{\"op\":\"copy\",\"from\":\"/data/name\",\"path\":\"/name\"}]",
                "json-patch | [{\"op\":\"move\",\"from\":\"/data/name\",\"path\":\"/contact/name\"}]",
                "json-patch | [{\"op\":\"add\",\"path\":\"/contact/email\",\"value\":"
                        + "{\"address\":\"max@mouse.com\",\"verified\":true}}]",
                "json-patch | [{\"op\":\"replace\",\"path\":\"\",\"value\":"
                        + "{\"schemaId\":\"person\",\"data\":{\"name\":\"Max\"},\"id\":\"x\"}}]",
            })
    void a_patch_document_that_comes_to_members_that_a_user_does_not_have_is_refused(String kind, String patch)
            throws Exception {
        String before = server.send("GET", path(), "").body();

        HttpResponse<String> answer =
                server.send(server.request("PATCH", path(), patch).setHeader("Content-Type", type(kind)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("code")).isEqualTo(new Json.Num(BigDecimal.valueOf(3)));
        assertThat(answer.body()).contains("\"id\":\"KITH-PATCH\"").doesNotContain("displayName", "max@mouse.com");
        assertThat(server.send("GET", path(), "").body()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "merge | {\"displayName\":null}",
                "merge | {\"contact\":{\"fax\":null}}",
                "json-patch | [{\"op\":\"add\",\"path\":\"/x\",\"value\":1},{\"op\":\"remove\",\"path\":\"/x\"}]",
                "json-patch | [{\"op\":\"move\",\"from\":\"/data/badge\",\"path\":\"/x\"},"
                        + "{\"op\":\"move\",\"from\":\"/x\",\"path\":\"/data/badge\"}]",
            })
    void a_patch_document_is_judged_by_what_it_comes_to(String kind, String patch) throws Exception {
        String before = server.send("GET", path(), "").body();

        HttpResponse<String> answer =
                server.send(server.request("PATCH", path(), patch).setHeader("Content-Type", type(kind)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(server.send("GET", path(), "").body()).isEqualTo(before);
    }

    private static String type(String kind) {
        return kind.equals("merge") ? "application/merge-patch+json" : "application/json-patch+json";
    }

    @Test
    void a_json_patch_whose_test_fails_changes_nothing() throws Exception {
        HttpResponse<String> answer = server.send(server.request(
                        "PATCH",
                        path(),
                        "[{\"op\":\"replace\",\"path\":\"/data/name\",\"value\":\"Max\"},"
                                + "{\"op\":\"test\",\"path\":\"/data/badge\",\"value\":\"other\"}]")
                .setHeader("Content-Type", "application/json-patch+json"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("KITH-PATCH");
        assertThat(server.send("GET", path(), "").body()).contains("\"name\":\"Mini\"");
    }

    @Test
    void the_entity_tag_moves_with_every_change_and_an_old_one_is_refused() throws Exception {
        String first = tag(server.send("GET", path(), ""));
        HttpResponse<String> changed = server.send(
                server.request("PATCH", path(), "{\"data\":{\"name\":\"A\"}}").header("If-Match", first));
        HttpResponse<String> late = server.send(
                server.request("PATCH", path(), "{\"data\":{\"name\":\"B\"}}").header("If-Match", first));

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(tag(changed)).isNotEqualTo(first);
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(tag(server.send("GET", path(), ""))).isEqualTo(tag(changed));
        assertThat(tag(patch("{\"data\":{\"name\":\"A\"}}"))).isEqualTo(tag(changed));
    }

    @Test
    void a_creation_that_is_repeated_with_its_key_gets_its_answer_again() throws Exception {
        String key = UUID.randomUUID().toString();
        String body =
                "{\"schemaId\":\"person\",\"contact\":{\"email\":{\"address\":\"a@mouse.com\",\"returnCode\":{}}}}";

        HttpResponse<String> first = create(body, "Idempotency-Key", key);
        HttpResponse<String> again = create(body, "Idempotency-Key", key);
        HttpResponse<String> other = create("{\"schemaId\":\"person\"}", "Idempotency-Key", key);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.headers().allValues("Idempotency-Replayed")).containsExactly("true");
        assertThat(again.body()).isEqualTo(first.body()).contains("\"emailCode\"");
        assertThat(tag(again)).isEqualTo(tag(first));
        assertThat(again.headers().firstValue("X-Request-Id"))
                .isNotEqualTo(first.headers().firstValue("X-Request-Id"));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("\"code\":6", "\"id\":\"KITH-IDEMPOTENCY\"");
    }

    @Test
    void a_creation_that_is_not_meant_tells_what_there_would_be() throws Exception {
        String body =
                "{\"schemaId\":\"person\",\"contact\":{\"email\":{\"address\":\"a@mouse.com\",\"returnCode\":{}}}}";

        HttpResponse<String> answer = create(body, "Kith-Dry-Run", "true");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Kith-Dry-Run")).containsExactly("true");
        assertThat(answer.headers().firstValue("ETag")).isEmpty();
        Json.Obj answered = json(answer);
        assertThat(answered.members().keySet()).containsExactly("details");
        assertThat(object(answered, "details").members().keySet()).containsExactly("created", "changed", "owner");
        assertThat(create("{\"schemaId\":\"nothing\"}", "Kith-Dry-Run", "true").statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> create(String body, String header, String value) throws Exception {
        return server.send(
                server.request("POST", USERS + "?organization.orgId=org1", body).header(header, value));
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH, '', true, 200",
        "PATCH, '', maybe, 400",
        "DELETE, '', true, 200",
        "POST, /_lock, true, 200",
        "POST, /email/_verify, true, 400",
        "POST, /phone/_verify, yes, 400",
        "GET, '', true, 200"
    })
    void nothing_is_changed_by_what_asks_for_a_dry_run(String method, String path, String value, int status)
            throws Exception {
        String before = server.send("GET", path(), "").body();
        String body = switch (method) {
            case "PATCH" -> "{\"data\":{\"name\":\"Other\"}}";
            case "POST" -> path.endsWith("_verify") ? "\"ABC123\"" : "{}";
            default -> "";
        };

        HttpResponse<String> answer =
                server.send(server.request(method, path() + path, body).header("kith-dry-run", value));

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 400) {
            assertThat(answer.body()).contains("KITH-DRY-RUN");
        }
        assertThat(answer.headers().allValues("kith-dry-run"))
                .isEqualTo(status == 200 && !method.equals("GET") ? List.of("true") : List.of());
        assertThat(server.send("GET", path(), "").body()).isEqualTo(before);
    }

    @Test
    void data_that_does_not_fit_is_told_by_pointer_and_keyword_without_its_value() throws Exception {
        HttpResponse<String> answer = patch("{\"data\":{\"name\":4711}}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("COMMAND-SlKXqLSeL6", "\"field\":\"/name\"", "\"reason\":\"TYPE\"")
                .doesNotContain("4711");
    }

    @Test
    void a_stranger_hears_the_same_whether_the_user_exists_or_not() throws Exception {
        for (String body : List.of("{\"data\":{\"name\":1}}", "{\"schemaId\":\"unheard-of\"}", "{}")) {
            HttpResponse<String> there = server.send(as("stranger", "PATCH", path(), body));
            HttpResponse<String> elsewhere = server.send(as("stranger", "PATCH", USERS + "/unheard-of", body));

            assertThat(there.statusCode()).isEqualTo(403);
            assertThat(elsewhere.statusCode()).isEqualTo(403);
            assertThat(there.body()).isEqualTo(elsewhere.body()).contains("AUTH-AWfge");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"isVerified\":true", "\"returnCode\":{}"})
    void users_do_not_vouch_for_themselves(String verification) throws Exception {
        HttpResponse<String> answer = server.send(
                as(user, "PUT", path() + "/email", "{\"address\":\"self@mouse.com\"," + verification + "}"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(server.send("GET", path(), "").body()).doesNotContain("self@mouse.com");
    }

    @Test
    void a_merge_patch_without_the_protected_member_is_the_users_own_affair() throws Exception {
        HttpResponse<String> plain = server.send(as(user, "PATCH", path(), "{\"data\":{\"name\":\"Me\"}}"));
        HttpResponse<String> merge = server.send(as(user, "PATCH", path(), "{\"data\":{\"name\":\"Me\"}}")
                .setHeader("Content-Type", "application/merge-patch+json"));

        assertThat(plain.statusCode()).isEqualTo(400);
        assertThat(merge.statusCode()).isEqualTo(200);
        assertThat(server.send("GET", path(), "").body()).contains("\"name\":\"Me\"", "\"badge\":\"b1\"");
    }

    @Test
    void another_organization_is_as_good_as_no_user() throws Exception {
        String body = "{\"address\":\"a@mouse.com\"}";

        assertThat(server.send("PUT", path() + "/email?organization.orgId=org2", body)
                        .body())
                .isEqualTo(server.send("PUT", USERS + "/unheard-of/email", body).body())
                .contains("COMMAND-nJ0TQFuRmP");
        assertThat(server.send("PUT", path() + "/email?organization.orgDomain=ACME.example.com", body)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void another_instance_is_told_before_it_is_asked_who_calls() throws Exception {
        HttpResponse<String> answer =
                server.send(server.anonymous("PATCH", path() + "?instance.domain=unknown.example.com", "{}"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).startsWith("{\"code\":5,\"message\":\"unable to set instance using domain unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "%EF%BF%BF", "%F0%9F%98%80", "..%2F..%2Fetc%2Fpasswd", "%3Cscript%3E", "a;b=c"})
    void an_odd_id_is_just_not_found(String id) throws Exception {
        HttpResponse<String> answer = server.send("PUT", USERS + "/" + id + "/email", "{\"address\":\"a@b.c\"}");

        // What a server itself takes for a malformed path, it may refuse as such.
        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("<script>", "Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"schemaId\":\"\\u0000\"}", "{\"schemaId\":\"\\ud83d\\ude00\"}"})
    void an_odd_schema_id_is_just_not_found(String body) throws Exception {
        assertThat(patch(body).body()).contains("COMMAND-VLDTtxT3If");
    }

    // ---- the page behind the link

    @Test
    void opening_the_link_as_often_as_scanners_do_changes_nothing_and_its_button_verifies() throws Exception {
        String link = "userID=" + user + "&code=" + issued("page@mouse.com") + "&orgID=org1";
        String before = server.send("GET", path(), "").body();

        for (String method : List.of("HEAD", "GET", "OPTIONS", "GET", "HEAD")) {
            server.send(server.anonymous(method, PAGE + "?" + link, ""));
        }
        assertThat(server.send("GET", path(), "").body()).isEqualTo(before);

        HttpResponse<String> shown = server.send(server.anonymous("GET", PAGE + "?" + link, ""));
        assertThat(Jsoup.parse(shown.body()).select(".address").text()).isEqualTo("page@mouse.com");
        HttpResponse<String> redeemed = redeem(link);

        assertThat(redeemed.statusCode()).isEqualTo(200);
        assertThat(server.send("GET", path(), "").body())
                .contains("{\"address\":\"page@mouse.com\",\"isVerified\":true}");
    }

    @Test
    void who_presses_the_button_twice_or_opens_the_link_again_is_told_that_the_address_is_verified() throws Exception {
        String code = issued("page@mouse.com");
        String link = "userID=" + user + "&code=" + code + "&orgID=org1";
        redeem(link);
        String tag = tag(server.send("GET", path(), ""));

        HttpResponse<String> pressedAgain = redeem(link);
        HttpResponse<String> openedAgain = opened(link);

        for (HttpResponse<String> again : List.of(pressedAgain, openedAgain)) {
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(Jsoup.parse(again.body()).select("h1").text()).isEqualTo("Your email is verified");
            assertThat(Jsoup.parse(again.body()).select(".address").text()).isEqualTo("page@mouse.com");
            assertThat(Jsoup.parse(again.body()).select("form")).isEmpty();
        }
        assertThat(tag(server.send("GET", path(), ""))).isEqualTo(tag);
        String other = link.replace(code, "WRONG1");
        assertThat(opened(other).body())
                .isEqualTo(opened(link.replace(user, "unheard-of")).body())
                .doesNotContain("mouse.com");
        assertThat(redeem(other).statusCode()).isEqualTo(400);
    }

    @Test
    void a_damaged_link_asks_verifies_and_is_known_afterwards() throws Exception {
        String code = issued("page@mouse.com");
        String link = "userID=" + user + "&amp;code=" + code + "&amp;orgID=org1&amp;authRequestID=";

        HttpResponse<String> shown = opened(link);
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(Jsoup.parse(shown.body()).select(".address").text()).isEqualTo("page@mouse.com");
        assertThat(Jsoup.parse(shown.body()).select("input[name=code]").val()).isEqualTo(code);
        assertThat(redeem("userID=" + user + "&code=" + code + "&orgID=org1").statusCode())
                .isEqualTo(200);

        assertThat(Jsoup.parse(opened(link).body()).select("h1").text()).isEqualTo("Your email is verified");
        HttpResponse<String> wrong = opened(link.replace(code, "WRONG1"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body())
                .isEqualTo(opened(link.replace(user, "unheard-of")).body());
    }

    @ParameterizedTest
    @CsvSource({"' %s ', %%20%s%%20", "%s\\n, %s%%0A", "%s\\u200b, %s%%E2%%80%%8B"})
    void a_code_is_right_as_people_type_it_in_calls_and_on_the_page(String typed, String encoded) throws Exception {
        String link = "userID=" + user + "&code="
                + String.format(encoded, issued("page@mouse.com").toLowerCase(Locale.ROOT));
        assertThat(opened(link).statusCode()).isEqualTo(200);
        assertThat(redeem(link).statusCode()).isEqualTo(200);

        String code = issued("other@mouse.com").toLowerCase(Locale.ROOT);
        HttpResponse<String> verified =
                server.send("POST", path() + "/email/_verify", "\"" + String.format(typed, code) + "\"");
        assertThat(verified.statusCode()).isEqualTo(200);
        assertThat(server.send("GET", path(), "").body())
                .contains("{\"address\":\"other@mouse.com\",\"isVerified\":true}");
    }

    @Test
    void a_link_that_was_opened_too_often_looks_like_any_other_and_its_button_still_verifies() throws Exception {
        String code = issued("page@mouse.com");
        String link = "userID=" + user + "&code=" + code + "&orgID=org1";
        for (int look = 0; look < 21; look++) {
            opened(link);
        }

        HttpResponse<String> right = opened(link);
        HttpResponse<String> wrong = opened(link.replace(code, "WRONG1"));
        HttpResponse<String> nobody = opened(link.replace(user, "unheard-of"));

        assertThat(List.of(wrong.statusCode(), nobody.statusCode())).containsOnly(right.statusCode());
        assertThat(List.of(wrong.body(), nobody.body())).containsOnly(right.body());
        assertThat(right.body()).doesNotContain("mouse.com", code, user);
        assertThat(press(right, link).statusCode()).isEqualTo(200);
        assertThat(server.send("GET", path(), "").body()).contains("\"isVerified\":true");
    }

    @Test
    void a_button_without_fields_needs_the_link_and_the_type_of_a_form() throws Exception {
        String link = PAGE + "?userID=" + user + "&code=" + issued("page@mouse.com");

        assertThat(server.send(server.anonymous("POST", link, "").header("Content-Type", "text/plain"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(redeem("").statusCode()).isEqualTo(400);
        assertThat(server.send("GET", path(), "").body()).doesNotContain("isVerified");
    }

    /** As a browser does: a form without an action goes where the page came from. */
    private HttpResponse<String> press(HttpResponse<String> page, String link) throws Exception {
        Element form = Jsoup.parse(page.body()).select("form[method=post]").get(0);
        assertThat(form.hasAttr("action")).isFalse();
        assertThat(form.select("input")).isEmpty();
        assertThat(form.select("button")).hasSize(1);
        return server.send(server.anonymous("POST", PAGE + "?" + link, "")
                .header("Content-Type", "application/x-www-form-urlencoded"));
    }

    private HttpResponse<String> opened(String link) throws Exception {
        return server.send(server.anonymous("GET", PAGE + "?" + link, ""));
    }

    @Test
    void a_wrong_code_an_unknown_user_and_nothing_pending_look_the_same() throws Exception {
        String nobody = redeem("userID=unheard-of&code=AAAAAA").body();
        String nothing = redeem("userID=" + user + "&code=AAAAAA").body();
        issued("page@mouse.com");
        String wrong = redeem("userID=" + user + "&code=wrong").body();
        String elsewhere = redeem("userID=" + user + "&code=wrong&orgID=org2").body();

        assertThat(List.of(nobody, nothing, wrong, elsewhere)).containsOnly(nobody);
    }

    @Test
    void a_code_that_was_guessed_at_too_often_is_void_for_its_holder_too() throws Exception {
        String code = issued("page@mouse.com");
        for (int guess = 0; guess < 50; guess++) {
            redeem("userID=" + user + "&code=wrong" + guess);
        }

        HttpResponse<String> holder = redeem("userID=" + user + "&code=" + code);

        assertThat(holder.statusCode()).isEqualTo(410);
        assertThat(Jsoup.parse(holder.body()).select("h1").text()).isEqualTo("Too many wrong codes");
        assertThat(server.send("GET", path(), "").body()).doesNotContain("isVerified");
    }

    @Test
    void a_stranger_who_guesses_on_the_page_does_not_void_the_code_for_calls() throws Exception {
        String code = issued("page@mouse.com");
        for (int guess = 0; guess < 60; guess++) {
            redeem("userID=" + user + "&code=wrong" + guess);
        }

        HttpResponse<String> verified = server.send("POST", path() + "/email/_verify", "\"" + code + "\"");

        assertThat(verified.statusCode()).isEqualTo(200);
        assertThat(server.send("GET", path(), "").body()).contains("\"isVerified\":true");
    }

    private String issued(String address) throws Exception {
        HttpResponse<String> answer =
                server.send("PUT", path() + "/email", "{\"address\":\"" + address + "\",\"returnCode\":{}}");
        return ((Json.Text) member(json(answer), "verificationCode")).value();
    }

    private HttpResponse<String> redeem(String form) throws Exception {
        return server.send(
                server.anonymous("POST", PAGE, form).header("Content-Type", "application/x-www-form-urlencoded"));
    }

    private HttpResponse<String> patch(String body) throws Exception {
        return server.send("PATCH", path(), body);
    }

    private HttpRequest.Builder as(String subject, String method, String path, String body) {
        return server.request(method, path, body).setHeader("Authorization", "Bearer as-" + subject);
    }

    private String path() {
        return USERS + "/" + user;
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private static Json read(String text) {
        try {
            return JsonText.read(text);
        } catch (JsonText.Unreadable unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }

    private static Json.Obj json(HttpResponse<String> answer) {
        return (Json.Obj) read(answer.body());
    }

    private static Json.Obj object(Json.Obj parent, String name) {
        return (Json.Obj) member(parent, name);
    }

    private static Json member(Json.Obj parent, String name) {
        Json member = parent.get(name);
        if (member == null) {
            throw new AssertionError(name + " is not there");
        }
        return member;
    }
}
