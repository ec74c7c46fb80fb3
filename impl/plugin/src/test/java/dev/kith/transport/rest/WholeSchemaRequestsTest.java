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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls about schemas over real sockets that go all the way: rules, vetting, database and back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholeSchemaRequestsTest {
    private static final String SCHEMAS = "/resources/v3alpha/user_schemas";
    private static final String DOCUMENT = "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}";
    private static final String STRICTER = "{\"type\":\"object\",\"required\":[\"age\"]}";

    private final EntityManagerFactory database = Persistence.createEntityManagerFactory(
            "kith",
            Map.of(
                    "jakarta.persistence.transactionType",
                    "RESOURCE_LOCAL",
                    "jakarta.persistence.jdbc.url",
                    "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"));
    private final UnitOfWork unit = UnitOfWork.local(database);
    private final SchemaDocuments documents = new SchemaDocuments();
    private final JpaUserSchemas schemas = new JpaUserSchemas(unit, "default", documents, Clock.systemUTC());
    private final RestServer server = RestServer.of(core());
    private final HttpClient client = HttpClient.newHttpClient();
    private String mark = "";
    private String id = "";

    private Core core() {
        new Migrations(unit, Clock.systemUTC()).apply();
        SecureRandom random = new SecureRandom();
        JpaOrganizations organizations = new JpaOrganizations(unit, "default");
        organizations.register("org1", null);
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

    @BeforeEach
    void a_schema() throws Exception {
        mark = UUID.randomUUID().toString();
        HttpResponse<String> created = create("Staff " + mark);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.headers().firstValue("etag")).isPresent();
        id = text(created, "details", "id");
        assertThat(text(created, "details", "owner", "type")).isEqualTo("OWNER_TYPE_INSTANCE");
    }

    @AfterAll
    void stop() {
        server.close();
        database.close();
    }

    @Test
    void a_schema_is_read_as_it_was_created() throws Exception {
        HttpResponse<String> read = send("GET", "/" + id, "");

        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(at(read, "userSchema", "config", "schema")).isEqualTo(JsonText.read(DOCUMENT));
        assertThat(text(read, "userSchema", "state")).isEqualTo("STATE_ACTIVE");
        assertThat(at(read, "userSchema", "revision")).isEqualTo(JsonText.read("1"));
    }

    @Test
    void a_patch_changes_what_it_names_and_nothing_else() throws Exception {
        String etag = send("GET", "/" + id, "").headers().firstValue("etag").orElseThrow();

        HttpResponse<String> same = send("PATCH", "/" + id, "{\"schema\":" + DOCUMENT + "}", "if-match", etag);
        HttpResponse<String> other = send("PATCH", "/" + id, "{\"schema\":" + STRICTER + "}", "if-match", etag);
        HttpResponse<String> late = send("PATCH", "/" + id, "{\"type\":\"x " + mark + "\"}", "if-match", etag);
        HttpResponse<String> renamed = send("PATCH", "/" + id, "{\"type\":\"STAFF " + mark + "\"}");

        assertThat(same.headers().firstValue("etag")).contains(etag);
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(late.body()).contains("The user schema has another version (KITH-VERSION)");
        assertThat(renamed.statusCode()).isEqualTo(200);
        HttpResponse<String> read = send("GET", "/" + id, "");
        assertThat(at(read, "userSchema", "revision")).isEqualTo(JsonText.read("2"));
        assertThat(at(read, "userSchema", "config", "schema")).isEqualTo(JsonText.read(STRICTER));
        assertThat(text(read, "userSchema", "config", "type")).isEqualTo("STAFF " + mark);
    }

    @Test
    void a_type_is_taken_whatever_its_case_until_its_schema_is_renamed_or_deleted() throws Exception {
        assertThat(create("sTAFF " + mark).body()).contains("V3-DKcYh");

        send("PATCH", "/" + id, "{\"type\":\"other " + mark + "\"}");
        HttpResponse<String> second = create("sTAFF " + mark);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(send("PATCH", "/" + id, "{\"type\":\"Staff " + mark + "\",\"schema\":{}}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(at(send("GET", "/" + id, ""), "userSchema", "revision")).isEqualTo(JsonText.read("1"));

        send("DELETE", "/" + text(second, "details", "id"), "");
        assertThat(create("STAFF " + mark).statusCode()).isEqualTo(201);
    }

    @Test
    void a_life_ends_with_404() throws Exception {
        assertThat(send("POST", "/" + id + "/_reactivate", "").body()).contains("COMMA-DGzh5", "not inactive");
        assertThat(send("POST", "/" + id + "/_deactivate", "").statusCode()).isEqualTo(200);
        assertThat(send("POST", "/" + id + "/_deactivate", "").body()).contains("COMMA-E4t4z", "not active");
        assertThat(send("PATCH", "/" + id, "{}").body()).contains("COMMA-HB3e1");
        assertThat(text(send("GET", "/" + id, ""), "userSchema", "state")).isEqualTo("STATE_INACTIVE");
        assertThat(send("POST", "/" + id + "/_reactivate", "").statusCode()).isEqualTo(200);
        assertThat(send("DELETE", "/" + id, "").statusCode()).isEqualTo(200);
        assertThat(send("DELETE", "/" + id, "").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/" + id, "").body()).contains("QUERY-SAF3t");
    }

    @Test
    void a_schema_with_users_is_not_deleted() throws Exception {
        user(mark);

        HttpResponse<String> refused = send("DELETE", "/" + id, "");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("User Schema is in use (KITH-SCHEMA-IN-USE)");
        assertThat(send("GET", "/" + id, "").statusCode()).isEqualTo(200);
    }

    @Test
    void a_schema_of_the_folder_is_read_only() throws Exception {
        schemas.markAsInFolder(Set.of(id));

        assertThat(send("PATCH", "/" + id, "{}").body()).contains("KITH-SCHEMA-READ-ONLY");
        assertThat(send("DELETE", "/" + id, "").body()).contains("KITH-SCHEMA-READ-ONLY");

        schemas.markAsInFolder(Set.of());
        assertThat(send("PATCH", "/" + id, "{}").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"$schema\":\"https://example.com/x\"}; /$schema; VERSION",
                "{\"type\":\"thing\"}; /type; META_SCHEMA",
                "{\"properties\":{\"a\":{\"$ref\":\"https://example.com/a\"}}}; /properties/a/$ref; REFERENCE",
                "{\"allOf\":[{\"$ref\":\"#\"}]}; ; RECURSION",
                "{\"properties\":{\"a\":{\"pattern\":\"(?=x)\"}}}; /properties/a/pattern; PATTERN",
                "{\"urn:zitadel:schema:permission\":\"read\"}; /urn:zitadel:schema:permission; PERMISSION"
            })
    void an_unusable_document_is_refused_with_its_place(String document, @Nullable String field, String reason)
            throws Exception {
        HttpResponse<String> refused = send("PATCH", "/unknown", "{\"schema\":" + document + "}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(text(refused, "message")).isEqualTo("User Schema invalid (COMMA-W21tg)");
        Json.Arr details = (Json.Arr) Objects.requireNonNull(at(refused, "details"));
        Json.Arr violations =
                (Json.Arr) Objects.requireNonNull(((Json.Obj) details.items().get(1)).get("fieldViolations"));
        Json.Obj violation = (Json.Obj) violations.items().get(0);
        assertThat(violation.get("field")).isEqualTo(field == null ? null : new Json.Text(field));
        assertThat(violation.get("reason")).isEqualTo(new Json.Text(reason));
    }

    @Test
    void permission_comes_before_everything_else() throws Exception {
        HttpResponse<String> refused = send("POST", "", "{\"type\":\"\"}", "authorization", "Bearer as-nobody");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("AUTH-5mWD2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[{\"idFilter\":{\"id\":\"ID\"}}]; 1",
                "[{\"typeFilter\":{\"type\":\"staff MARK\"}}]; 0",
                "[{\"typeFilter\":{\"type\":\"staff MARK\",\"method\":\"TEXT_FILTER_METHOD_EQUALS_IGNORE_CASE\"}}]; 1",
                "[{\"typeFilter\":{\"type\":\"staff MARK\",\"method\":1}}]; 1",
                "[{\"typeFilter\":{\"type\":\"MARK\",\"method\":\"TEXT_FILTER_METHOD_ENDS_WITH\"}}]; 1",
                "[{\"typeFilter\":{\"type\":\"%MARK\",\"method\":\"TEXT_FILTER_METHOD_CONTAINS\"}}]; 0",
                "[{\"idFilter\":{\"id\":\"ID\"}},{\"stateFilter\":{\"state\":\"STATE_INACTIVE\"}}]; 0",
                "[{\"idFilter\":{\"id\":\"ID\"}},{\"notFilter\":{\"filter\":{\"stateFilter\":{\"state\":2}}}}]; 1",
                "[{\"andFilter\":{\"queries\":[{\"idFilter\":{\"id\":\"ID\"}},{\"orFilter\":{\"queries\":"
                        + "[{\"stateFilter\":{}},{\"stateFilter\":{\"state\":1}}]}}]}}]; 1"
            })
    void filters_find_what_they_say(String filters, int total) throws Exception {
        HttpResponse<String> found =
                send("POST", "/_search", filters.replace("ID\"}", id + "\"}").replace("MARK", mark));

        assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
        assertThat(at(found, "details", "totalResult"))
                .isEqualTo(total == 0 ? null : new Json.Text(Integer.toString(total)));
        assertThat(at(found, "result") == null).isEqualTo(total == 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "?query.limit=1001; []; Limit exceeded (QUERY-4M0fs)",
                "?query.offset=100001; []; Offset exceeded (KITH-OFFSET)",
                "?query.limit=x; []; query parameter query.limit: number of 32 bits expected",
                "?query.desc=yes; []; query parameter query.desc: true or false expected",
                "?query=1; []; query parameter query must name a member",
                "?sortingColumn=NAME; []; query parameter sortingColumn: unknown value",
                "''; {}; array of filters expected",
                "''; [null]; SearchFilter: object expected",
                "''; [{\"orFilter\":{}}]; Filter is empty (KITH-FILTER-EMPTY)",
                "''; [{\"notFilter\":{}}]; invalid NotFilter.Filter: value is required",
                "''; [{\"idFilter\":{\"id\":\"x\",\"method\":99}}]; invalid IDFilter.Method: value must be one of the",
                "''; [{\"idFilter\":{\"id\":\"x\",\"method\":\"LIKE\"}}]; IdFilter"
            })
    void a_search_that_cannot_be_made_is_refused(String query, String body, String text) throws Exception {
        HttpResponse<String> refused = send("POST", "/_search" + query, body);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).containsIgnoringCase(text);
    }

    @Test
    void more_than_a_hundred_filters_are_too_many() throws Exception {
        String one = "{\"stateFilter\":{}}";

        assertThat(send("POST", "/_search", "[" + (one + ",").repeat(99) + one + "]")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("POST", "/_search", "[" + (one + ",").repeat(100) + one + "]")
                        .body())
                .contains("KITH-FILTER-SIZE");
    }

    @Test
    void a_rehearsal_counts_whom_the_change_would_break_and_changes_nothing() throws Exception {
        user("a" + mark);
        user("b" + mark);
        String before = send("GET", "/" + id, "").body();

        HttpResponse<String> rehearsed =
                send("PATCH", "/" + id, "{\"schema\":" + STRICTER + "}", "kith-dry-run", "true");

        assertThat(rehearsed.statusCode()).as(rehearsed.body()).isEqualTo(200);
        assertThat(rehearsed.headers().firstValue("kith-dry-run")).contains("true");
        assertThat(rehearsed.headers().firstValue("etag")).isEmpty();
        assertThat(at(rehearsed, "kithImpact")).isEqualTo(JsonText.read("""
                {"revision":2,"users":2,"checked":2,"failing":2,"complete":true,"samples":[
                {"userId":"aMARK","violations":[{"field":"/age","reason":"REQUIRED"}]},
                {"userId":"bMARK","violations":[{"field":"/age","reason":"REQUIRED"}]}]}""".replace("MARK", mark)));
        assertThat(send("GET", "/" + id, "").body()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"DELETE,'',true", "POST,/_deactivate,true", "POST,/_reactivate,true", "PATCH,'',yes", "PATCH,'',''"})
    void what_cannot_be_rehearsed_does_not_happen(String method, String path, String value) throws Exception {
        HttpResponse<String> refused =
                send(method, "/" + id + path, method.equals("PATCH") ? "{}" : "", "kith-dry-run", value);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("Dry run is not possible here (KITH-DRY-RUN)");
        assertThat(send("GET", "/" + id, "").statusCode()).isEqualTo(200);
    }

    private void user(String userId) throws Exception {
        HttpResponse<String> created = server.send(
                "POST",
                "/resources/v3alpha/users?organization.orgId=org1",
                "{\"schemaId\":\"" + id + "\",\"userId\":\"" + userId + "\",\"data\":{\"name\":\"Mini\"}}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    }

    private HttpResponse<String> create(String type) throws Exception {
        return send("POST", "", "{\"type\":\"" + type + "\",\"schema\":" + DOCUMENT + "}");
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + SCHEMAS + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .setHeader("authorization", "Bearer admin")
                .setHeader("content-type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static @Nullable Json at(HttpResponse<String> answer, String... names) throws JsonText.Unreadable {
        @Nullable Json json = JsonText.read(answer.body());
        for (String name : names) {
            json = json instanceof Json.Obj object ? object.get(name) : null;
        }
        return json;
    }

    private static String text(HttpResponse<String> answer, String... names) throws JsonText.Unreadable {
        return ((Json.Text) Objects.requireNonNull(at(answer, names))).value();
    }
}
