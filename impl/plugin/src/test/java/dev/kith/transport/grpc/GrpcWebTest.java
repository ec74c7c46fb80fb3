package dev.kith.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.PatchUser;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.transport.CorsPolicy;
import dev.kith.transport.RecordingAccounts;
import dev.kith.transport.grpc.wire.ErrorDetail;
import dev.kith.transport.grpc.wire.PatchUserRequest;
import dev.kith.transport.grpc.wire.PatchUserResponse;
import dev.kith.transport.grpc.wire.Status;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** gRPC-Web, byte by byte, over HTTP/1.1 and HTTP/2. */
class GrpcWebTest {
    private static final String PAGE = "https://app.example.com";
    private static final byte[] REQUEST =
            Wire.frame(PatchUserRequest.newBuilder().setId("u1").build());

    private final RecordingAccounts accounts = new RecordingAccounts();
    private final GrpcServer server = GrpcServer.of(accounts, new CorsPolicy(Set.of(PAGE)), Clock.systemUTC());
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/grpc-web", "application/grpc-web+proto", "Application/GRPC-Web+Proto; x=y"})
    void a_call_is_answered_in_its_own_content_type(String type) throws Exception {
        HttpResponse<byte[]> response = post(Wire.PATCH, type, REQUEST);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type"))
                .hasValue(type.replaceFirst(";.*", "").toLowerCase(java.util.Locale.ROOT));
        assertThat(response.headers().firstValue("etag")).hasValue("\"7\"");
        WebAnswer answer = WebAnswer.of(response.body());
        assertThat(answer.trailers()).containsExactlyEntriesOf(Map.of("grpc-status", "0"));
        assertThat(PatchUserResponse.parseFrom(answer.onlyMessage())
                        .getDetails()
                        .getId())
                .isEqualTo("u1");
    }

