package dev.kith.transport.rest;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.transport.RecordingAccounts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are compressed, or begin with a byte order mark. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CodedBodiesTest {
    private static final String USER = "/resources/v3alpha/users/u1";
    private static final String EMAIL = "{\"address\":\"a@example.com\"}";

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

    @ParameterizedTest
    @CsvSource({
        "PATCH, '', application/json",
        "PATCH, '', application/merge-patch+json",
        "PATCH, '', application/json-patch+json",
        "PUT, /email, application/json",
        "PUT, /phone, application/json",
        "POST, /email/_verify, application/json",
        "POST, /email/_resend, application/json",
        "POST, /_lock, application/json"
    })
    void a_compressed_body_is_refused_on_every_path(String method, String path, String type) throws Exception {
        HttpResponse<String> answer = server.send(request(method, path, gzip(EMAIL))
                .setHeader("Content-Type", type)
                .header("Content-Encoding", "gzip"));

        assertRefused(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gzip", "GZip", "x-gzip", "br", "zstd", "deflate", "aes128gcm", "unheard-of", "identity, gzip"})
    void every_coding_but_identity_is_refused(String coding) throws Exception {
        assertRefused(
                server.send(request("PUT", "/email", EMAIL.getBytes(UTF_8)).header("Content-Encoding", coding)));
    }

    @Test
    void a_coding_in_a_second_line_is_refused() throws Exception {
        assertRefused(server.send(request("PUT", "/email", gzip(EMAIL))
                .header("Content-Encoding", "identity")
                .header("Content-Encoding", "gzip")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "Identity", "", " , identity"})
    void a_body_that_is_not_coded_is_read(String coding) throws Exception {
        HttpResponse<String> answer =
                server.send(request("PUT", "/email", EMAIL.getBytes(UTF_8)).header("Content-Encoding", coding));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(accounts.calls()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "POST, /_lock", "DELETE, ''"})
    void a_coding_of_no_body_has_no_effect(String method, String path) throws Exception {
        HttpResponse<String> answer =
                server.send(request(method, path, new byte[0]).header("Content-Encoding", "gzip"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(accounts.calls()).hasSize(1);
    }

    @Test
    void an_anonymous_caller_hears_nothing_of_codings() throws Exception {
        HttpResponse<String> answer =
                server.send(server.anonymous("PUT", USER + "/email", EMAIL).header("Content-Encoding", "gzip"));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"PATCH, ''", "PUT, /email", "POST, /email/_verify", "POST, /email/_resend"})
    void a_byte_order_mark_is_named(String method, String path) throws Exception {
        for (String body : new String[] {"\uFEFF{}", "\uFEFF \"K7Q2XD\"", "\uFEFF"}) {
            HttpResponse<String> answer = server.send(request(method, path, body.getBytes(UTF_8)));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .isEqualTo("{\"code\":3,\"message\":\"body is not valid JSON: byte order mark at position 0\"}");
            assertThat(accounts.calls()).isEmpty();
        }
    }

    @Test
    void the_byte_order_mark_of_another_encoding_is_named() throws Exception {
        for (Charset charset : new Charset[] {UTF_16LE, UTF_16BE}) {
            HttpResponse<String> answer = server.send(request("PATCH", "", "\uFEFF{}".getBytes(charset)));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .isEqualTo("{\"code\":3,\"message\":\"body is not valid UTF-8: byte order mark of UTF-16\"}");
            assertThat(accounts.calls()).isEmpty();
        }
    }

    private void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"code\":3,\"message\":\"body must not be compressed: content encoding identity expected\"}");
        assertThat(answer.headers().allValues("Accept-Encoding")).containsExactly("identity");
        assertThat(accounts.calls()).isEmpty();
    }

    private HttpRequest.Builder request(String method, String path, byte[] body) {
        return server.request(method, USER + path, "x")
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
