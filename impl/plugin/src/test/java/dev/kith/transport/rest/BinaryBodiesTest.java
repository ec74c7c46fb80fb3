package dev.kith.transport.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Operation;
import dev.kith.transport.BinaryCalls;
import dev.kith.transport.CorsPolicy;
import dev.kith.transport.RecordingAccounts;
import dev.kith.transport.RequestHead;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Binary content types on the REST paths are handed on, everything else stays JSON. */
class BinaryBodiesTest {
    private final RecordingAccounts accounts = new RecordingAccounts();

    @ParameterizedTest
    @CsvSource({
        "POST, '', CREATE_USER, ''",
        "POST, /_search, SEARCH_USERS, ''",
        "PATCH, /u1, PATCH_USER, u1",
        "PUT, /u1/email, SET_CONTACT_EMAIL, u1",
        "POST, /u1/email/_verify, VERIFY_CONTACT_EMAIL, u1",
        "POST, /u1/email/_resend, RESEND_CONTACT_EMAIL_CODE, u1",
        "PUT, /u1/phone, SET_CONTACT_PHONE, u1",
        "POST, /u1/phone/_verify, VERIFY_CONTACT_PHONE, u1",
        "POST, /u1/phone/_resend, RESEND_CONTACT_PHONE_CODE, u1",
        "POST, /u1/_deactivate, DEACTIVATE_USER, u1",
        "POST, /u1/_activate, ACTIVATE_USER, u1",
        "POST, /u1/_lock, LOCK_USER, u1",
        "POST, /u1/_unlock, UNLOCK_USER, u1"
    })
    void the_call_and_the_id_of_the_path_are_handed_on(String method, String path, String operation, String id)
            throws Exception {
        try (RestServer server = RestServer.of(accounts, CorsPolicy.CLOSED, new Echo())) {
            HttpResponse<String> answer = server.send(server.request(method, "/resources/v3alpha/users" + path, "frame")
                    .setHeader("Content-Type", "application/grpc-web+proto"));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/grpc-web+proto");
            assertThat(answer.body()).isEqualTo(operation + " " + id + " frame");
            assertThat(answer.headers().allValues("Cache-Control")).isEqualTo(List.of("no-store"));
            assertThat(accounts.calls()).isEmpty();
        }
    }

    @Test
    void a_json_body_is_left_untouched() throws Exception {
        try (RestServer server = RestServer.of(accounts, CorsPolicy.CLOSED, new Echo())) {
            assertThat(server.send("PATCH", "/resources/v3alpha/users/u1", "{\"schemaId\":\"s1\"}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(accounts.calls()).hasSize(1);
        }
    }

    /** Answers what it was handed. */
    private static final class Echo implements BinaryCalls {
        @Override
        public Optional<BinaryResponse> call(
                Operation operation, Optional<String> id, RequestHead head, InputStream body) {
            if (!head.headers("content-type").contains("application/grpc-web+proto")) {
                return Optional.empty();
            }
            String echo = operation + " " + id.orElse("") + " ";
            return Optional.of(new BinaryResponse(
                    200, Map.of("Content-Type", "application/grpc-web+proto"), (echo + text(body)).getBytes(US_ASCII)));
        }

        private static String text(InputStream body) {
            try {
                return new String(body.readAllBytes(), US_ASCII);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