    @RepeatedTest(5)
    void a_client_that_sends_far_too_much_over_http_1_still_gets_its_answer() throws Exception {
        byte[] request = Wire.frame(PatchUserRequest.newBuilder()
                .setId("x".repeat(12 * 1024 * 1024))
                .build());

        HttpResponse<byte[]> response = post(Wire.PATCH, "application/grpc-web+proto", request);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(WebAnswer.of(response.body()).status()).isEqualTo(8);
        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void the_text_form_is_answered_in_base64() throws Exception {
        HttpResponse<byte[]> response = post(Wire.PATCH, "application/grpc-web-text", Wire.base64(REQUEST));

        assertThat(response.headers().firstValue("content-type")).hasValue("application/grpc-web-text");
        WebAnswer answer = WebAnswer.of(Base64.getDecoder().decode(response.body()));
        assertThat(answer.status()).isZero();
        assertThat(PatchUserResponse.parseFrom(answer.onlyMessage())
                        .getDetails()
                        .getId())
                .isEqualTo("u1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 6, 7})
    void the_text_form_may_be_encoded_piece_by_piece(int cut) throws Exception {
        byte[] pieces = Wire.joined(
                Wire.base64(Arrays.copyOfRange(REQUEST, 0, cut)),
                Wire.base64(Arrays.copyOfRange(REQUEST, cut, REQUEST.length)));

        HttpResponse<byte[]> response = post(Wire.PATCH, "application/grpc-web-text+proto", pieces);

        assertThat(WebAnswer.of(Base64.getDecoder().decode(response.body())).status())
                .isZero();
        assertThat(((PatchUser) accounts.onlyCall().command()).id()).isEqualTo("u1");
    }

    @Test
    void text_that_is_no_base64_is_a_bad_frame() throws Exception {
        HttpResponse<byte[]> response = post(
                Wire.PATCH, "application/grpc-web-text", "AA?A".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        assertThat(WebAnswer.of(Base64.getDecoder().decode(response.body())).status())
                .isEqualTo(13);
    }

    @Test
    void a_refusal_is_http_200_with_the_status_in_the_last_frame() throws Exception {
        accounts.refuse(Problem.of(ProblemCode.USER_NOT_FOUND));

        HttpResponse<byte[]> response = post(Wire.PATCH, "application/grpc-web+proto", REQUEST);

        assertThat(response.statusCode()).isEqualTo(200);
        WebAnswer answer = WebAnswer.of(response.body());
        assertThat(answer.message()).isNull();
        assertThat(answer.status()).isEqualTo(5);
        assertThat(answer.trailers()).containsEntry("grpc-message", "User could not be found (COMMAND-Nn8CRVlkeZ)");
        Status status =
                Status.parseFrom(Base64.getDecoder().decode(answer.trailers().get("grpc-status-details-bin")));
        assertThat(status.getCode()).isEqualTo(5);
        assertThat(status.getDetails(0).getTypeUrl()).isEqualTo("type.googleapis.com/zitadel.v1.ErrorDetail");
        assertThat(ErrorDetail.parseFrom(status.getDetails(0).getValue()).getId())
                .isEqualTo("COMMAND-Nn8CRVlkeZ");
    }

    @Test
    void a_call_that_is_not_served_is_told_so() throws Exception {
        HttpResponse<byte[]> response = post(
                "/zitadel.resources.user.v3alpha.ZITADELUsers/StartTOTPRegistration",
                "application/grpc-web",
                new byte[0]);

        WebAnswer answer = WebAnswer.of(response.body());
        assertThat(answer.trailers())
                .containsEntry("grpc-status", "12")
                .containsEntry("grpc-message", "method StartTOTPRegistration not implemented");
    }

    @Test
    void an_unknown_method_is_unimplemented() throws Exception {
        HttpResponse<byte[]> response =
                post("/zitadel.resources.user.v3alpha.ZITADELUsers/No%20%C3%BCser", "application/grpc-web", REQUEST);

        WebAnswer answer = WebAnswer.of(response.body());
        assertThat(answer.status()).isEqualTo(12);
        assertThat(answer.trailers().get("grpc-message")).contains("No %C3%BCser");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/connect+json",
                "text/plain",
                "application/grpc-web+json",
                "application/grpc+json",
                "application/grpc-webx",
                "application/x-www-form-urlencoded",
                "application/connect+proto"
            })
    void other_content_types_are_told_so_in_http(String type) throws Exception {
        HttpResponse<byte[]> response = post(Wire.PATCH, type, REQUEST);

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.headers().firstValue("grpc-status")).hasValue("13");
        assertThat(accounts.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "HEAD", "DELETE", "PATCH"})
    void other_http_methods_are_told_so_in_http(String method) throws Exception {
        HttpResponse<byte[]> response = client.send(
                request(Wire.PATCH)
                        .header("Content-Type", "application/grpc-web")
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).hasValue("POST");
    }

    @Test
    void grpc_proper_over_http_1_is_told_to_come_over_http_2() throws Exception {
        HttpResponse<byte[]> response = post(Wire.PATCH, "application/grpc", REQUEST);

        assertThat(response.statusCode()).isEqualTo(505);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/grpc");
        assertThat(response.headers().firstValue("grpc-status")).hasValue("12");
        assertThat(response.headers().firstValue("grpc-message").orElse("")).contains("HTTP/2");
        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void compressed_requests_are_read() throws Exception {
        byte[] compressed = Wire.frame(
                1, Wire.gzip(PatchUserRequest.newBuilder().setId("u1").build().toByteArray()));

        HttpResponse<byte[]> response = client.send(
                request(Wire.PATCH)
                        .header("Content-Type", "application/grpc-web")
                        .header("grpc-encoding", "gzip")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(compressed))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(WebAnswer.of(response.body()).status()).isZero();
        assertThat(response.headers().firstValue("grpc-accept-encoding")).hasValue("identity,gzip");
    }

    @Test
    void an_answer_is_the_same_over_http_2() throws Exception {
        try (RawHttp2 http2 = new RawHttp2(server.port())) {
            RawHttp2.Answer answer = http2.post(
                    Wire.PATCH,
                    Map.of("content-type", "application/grpc-web+proto", "authorization", GrpcServer.ADMIN),
                    REQUEST);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.trailers()).isNull();
            assertThat(WebAnswer.of(answer.body()).status()).isZero();
        }
    }

    @Test
    void a_configured_origin_may_call_and_read_the_answer() throws Exception {
        HttpResponse<byte[]> response = client.send(
                request(Wire.PATCH)
                        .header("Origin", PAGE)
                        .header("Content-Type", "application/grpc-web")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(REQUEST))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(response.headers().firstValue("access-control-allow-origin")).hasValue(PAGE);
        assertThat(response.headers()
                        .firstValue("access-control-expose-headers")
                        .orElse(""))
                .contains("grpc-status", "grpc-message", "etag");
    }

    @ParameterizedTest
    @CsvSource({PAGE + ", 204", "https://evil.example, 405"})
    void a_pre_flight_is_answered_for_configured_origins_only(String origin, int status) throws Exception {
        HttpResponse<byte[]> response = client.send(
                request(Wire.PATCH)
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "content-type,x-grpc-web,authorization")
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("access-control-allow-origin").isPresent())
                .isEqualTo(status == 204);
        if (status == 204) {
            assertThat(response.headers()
                            .firstValue("access-control-allow-headers")
                            .orElse(""))
                    .contains("x-grpc-web", "content-type", "authorization", "grpc-timeout");
        }
    }

    private HttpResponse<byte[]> post(String path, String type, byte[] body) throws Exception {
        return client.send(
                request(path)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Authorization", GrpcServer.ADMIN);
    }
}
