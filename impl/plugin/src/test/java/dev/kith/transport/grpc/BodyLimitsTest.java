package dev.kith.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.kith.transport.BinaryCalls;
import dev.kith.transport.BodyBudget;
import dev.kith.transport.RecordingAccounts;
import dev.kith.transport.TestTransport;
import dev.kith.transport.grpc.wire.PatchUser;
import dev.kith.transport.grpc.wire.PatchUserRequest;
import dev.kith.transport.grpc.wire.RetryInfo;
import dev.kith.transport.grpc.wire.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of callers who are not known, and bodies that are too much, over HTTP/2. */
class BodyLimitsTest {
    private static final int QUARTER = 256 * 1024;
    private static final String LOCK_BY_PATH = "/resources/v3alpha/users/u1/_lock";

    private final RecordingAccounts accounts = new RecordingAccounts();
    private final GrpcServer server = GrpcServer.of(TestTransport.context(
            accounts,
            new BodyBudget(4 * QUARTER, Duration.ofMinutes(1), Clock.systemUTC()),
            admission -> BinaryCalls.NONE));

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {Wire.PATCH, Wire.LOCK, LOCK_BY_PATH})
    void an_anonymous_body_is_not_waited_for(String path) throws Exception {
        for (byte[] begun : new byte[][] {
            {}, {0}, Wire.frame(0, 1_000, new byte[10]), Wire.frame(0, 1 << 30, new byte[10]), {7, 7, 7, 7, 7, 7}
        }) {
            assertThat(unfinished(path, Map.of(), begun)).isEqualTo(16);
            assertThat(unfinished(path, Map.of("authorization", "Bearer wrong"), begun))
                    .isEqualTo(16);
            assertThat(unfinished(path, Map.of("if-match", "nonsense", "grpc-timeout", "0S"), begun))
                    .isEqualTo(16);
            assertThat(unfinished(path, Map.of("grpc-encoding", "x", "grpc-timeout", "x"), begun))
                    .isEqualTo(16);
        }
    }

    @Test
    void an_unknown_method_is_told_without_its_body() throws Exception {
        assertThat(unfinished(Wire.PATCH + "Nowhere", Map.of(), new byte[] {0})).isEqualTo(12);
    }

    @Test
    void a_health_check_has_a_small_body() throws Exception {
        assertThat(unfinished("/grpc.health.v1.Health/Check", Map.of(), Wire.frame(0, 100_000, new byte[10])))
                .isEqualTo(8);
    }

    @Test
    void a_message_that_is_too_much_for_its_caller_is_refused_and_others_are_served() throws Exception {
        try (RawHttp2 http2 = new RawHttp2(server.port())) {
            RawHttp2.Answer refused = http2.post(Wire.PATCH, as("ada"), Wire.frame(0, text(QUARTER)));

            assertThat(refused.grpcStatus()).isEqualTo(14);
            Status status = Status.parseFrom(Base64.getDecoder().decode(refused.field("grpc-status-details-bin")));
            assertThat(status.getMessage()).endsWith("(KITH-BUSY)");
            assertThat(status.getDetails(1).getTypeUrl()).isEqualTo("type.googleapis.com/google.rpc.RetryInfo");
            assertThat(RetryInfo.parseFrom(status.getDetails(1).getValue())
                            .getRetryDelay()
                            .getSeconds())
                    .isEqualTo(1);
            assertThat(http2.post(Wire.PATCH, as("bea"), Wire.frame(0, text(QUARTER / 2)))
                            .grpcStatus())
                    .isZero();
        }
    }

    @Test
    void what_a_message_inflates_to_counts() throws Exception {
        Map<String, String> headers = as("ada");
        headers.put("grpc-encoding", "gzip");
        try (RawHttp2 http2 = new RawHttp2(server.port())) {
            assertThat(http2.post(Wire.PATCH, headers, Wire.frame(1, Wire.gzip(text(QUARTER))))
                            .grpcStatus())
                    .isEqualTo(14);
            assertThat(http2.post(Wire.PATCH, headers, Wire.frame(1, Wire.gzip(text(QUARTER / 2))))
                            .grpcStatus())
                    .isZero();
        }
        assertThat(accounts.calls()).hasSize(1);
    }

    static Stream<ByteString> crowds() {
        ByteString value = ByteString.copyFrom(new byte[] {0x0A, 0});
        return Stream.of(
                // a list of values that are not even null
                inData(member(1, ByteString.copyFromUtf8("a")).concat(member(2, member(6, repeated(value, 200_000))))),
                // members without a name and a value
                member(4, member(2, repeated(value, 400_000))),
                // the same member of the request again and again
                repeated(ByteString.copyFrom(new byte[] {0x22, 0}), 400_000));
    }

    @ParameterizedTest
    @MethodSource("crowds")
    void messages_are_counted_before_there_are_objects(ByteString message) throws Exception {
        assertThat(message.size()).isLessThan(1 << 20);
        try (GrpcServer roomy = GrpcServer.of(accounts);
                RawHttp2 http2 = new RawHttp2(roomy.port())) {
            RawHttp2.Answer answer = http2.post(Wire.PATCH, as("ada"), Wire.frame(0, message.toByteArray()));

            assertThat(answer.grpcStatus()).isEqualTo(3);
            assertThat(answer.field("grpc-message")).contains("more than 100000 values");
        }
        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void as_many_values_as_json_may_have_are_read() throws Exception {
        Value list = Value.newBuilder()
                .setListValue(ListValue.newBuilder()
                        .addAllValues(Collections.nCopies(
                                99_990, Value.newBuilder().setBoolValue(true).build())))
                .build();
        PatchUserRequest message = PatchUserRequest.newBuilder()
                .setId("u1")
                .setUser(PatchUser.newBuilder().setData(Struct.newBuilder().putFields("a", list)))
                .build();
        try (GrpcServer roomy = GrpcServer.of(accounts);
                RawHttp2 http2 = new RawHttp2(roomy.port())) {
            assertThat(http2.post(Wire.PATCH, as("ada"), Wire.frame(message)).grpcStatus())
                    .isZero();
        }
    }

    private static ByteString inData(ByteString entry) {
        return member(4, member(2, member(1, entry)));
    }

    private static ByteString member(int number, ByteString content) {
        ByteString.Output out = ByteString.newOutput();
        out.write((number << 3) | 2);
        int rest = content.size();
        for (; rest >= 0x80; rest >>>= 7) {
            out.write((rest & 0x7F) | 0x80);
        }
        out.write(rest);
        return out.toByteString().concat(content);
    }

    private static ByteString repeated(ByteString one, int times) {
        ByteString.Output out = ByteString.newOutput(one.size() * times);
        byte[] bytes = one.toByteArray();
        for (int i = 0; i < times; i++) {
            out.write(bytes, 0, bytes.length);
        }
        return out.toByteString();
    }

    /** A request of about this size. */
    private static byte[] text(int size) {
        Value text = Value.newBuilder().setStringValue("a".repeat(size)).build();
        return PatchUserRequest.newBuilder()
                .setId("u1")
                .setUser(PatchUser.newBuilder().setData(Struct.newBuilder().putFields("a", text)))
                .build()
                .toByteArray();
    }

    private static Map<String, String> as(String caller) {
        return new HashMap<>(Map.of("content-type", "application/grpc", "authorization", "Bearer as-" + caller));
    }

    private int unfinished(String path, Map<String, String> more, byte[] begun) throws Exception {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("content-type", "application/grpc");
        try (RawHttp2 http2 = new RawHttp2(server.port())) {
            return http2.postUnfinished(path, headers, begun).grpcStatus();
        }
    }
}
