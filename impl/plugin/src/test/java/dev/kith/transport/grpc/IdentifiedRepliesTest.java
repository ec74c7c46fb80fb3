package dev.kith.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.RequestId;
import dev.kith.transport.LoggedIncidents;
import dev.kith.transport.RecordingAccounts;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The initial metadata of every reply have the id of its request. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentifiedRepliesTest {
    private static final byte[] EMPTY = Wire.frame(0, new byte[0]);

    private final RecordingAccounts accounts = new RecordingAccounts();
    private final GrpcServer server = GrpcServer.of(accounts);

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
        "POST, application/grpc, /zitadel.resources.user.v3alpha.ZITADELUsers/LockUser",
        "POST, application/grpc-web+proto, /zitadel.resources.user.v3alpha.ZITADELUsers/LockUser",
        "POST, application/grpc, /zitadel.resources.user.v3alpha.ZITADELUsers/Nothing",
        "POST, text/plain, /zitadel.resources.user.v3alpha.ZITADELUsers/LockUser",
        "GET, application/grpc, /zitadel.resources.user.v3alpha.ZITADELUsers/LockUser",
        "OPTIONS, application/grpc, /zitadel.resources.user.v3alpha.ZITADELUsers/LockUser",
        "POST, application/grpc, /resources/v3alpha/users/u1/_lock",
        "POST, application/grpc, /grpc.health.v1.Health/Check"
    })
    void a_reply_has_the_id_that_its_request_brings(String method, String type, String path) throws Exception {
        HttpFields headers = send(method, path, type, "r.1_2-3", GrpcServer.ADMIN);

        assertThat(headers.getValuesList("x-request-id")).containsExactly("r.1_2-3");
    }

    @Test
    void refusals_and_failures_have_it_as_well() throws Exception {
        assertThat(send("POST", Wire.LOCK, "application/grpc", "r-1", "Bearer wrong")
                        .getValuesList("x-request-id"))
                .containsExactly("r-1");

        accounts.fail(new IllegalStateException("something"));
        try (LoggedIncidents log = new LoggedIncidents()) {
            assertThat(send("POST", Wire.LOCK, "application/grpc", "r-2", GrpcServer.ADMIN)
                            .getValuesList("x-request-id"))
                    .containsExactly("r-2");
            assertThat(log.lines()).singleElement().asString().contains(" request=r-2 call=grpc");
        }
    }

    @Test
    void what_is_no_id_is_replaced() throws Exception {
        HttpFields headers = send("POST", Wire.LOCK, "application/grpc", "<b>evil</b>", GrpcServer.ADMIN);

        String id = Objects.requireNonNull(headers.get("x-request-id"));
        assertThat(RequestId.isValid(id)).isTrue();
        assertThat(id).doesNotContain("evil");
    }

    private HttpFields send(String method, String path, String type, String id, String authorization) throws Exception {
        Map<String, String> headers = new HashMap<>(
                Map.of("content-type", type, "x-request-id", id, "authorization", authorization, "te", "trailers"));
        try (RawHttp2 http2 = new RawHttp2(server.port())) {
            return http2.send(method, path, headers, EMPTY).headers();
        }
    }
}
