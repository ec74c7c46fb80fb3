package dev.kith.transport.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.PatchUser;
import dev.kith.transport.RecordingAccounts;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no honest client sends, over real sockets: always a well-formed answer, never an accident. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsTest {
    private static final String USER = "/resources/v3alpha/users/u1";

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

    static Stream<String> bodies() {
        return Stream.of(
                "[".repeat(100_000),
                "{\"data\":{\"n\":" + "9".repeat(100_000) + "}}",
                "{\"data\":{\"n\":1e1000000000}}",
                "{\"data\":{\"n\":1e-1000000000}}",
                "{\"data\":{\"t\":\"" + "\\ud800".repeat(1_000) + "\"}}",
                "\uFEFF{}",
                "{}/* comment */",
                "{} {}",
                "{\"data\":{\"n\":NaN}}",
                "{\"data\":{\"n\":Infinity}}",
                "{\"data\":{\"t\":\"\u0000\"}}",
                "{\"data\":{" + "\"a\":1,".repeat(3) + "\"b\":1}}",
                "\"",
                "\\",
                "-",
                "1e",
                "tru");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void a_hostile_body_is_refused(String body) throws Exception {
        HttpResponse<String> answer = server.send("PATCH", USER, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer.body())).isEqualTo(3);
        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void a_body_beyond_the_limit_without_a_declared_length_is_refused_with_its_size() throws Exception {
        byte[] body = ("{\"data\":{\"t\":\"" + "a".repeat(10 * 1024 * 1024) + "\"}}").getBytes(UTF_8);

        HttpResponse<String> answer = server.send(server.request("PATCH", USER, "x")
                .method("PATCH", HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body())
                .isEqualTo("{\"code\":8,\"message\":\"grpc: received message larger than max (" + body.length
                        + " vs. 4194304)\"}");
    }

    @Test
    void a_pointer_of_a_million_steps_is_a_pointer() throws Exception {
        String pointer = "/~0".repeat(1_000_000);

        HttpResponse<String> answer =
                server.send(server.request("PATCH", USER, "[{\"op\":\"remove\",\"path\":\"" + pointer + "\"}]")
                        .setHeader("Content-Type", "application/json-patch+json"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(accounts.calls()).hasSize(1);
    }

    @Test
    void a_body_that_breaks_off_changes_nothing() throws Exception {
        raw("PATCH " + USER + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer admin\r\nContent-Length: 100\r\n\r\n{}");

        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void a_badly_framed_body_is_refused() throws Exception {
        String answer = raw("PATCH " + USER + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer admin\r\n"
                + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(accounts.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATCH http://evil.example" + USER + " HTTP/1.1\r\nHost: evil.example\r\n",
                "PATCH " + USER + " HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n",
                "PATCH " + USER + " HTTP/1.1\r\nHost: x\r\nX-HTTP-Method-Override: DELETE\r\n"
            })
    void how_the_host_is_named_has_no_effect(String head) throws Exception {
        String answer = raw(head + "Authorization: Bearer admin\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("evil.example");
        assertThat(((PatchUser) accounts.onlyCommand()).id()).isEqualTo("u1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=\"",
                "APPLICATION/JSON;charset=latin1",
                ";;;",
                "a",
                "/",
                "\u00e4/\u00f6",
                "application/merge-patch+json;a=b",
                "application/json, text/plain"
            })
    void a_content_type_that_makes_no_sense_is_no_accident(String type) throws Exception {
        String answer = raw("PATCH " + USER + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer admin\r\n"
                + "Connection: close\r\nContent-Type: " + type + "\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(answer).containsPattern("^HTTP/1.1 (200|400)");
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        // Some servers refuse a malformed type before JAX-RS is asked; they say nothing more then.
        if (!body.isEmpty()) {
            assertThat(JsonText.read(body)).isInstanceOf(Json.Obj.class);
        }
    }

    @Test
    void a_content_type_that_makes_no_sense_is_no_call_of_a_method() throws Exception {
        String answer = raw("POST /zitadel.resources.user.v3alpha.ZITADELUsers/PatchUser HTTP/1.1\r\nHost: x\r\n"
                + "Connection: close\r\nContent-Type: text/; charset=\"\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(answer).startsWith("HTTP/1.1 415");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: \"",
                "Accept-Language: ,,,;q=x",
                "If-Match: \"",
                "Cookie: =;=;",
                "x-zitadel-orgid: \u00ff",
                "Authorization: Bearer \u00ff",
                "Content-Encoding: gzip",
                "Expect: 200-maybe",
                "Accept-Charset: utf-99"
            })
    void a_header_that_makes_no_sense_is_no_accident(String header) throws Exception {
        String answer = raw("PATCH " + USER + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + header
                + "\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(answer).containsPattern("^HTTP/1.1 4\\d\\d");
        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void random_bytes_always_get_a_well_formed_answer() throws Exception {
        Random random = new Random(20_260_304);
        for (int round = 0; round < 300; round++) {
            byte[] body = mutated(random);
            HttpResponse<String> answer = server.send(
                    server.request("PATCH", USER, "x").method("PATCH", HttpRequest.BodyPublishers.ofByteArray(body)));

            assertThat(answer.statusCode())
                    .as(() -> new String(body, ISO_8859_1))
                    .isIn(200, 400);
            assertThat(JsonText.read(answer.body())).isInstanceOf(Json.Obj.class);
        }
    }

    private static final List<String> SEEDS = List.of(
            "{\"schemaId\":\"s\",\"data\":{\"a\":[1,2.5e3,\"\\u00e4\",null,true]},\"contact\":{\"email\":{\"address\":"
                    + "\"a@b.c\",\"sendCode\":{\"urlTemplate\":\"t\"}},\"phone\":{\"number\":\"1\",\"returnCode\":{}}}}",
            "{\"schema_id\":null,\"data\":{}}",
            "[{\"op\":\"add\",\"path\":\"/a\",\"value\":1}]");

    /** A readable body with a few bytes changed, or noise. */
    static byte[] mutated(Random random) {
        byte[] bytes = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(UTF_8);
        if (random.nextInt(4) == 0) {
            bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            return bytes;
        }
        for (int change = random.nextInt(4); change > 0; change--) {
            bytes[random.nextInt(bytes.length)] = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) "{}[]\",:\\0n".charAt(random.nextInt(10));
        }
        return bytes;
    }

    private static int code(String body) throws Exception {
        Json code = ((Json.Obj) JsonText.read(body)).get("code");
        return code instanceof Json.Num number ? number.value().intValueExact() : -1;
    }

    /** Sends bytes as they are, and reads until the server closes. */
    private String raw(String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(ISO_8859_1));
            out.flush();
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), ISO_8859_1);
        }
    }
}
