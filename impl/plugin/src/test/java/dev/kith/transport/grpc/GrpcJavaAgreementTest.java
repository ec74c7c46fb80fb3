package dev.kith.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.transport.RecordingAccounts;
import dev.kith.transport.grpc.wire.LockUserRequest;
import dev.kith.transport.grpc.wire.LockUserResponse;
import dev.kith.transport.grpc.wire.ZITADELUsersGrpc;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same bytes to a server of grpc-java and to ours. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrpcJavaAgreementTest {
    private static final byte[] MESSAGE =
            LockUserRequest.newBuilder().setId("u1").build().toByteArray();
    private static final byte[] FRAME = Wire.frame(0, MESSAGE);

    private final Server reference = NettyServerBuilder.forAddress(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new ZITADELUsersGrpc.ZITADELUsersImplBase() {
                @Override
                public void lockUser(LockUserRequest request, StreamObserver<LockUserResponse> observer) {
                    observer.onNext(LockUserResponse.getDefaultInstance());
                    observer.onCompleted();
                }
            })
            .build();
    private final GrpcServer server = GrpcServer.of(new RecordingAccounts());

    @BeforeAll
    void start() throws Exception {
        reference.start();
    }

    @AfterAll
    void stop() throws Exception {
        reference.shutdownNow().awaitTermination();
        server.close();
    }

    record Request(String path, Map<String, String> headers, byte[] body) {
        static Request of(byte[] body) {
            return new Request(
                    Wire.LOCK,
                    Map.of(
                            "content-type", "application/grpc",
                            "te", "trailers",
                            "authorization", GrpcServer.ADMIN),
                    body);
        }

        Request with(String name, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(name, value);
            return new Request(path, more, body);
        }

        Request without(String name) {
            Map<String, String> fewer = new HashMap<>(headers);
            fewer.remove(name);
            return new Request(path, fewer, body);
        }

        Request to(String other) {
            return new Request(other, headers, body);
        }
    }

    static Stream<Arguments> requests() {
        byte[] gzip = Wire.gzip(MESSAGE);
        return Stream.of(
                Arguments.of("a call", Request.of(FRAME)),
                Arguments.of("a call with a subtype", Request.of(FRAME).with("content-type", "application/grpc+proto")),
                Arguments.of(
                        "a compressed call", Request.of(Wire.frame(1, gzip)).with("grpc-encoding", "gzip")),
                Arguments.of(
                        "a plain call that might have been compressed",
                        Request.of(FRAME).with("grpc-encoding", "gzip")),
                Arguments.of(
                        "an unknown method", Request.of(FRAME).to("/zitadel.resources.user.v3alpha.ZITADELUsers/X")),
                Arguments.of("an unknown compression", Request.of(FRAME).with("grpc-encoding", "zstd")),
                Arguments.of("compressed without saying how", Request.of(Wire.frame(1, gzip))),
                Arguments.of(
                        "compressed and saying not at all",
                        Request.of(Wire.frame(1, gzip)).with("grpc-encoding", "identity")),
                Arguments.of("a reserved bit", Request.of(Wire.frame(2, MESSAGE))),
                Arguments.of("the flag of a trailer", Request.of(Wire.frame(0x80, MESSAGE))),
                Arguments.of("nothing", Request.of(new byte[0])),
                Arguments.of("half a frame header", Request.of(new byte[] {0, 0, 0})),
                Arguments.of("half a frame", Request.of(Wire.frame(0, 100, MESSAGE))),
                Arguments.of("a call and half a frame header", Request.of(Wire.joined(FRAME, new byte[] {0, 0}))),
                Arguments.of("another content type", Request.of(FRAME).with("content-type", "text/plain")),
                Arguments.of("no content type", Request.of(FRAME).without("content-type")),
                Arguments.of("too large", Request.of(Wire.frame(0, 5_000_000, MESSAGE))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void a_request_has_the_status_that_it_has_in_grpc_java(String name, Request request) throws Exception {
        try (RawHttp2 theirs = new RawHttp2(reference.getPort());
                RawHttp2 ours = new RawHttp2(server.port())) {
            RawHttp2.Answer expected = theirs.post(request.path(), request.headers(), request.body());
            RawHttp2.Answer actual = ours.post(request.path(), request.headers(), request.body());

            assertThat(actual.grpcStatus()).as("%s%n%s", expected, actual).isEqualTo(expected.grpcStatus());
            assertThat(actual.status()).isEqualTo(expected.status());
        }
    }
}
