package dev.kith.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.PatchUser;
import dev.kith.api.Preconditions;
import dev.kith.api.UserRef;
import dev.kith.transport.RecordingAccounts;
import dev.kith.transport.grpc.wire.LockUserRequest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** gRPC on REST paths. */
class GrpcRestFilterTest {
    private static final String USERS = "/resources/v3alpha/users";
    private static final byte[] MESSAGE =
            Wire.frame(LockUserRequest.newBuilder().setId("message").build());

    private final RecordingAccounts accounts = new RecordingAccounts();
    private final GrpcServer server = GrpcServer.of(accounts);

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH, /u1, patch",
        "GET, /u1, get",
        "DELETE, /u1, delete",
        "PUT, /u1/email, setContactEmail",
        "POST, /u1/email/_resend, resendContactEmailCode",
        "POST, /u1/email/_verify, verifyContactEmail",
        "PUT, /u1/phone, setContactPhone",
        "POST, /u1/phone/_resend, resendContactPhoneCode",
        "POST, /u1/phone/_verify, verifyContactPhone",
        "POST, /u1/_deactivate, deactivate",
        "POST, /u1/_activate, activate",
        "POST, /u1/_lock, lock",
        "POST, /u1/_unlock, unlock"
    })
    void every_path_with_an_id_reaches_its_call(String method, String path, String call) throws Exception {
        RawHttp2.Answer answer = send(method, USERS + path, "application/grpc", Wire.frame(0, new byte[0]));

        assertThat(answer.grpcStatus()).isZero();
        assertThat(accounts.onlyCall().method()).isEqualTo(call);
        assertThat(accounts.onlyCall().command().toString()).contains("u1");
    }

    @Test
    void a_user_is_created_on_the_path_without_an_id() throws Exception {
        assertThat(send("POST", USERS, "application/grpc", Wire.frame(0, new byte[0]))
                        .grpcStatus())
                .isZero();
        assertThat(accounts.onlyCall().method()).isEqualTo("create");
    }

    @Test
    void search_has_its_own_path() throws Exception {
        assertThat(send("POST", USERS + "/_search", "application/grpc", Wire.frame(0, new byte[0]))
                        .grpcStatus())
                .isEqualTo(0);
    }

    @Test
    void the_id_of_the_path_wins_and_is_decoded() throws Exception {
        send("POST", USERS + "/a%20b+c%C3%A4/_lock", "application/grpc+proto", MESSAGE);
        send("PATCH", USERS + "/", "application/grpc", MESSAGE);

        assertThat(accounts.calls().get(0).command()).isEqualTo(new UserRef(Preconditions.NONE, "a b+cä"));
        assertThat(((PatchUser) accounts.calls().get(1).command()).id()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /users/u1/_lock, application/json",
        "POST, /users/u1/_lock, application/grpc-web+proto",
        "POST, /users/u1/_unknown, application/grpc",
        "PUT, /users/u1, application/grpc",
        "POST, /people/u1/_lock, application/grpc",
        "POST, /users/u1/_lock/, application/grpc"
    })
    void everything_else_is_left_to_the_json_transport(String method, String path, String type) throws Exception {
        assertThat(send(method, "/resources/v3alpha" + path, type, MESSAGE).status())
                .isEqualTo(204);
        assertThat(accounts.calls()).isEmpty();
    }

    private RawHttp2.Answer send(String method, String path, String type, byte[] body) throws Exception {
        try (RawHttp2 http2 = new RawHttp2(server.port())) {
            return http2.send(method, path, Map.of("content-type", type, "authorization", GrpcServer.ADMIN), body);
        }
    }
}
