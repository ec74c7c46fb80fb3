package dev.kith.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Operation;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.CallOptions;
import dev.kith.api.Preconditions.IdempotencyKey;
import dev.kith.api.Receipt;
import dev.kith.api.UserRef;
import dev.kith.transport.BinaryCalls;
import dev.kith.transport.RecordingAccounts;
import dev.kith.transport.grpc.wire.LockUserRequest;
import dev.kith.transport.grpc.wire.LockUserResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** gRPC-Web bodies on REST paths. */
class GrpcWebCallsTest {
    private final RecordingAccounts accounts = new RecordingAccounts();
    private final GrpcServer server = GrpcServer.of(accounts);
    private final BinaryCalls calls = new GrpcWebCalls(
            accounts,
            accounts,
            server.transport().schemas(),
            server.transport().admission(),
            server.transport().clock(),
            server.transport().calls());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_id_of_the_path_wins_over_the_one_of_the_message() throws Exception {
        BinaryCalls.BinaryResponse answer =
                call("application/grpc-web+proto", Optional.of("path")).orElseThrow();

        assertThat(accounts.onlyCall().command()).isEqualTo(new UserRef(Preconditions.NONE, "path"));
        assertThat(answer.http()).isEqualTo(200);
        assertThat(answer.headers())
                .containsEntry("Content-Type", "application/grpc-web+proto")
                .containsEntry("etag", "\"7\"");
        WebAnswer body = WebAnswer.of(answer.body());
        assertThat(body.status()).isZero();
        assertThat(LockUserResponse.parseFrom(body.onlyMessage()).getDetails().getId())
                .isEqualTo("path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/grpc-web", "application/grpc-web+proto", "application/grpc-web; charset=x"})
    void a_key_is_one_of_grpc_web_whatever_the_name_of_the_message_format(String type) {
        HeadOf head =
                new HeadOf(Map.of("content-type", type, "authorization", GrpcServer.ADMIN, "idempotency-key", "k1"));
        accounts.answer(new Receipt(RecordingAccounts.DETAILS, "7", null, null, Receipt.Effect.REPLAYED));

        BinaryCalls.BinaryResponse answer = calls.call(Operation.LOCK_USER, Optional.of("path"), head, body())
                .orElseThrow();

        assertThat(accounts.onlyCall().command())
                .isEqualTo(new UserRef(
                        Preconditions.NONE.with(
                                CallOptions.idempotent(new IdempotencyKey("k1", "application/grpc-web"))),
                        "path"));
        assertThat(answer.headers()).containsEntry("idempotency-replayed", "true");
    }

    @Test
    void other_content_types_are_left_alone() {
        assertThat(call("application/json", Optional.of("path"))).isEmpty();
        assertThat(call("", Optional.of("path"))).isEmpty();
        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void a_method_is_found_by_the_last_part_of_its_path() throws Exception {
        BinaryCalls.BinaryResponse answer =
                call("application/grpc-web+proto", "LockUser").orElseThrow();

        assertThat(accounts.onlyCall().command()).isEqualTo(new UserRef(Preconditions.NONE, "message"));
        WebAnswer body = WebAnswer.of(answer.body());
        assertThat(body.status()).isZero();
        assertThat(LockUserResponse.parseFrom(body.onlyMessage()).getDetails().getId())
                .isEqualTo("message");
    }

    @Test
    void a_method_that_there_is_not_is_told_in_the_protocol_of_the_request() throws Exception {
        BinaryCalls.BinaryResponse answer =
                call("application/grpc-web+proto", "EatUser").orElseThrow();

        assertThat(answer.http()).isEqualTo(200);
        assertThat(WebAnswer.of(answer.body()).status()).isEqualTo(12);
        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void grpc_is_refused_before_the_call_where_nobody_can_send_its_trailers() {
        BinaryCalls.BinaryResponse answer = call("application/grpc", "LockUser").orElseThrow();

        assertThat(answer.http()).isEqualTo(501);
        assertThat(answer.headers())
                .containsEntry("Content-Type", "application/grpc")
                .containsEntry("grpc-status", "12");
        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void other_content_types_are_left_alone_on_the_path_of_a_method() {
        assertThat(call("text/plain", "LockUser")).isEmpty();
        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void a_message_without_a_frame_is_answered_without_one() throws Exception {
        LockUserRequest request = LockUserRequest.newBuilder().setId("message").build();

        BinaryCalls.BinaryResponse answer = calls.call(
                        UserMethods.SERVICE,
                        "LockUser",
                        head("application/proto"),
                        new ByteArrayInputStream(request.toByteArray()))
                .orElseThrow();

        assertThat(answer.http()).isEqualTo(200);
        assertThat(answer.headers())
                .containsEntry("Content-Type", "application/proto")
                .containsEntry("etag", "\"7\"");
        assertThat(LockUserResponse.parseFrom(answer.body()).getDetails().getId())
                .isEqualTo("message");
    }

    @Test
    void a_message_without_a_frame_is_none_on_rest_paths() {
        assertThat(call("application/proto", Optional.of("path"))).isEmpty();
        assertThat(accounts.calls()).isEmpty();
    }

    private Optional<BinaryCalls.BinaryResponse> call(String type, Optional<String> id) {
        return calls.call(Operation.LOCK_USER, id, head(type), body());
    }

    private Optional<BinaryCalls.BinaryResponse> call(String type, String method) {
        return calls.call(UserMethods.SERVICE, method, head(type), body());
    }

    private static HeadOf head(String type) {
        return new HeadOf(Map.of("content-type", type, "authorization", GrpcServer.ADMIN));
    }

    private static InputStream body() {
        return new ByteArrayInputStream(
                Wire.frame(LockUserRequest.newBuilder().setId("message").build()));
    }
}
