package dev.kith.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Caller;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.PatchUser;
import dev.kith.api.Preconditions;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.UserRef;
import dev.kith.api.Verification;
import dev.kith.transport.CorsPolicy;
import dev.kith.transport.LoggedIncidents;
import dev.kith.transport.RecordingAccounts;
import dev.kith.transport.grpc.wire.ErrorDetail;
import dev.kith.transport.grpc.wire.PatchUserRequest;
import dev.kith.transport.grpc.wire.PatchUserResponse;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Connect protocol, byte by byte, over HTTP/1.1. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectTest {
    private static final String PAGE = "https://app.example.com";
    private static final String USERS = "/zitadel.resources.user.v3alpha.ZITADELUsers/";
    private static final String JSON = "application/json";
    private static final String PROTO = "application/proto";

    private final RecordingAccounts accounts = new RecordingAccounts();
    private final GrpcServer server = GrpcServer.of(accounts, new CorsPolicy(Set.of(PAGE)), Clock.systemUTC());
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void forget() {
        accounts.forget();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {JSON, "application/json; charset=utf-8", "Application/JSON"})
    void a_message_in_json_is_answered_in_json(String type) throws Exception {
        accounts.answer(RecordingAccounts.WITH_CODES);

        HttpResponse<String> answer = post("PatchUser", type, """
                {"id": "u1", "organization": {"orgId": "org1"}, "unheardOf": 1,
                 "user": {"schemaId": "s1", "data": {"name": "Ž", "size": 1.5, "none": null},
                          "contact": {"email": {"address": "a@b.example", "returnCode": {}}}}}
                """);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "content-type")).isEqualTo(JSON);
        assertThat(header(answer, "etag")).isEqualTo("\"7\"");
        assertThat(header(answer, "cache-control")).isEqualTo("no-store");
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("grpc-"));
        assertThat(answer.body())
                .isEqualTo("{\"details\":{\"id\":\"u1\",\"created\":\"2026-01-02T03:04:05Z\","
                        + "\"changed\":\"2026-01-02T03:04:05.123456Z\","
                        + "\"owner\":{\"type\":\"OWNER_TYPE_ORG\",\"id\":\"org1\"}},"
                        + "\"emailCode\":\"A1B2C3\",\"phoneCode\":\"D4E5F6\"}");
        assertThat(accounts.onlyCall().caller().subject()).isEqualTo("root");
        assertThat(accounts.onlyCommand())
                .isEqualTo(new PatchUser(
                        new Preconditions(
                                Preconditions.Selector.NOT_GIVEN, new Preconditions.Selector.Id("org1"), null),
                        "u1",
                        new PatchUser.Change.Members(
                                "s1",
                                new Json.Obj(Map.of(
                                        "name",
                                        new Json.Text("Ž"),
                                        "size",
                                        new Json.Num(new BigDecimal("1.5")),
                                        "none",
                                        Json.Null.NULL)),
                                new SetContact(
                                        new SetContact.Email("a@b.example", new Verification.ReturnCode()), null))));
    }

    @Test
    void a_message_in_binary_is_answered_in_binary() throws Exception {
        HttpResponse<byte[]> answer = client.send(
                request("PatchUser", PROTO)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(PatchUserRequest.newBuilder()
                                .setId("u1")
                                .build()
                                .toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue(PROTO);
        assertThat(PatchUserResponse.parseFrom(answer.body()).getDetails().getId())
                .isEqualTo("u1");
    }

    @Test
    void no_body_is_an_empty_message_in_both_forms() throws Exception {
        for (String type : List.of(JSON, PROTO)) {
            accounts.forget();
            assertThat(post("LockUser", type, "").statusCode()).isEqualTo(200);
            assertThat(accounts.onlyCommand()).isEqualTo(new UserRef(Preconditions.NONE, ""));
        }
    }

    @Test
    void a_version_may_be_insisted_on() throws Exception {
        send(request("LockUser", JSON).header("If-Match", "\"7\"").POST(text("{\"id\":\"u1\"}")));

        assertThat(((UserRef) accounts.onlyCommand()).preconditions().version()).isNotNull();
        assertThat(send(request("LockUser", JSON).header("If-Match", "7").POST(text("{\"id\":\"u1\"}")))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void an_error_has_its_code_its_text_and_its_details() throws Exception {
        accounts.refuse(Problem.of(ProblemCode.USER_NOT_FOUND));

        HttpResponse<String> answer = post("PatchUser", JSON, "{\"id\":\"u1\"}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(header(answer, "content-type")).isEqualTo(JSON);
        Json.Obj error = (Json.Obj) JsonText.read(answer.body());
        assertThat(error.get("code")).isEqualTo(new Json.Text("not_found"));
        assertThat(error.get("message")).isEqualTo(new Json.Text("User could not be found (COMMAND-Nn8CRVlkeZ)"));
        Json.Obj detail = (Json.Obj) ((Json.Arr) Objects.requireNonNull(error.get("details")))
                .items()
                .get(0);
        assertThat(detail.get("type")).isEqualTo(new Json.Text("zitadel.v1.ErrorDetail"));
        assertThat(JsonText.write(Objects.requireNonNull(detail.get("debug"))))
                .isEqualTo("{\"id\":\"COMMAND-Nn8CRVlkeZ\",\"message\":\"User could not be found\"}");
        String value = ((Json.Text) Objects.requireNonNull(detail.get("value"))).value();
        assertThat(value).doesNotEndWith("=");
        assertThat(ErrorDetail.parseFrom(Base64.getDecoder().decode(value)).getId())
                .isEqualTo("COMMAND-Nn8CRVlkeZ");
    }

    @Test
    void an_error_is_json_whatever_the_message_is() throws Exception {
        accounts.refuse(Problem.of(ProblemCode.VERSION_MISMATCH));

        HttpResponse<String> answer = post("LockUser", PROTO, "");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(header(answer, "content-type")).isEqualTo(JSON);
        assertThat(answer.body()).startsWith("{\"code\":\"aborted\",");
    }

    @ParameterizedTest
    @EnumSource(ProblemCode.class)
    void every_refusal_has_the_http_status_of_its_code(ProblemCode code) throws Exception {
        accounts.refuse(new Problem(code, "text", List.of(), Duration.ofMillis(1500), null));

        HttpResponse<String> answer = post("LockUser", JSON, "{\"id\":\"u1\"}");

        Json.Obj error = (Json.Obj) JsonText.read(answer.body());
        String name = ((Json.Text) Objects.requireNonNull(error.get("code"))).value();
        assertThat(answer.statusCode()).as(name).isEqualTo(STATUS.get(name));
        assertThat(answer.headers().firstValue("retry-after").isPresent())
                .isEqualTo(answer.body().contains("google.rpc.RetryInfo"));
    }

    /** The table of the specification. */
    private static final Map<String, Integer> STATUS = Map.ofEntries(
            Map.entry("canceled", 499),
            Map.entry("unknown", 500),
            Map.entry("invalid_argument", 400),
            Map.entry("deadline_exceeded", 504),
            Map.entry("not_found", 404),
            Map.entry("already_exists", 409),
            Map.entry("permission_denied", 403),
            Map.entry("resource_exhausted", 429),
            Map.entry("failed_precondition", 400),
            Map.entry("aborted", 409),
            Map.entry("out_of_range", 400),
            Map.entry("unimplemented", 501),
            Map.entry("internal", 500),
            Map.entry("unavailable", 503),
            Map.entry("data_loss", 500),
            Map.entry("unauthenticated", 401));

    @Test
    void a_delay_is_told_in_the_details_and_in_a_header() throws Exception {
        accounts.refuse(new Problem(ProblemCode.CODE_RATE, null, List.of(), Duration.ofMillis(1500), null));

        HttpResponse<String> answer = post("LockUser", JSON, "{}");

        assertThat(header(answer, "retry-after")).isEqualTo("2");
        assertThat(answer.body()).contains("\"debug\":{\"retryDelay\":\"1.5s\"}");
    }

    @Test
    void an_unexpected_failure_is_an_incident() throws Exception {
        accounts.fail(new IllegalStateException("something"));
        try (LoggedIncidents log = new LoggedIncidents()) {
            HttpResponse<String> answer = post("LockUser", JSON, "{}");

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).startsWith("{\"code\":\"internal\",\"message\":\"internal error, incident ");
            assertThat(log.lines()).singleElement().asString().contains(" call=connect");
        }
    }

    @Test
    void nobody_is_told_how_to_come_back() throws Exception {
        HttpResponse<String> answer =
                send(request("LockUser", JSON).setHeader("Authorization", "x").POST(text("{")));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(header(answer, "www-authenticate")).isEqualTo("Bearer");
        assertThat(answer.body()).startsWith("{\"code\":\"unauthenticated\",\"message\":\"invalid auth header");
    }

    @Test
    void an_answer_has_the_id_of_its_request() throws Exception {
        HttpResponse<String> answer =
                send(request("LockUser", JSON).header("X-Request-Id", "r-1").POST(text("{}")));

        assertThat(answer.headers().allValues("x-request-id")).containsExactly("r-1");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 200", "2, 400", "'', 400",
    })
    void other_versions_of_the_protocol_are_refused(String version, int status) throws Exception {
        HttpResponse<String> answer = send(request("LockUser", JSON)
                .header("Connect-Protocol-Version", version)
                .POST(text("{}")));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(accounts.calls()).hasSize(status == 200 ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"9999999999, 200", "0, 504", "-1, 400", "1s, 400", "10000000000, 400"})
    void a_timeout_is_ten_digits_of_milliseconds(String timeout, int status) throws Exception {
        HttpResponse<String> answer = send(
                request("LockUser", JSON).header("Connect-Timeout-Ms", timeout).POST(text("{}")));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(accounts.calls()).hasSize(status == 200 ? 1 : 0);
    }

    @Test
    void a_timeout_of_another_protocol_says_nothing() throws Exception {
        assertThat(send(request("LockUser", JSON).header("grpc-timeout", "0S").POST(text("{}")))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"gzip, 501", "br, 501", "identity, 200"})
    void a_compressed_message_is_refused(String coding, int status) throws Exception {
        HttpResponse<String> answer = send(
                request("LockUser", JSON).header("Content-Encoding", coding).POST(text("{}")));

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status != 200) {
            assertThat(answer.body())
                    .isEqualTo("{\"code\":\"unimplemented\",\"message\":\"content-encoding must be identity\"}");
        }
    }

    @Test
    void a_message_that_is_too_large_is_refused_with_its_size() throws Exception {
        String large = "{\"id\":\"" + "x".repeat(4 * 1024 * 1024) + "\"}";

        HttpResponse<String> declared = post("LockUser", JSON, large);
        HttpResponse<String> streamed = send(request("LockUser", JSON)
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)))));

        assertThat(declared.statusCode()).isEqualTo(429);
        assertThat(declared.body()).contains("larger than max (" + large.length() + " vs. 4194304)");
        assertThat(streamed.statusCode()).isEqualTo(429);
        assertThat(accounts.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":1} | LockUserRequest.id: string expected",
                "{\"id\":\"a\",\"id\":\"b\"} | body is not valid JSON: duplicate member name",
                "[] | LockUserRequest: object expected",
                "{\"instance\":{\"id\":\"a\",\"domain\":\"b\"}} | Instance: id and domain are mutually exclusive",
                "\uFEFF{} | body is not valid JSON: byte order mark at position 0",
                "{}{} | body is not valid JSON: text after the JSON value"
            })
    void json_is_read_as_strictly_as_on_the_rest_paths(String body, String why) throws Exception {
        HttpResponse<String> answer = post("LockUser", JSON, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"code\":\"invalid_argument\",\"message\":\"" + why);
        assertThat(accounts.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9007199254740993", "9007199254740992", "0.10000000000000000001", "1e999"})
    void a_number_that_would_be_rounded_is_refused(String number) throws Exception {
        HttpResponse<String> answer =
                post("PatchUser", JSON, "{\"id\":\"u1\",\"user\":{\"data\":{\"a\":" + number + "}}}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        "\"invalid_argument\"",
                        "A number has no exact double: send this value over REST (KITH-NUMBER)");
        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void a_message_of_another_instance_is_refused_for_known_callers() throws Exception {
        assertThat(post("LockUser", JSON, "{\"id\":\"u1\",\"instance\":{\"id\":\"other\"}}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void what_is_left_out_of_an_answer_is_told_in_a_header_with_a_prefix() {
        GrpcReply reply = new GrpcReply.Success(
                PatchUserResponse.getDefaultInstance(),
                Optional.empty(),
                Map.of("kith-dry-run", "true"),
                Map.of("kith-left-out", "s1"));

        assertThat(ConnectFormat.answer(MediaType.CONNECT_JSON, UserMethods.SERVICE, "PatchUser", reply)
                        .headers())
                .containsEntry("kith-dry-run", "true")
                .containsEntry("trailer-kith-left-out", "s1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AddUsername", "SetPassword", "StartIdentityProviderIntent", "RemoveIDPAuthenticator"})
    void a_call_that_is_not_served_is_told_so(String method) throws Exception {
        for (String type : List.of(JSON, PROTO)) {
            HttpResponse<String> answer = post(method, type, "");

            assertThat(answer.statusCode()).isEqualTo(501);
            assertThat(answer.body())
                    .isEqualTo("{\"code\":\"unimplemented\",\"message\":\"method " + method + " not implemented\"}");
        }
    }

    @Test
    void a_method_that_there_is_not_is_unimplemented() throws Exception {
        HttpResponse<String> answer = post("EatUser", JSON, "{}");

        assertThat(answer.statusCode()).isEqualTo(501);
        assertThat(answer.body()).contains("unknown method EatUser for service " + UserMethods.SERVICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/connect+json", "application/connect+proto", "application/xml", "text/json"})
    void streams_and_other_forms_are_told_so_in_http(String type) throws Exception {
        assertThat(post("LockUser", type, "{}").statusCode()).isEqualTo(415);
        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void a_call_by_get_is_told_so_in_http() throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(uri(USERS + "GetUser?encoding=json&message=%7B%7D&connect=v1"))
                        .header("Authorization", GrpcServer.ADMIN));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(header(answer, "allow")).isEqualTo("POST");
    }

    @Test
    void health_is_told_to_anybody() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("/grpc.health.v1.Health/Check"))
                .header("Content-Type", JSON)
                .POST(text("{\"service\":\"" + UserMethods.SERVICE + "\"}")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"SERVING\"}");
    }

    @Test
    void a_page_of_a_configured_origin_may_call() throws Exception {
        HttpResponse<String> asked = send(HttpRequest.newBuilder(uri(USERS + "LockUser"))
                .header("Origin", PAGE)
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        HttpResponse<String> answer =
                send(request("LockUser", JSON).header("Origin", PAGE).POST(text("{}")));

        assertThat(asked.statusCode()).isEqualTo(204);
        assertThat(header(asked, "access-control-allow-headers"))
                .contains("content-type", "connect-protocol-version", "connect-timeout-ms", "authorization");
        assertThat(header(answer, "access-control-allow-origin")).isEqualTo(PAGE);
        assertThat(header(answer, "access-control-expose-headers")).contains("trailer-kith-left-out", "retry-after");
    }

    @Test
    void set_calls_have_the_whole_request_in_their_body() throws Exception {
        post("SetContactEmail", JSON, "{\"id\":\"u1\",\"email\":{\"address\":\"a@b.example\",\"isVerified\":true}}");

        assertThat(accounts.onlyCall().caller()).isInstanceOf(Caller.class);
        assertThat(accounts.onlyCommand())
                .isEqualTo(new SetContactEmail(
                        Preconditions.NONE,
                        "u1",
                        new SetContact.Email("a@b.example", new Verification.Verified(true))));
    }

    private HttpResponse<String> post(String method, String type, String body) throws Exception {
        return send(request(method, type).POST(text(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder request(String method, String type) {
        return HttpRequest.newBuilder(uri(USERS + method))
                .header("Authorization", GrpcServer.ADMIN)
                .header("Content-Type", type);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static HttpRequest.BodyPublisher text(String body) {
        return HttpRequest.BodyPublishers.ofString(body);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
