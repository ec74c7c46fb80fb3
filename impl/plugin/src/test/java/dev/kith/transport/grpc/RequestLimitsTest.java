package dev.kith.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.kith.transport.CallObserver;
import dev.kith.transport.CorsPolicy;
import dev.kith.transport.RecordingAccounts;
import dev.kith.transport.TestTransport;
import dev.kith.transport.grpc.wire.PatchUser;
import dev.kith.transport.grpc.wire.PatchUserRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server must not swallow, and when it is too late. */
class RequestLimitsTest {
    private final RecordingAccounts accounts = new RecordingAccounts();
    private final TickingClock clock = new TickingClock();
    private final GrpcServer server = GrpcServer.of(accounts, CorsPolicy.CLOSED, clock);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_message_that_is_no_protobuf_is_an_invalid_argument() throws Exception {
        assertThat(status(Wire.frame(0, new byte[] {0x0A, 0x7F, 1}), Map.of())).isEqualTo(3);
        assertThat(status(Wire.frame(0, new byte[] {0x07}), Map.of())).isEqualTo(3);
        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void a_text_that_is_no_utf_8_is_an_invalid_argument() throws Exception {
        assertThat(status(Wire.frame(0, new byte[] {0x1A, 2, (byte) 0xED, (byte) 0xA0}), Map.of()))
                .isEqualTo(3);
    }

    @Test
    void a_body_that_is_compressed_as_a_whole_is_refused() throws Exception {
        byte[] frame =
                Wire.frame(0, PatchUserRequest.newBuilder().setId("u1").build().toByteArray());

        assertThat(status(frame, Map.of("content-encoding", "gzip"))).isEqualTo(12);
        assertThat(accounts.calls()).isEmpty();
        assertThat(status(frame, Map.of("content-encoding", "identity"))).isZero();
    }

    @Test
    void members_that_nobody_knows_are_skipped() throws Exception {
        byte[] known = PatchUserRequest.newBuilder().setId("u1").build().toByteArray();
        byte[] unknown = {(byte) 0xF8, 0x06, 1, (byte) 0xFB, 0x06, (byte) 0xFC, 0x06};

        assertThat(status(Wire.frame(0, Wire.joined(known, unknown)), Map.of())).isZero();
    }

    @Test
    void the_last_of_two_members_counts() throws Exception {
        byte[] first = PatchUserRequest.newBuilder().setId("u1").build().toByteArray();
        byte[] second = PatchUserRequest.newBuilder().setId("u2").build().toByteArray();

        assertThat(status(Wire.frame(0, Wire.joined(first, second)), Map.of())).isZero();
        assertThat(((dev.kith.api.PatchUser) accounts.onlyCall().command()).id())
                .isEqualTo("u2");
    }

    @ParameterizedTest
    @CsvSource({"63, 0", "64, 3", "1000, 3", "100000, 3"})
    void data_is_read_down_to_its_limit_and_refused_below_it(int depth, int status) throws Exception {
        assertThat(status(Wire.frame(0, patch(nested(depth))), Map.of())).isEqualTo(status);
    }

    @Test
    void groups_without_end_are_refused() throws Exception {
        byte[] groups = new byte[200_000];
        for (int i = 0; i < groups.length; i += 2) {
            groups[i] = (byte) 0xFB;
            groups[i + 1] = 0x06;
        }

        assertThat(status(Wire.frame(0, groups), Map.of())).isEqualTo(3);
    }

    @Test
    void more_than_one_message_is_unimplemented_and_none_is_served() throws Exception {
        byte[] frame = Wire.frame(PatchUserRequest.getDefaultInstance());

        assertThat(status(Wire.joined(frame, frame), Map.of())).isEqualTo(12);
        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void no_memory_is_taken_for_bytes_that_are_only_announced() {
        InputStream endless = new InputStream() {
            private int sent;

            @Override
            public int read() throws IOException {
                throw new IOException("bytes are asked for one by one");
            }

            @Override
            public int read(byte[] buffer, int from, int length) {
                // 64 KiB at a time would be generous, the whole message in one piece is not.
                assertThat(length).isLessThanOrEqualTo(1 << 16);
                sent += 5;
                if (sent > 5) {
                    return -1;
                }
                System.arraycopy(Wire.frame(0, 4_000_000, new byte[0]), 0, buffer, from, 5);
                return 5;
            }
        };

        assertThat(catchUnservable(endless).answer().status().code()).isEqualTo(13);
    }

    @Test
    void a_body_that_breaks_off_is_a_bad_frame() throws Exception {
        InputStream reset = InputStream.nullInputStream();
        reset.close();
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(Wire.frame(0, 100, new byte[10])), reset);

        GrpcReply reply = new UnaryEntry(clock, CallObserver.NONE)
                .serve(
                        head -> new UnaryMethod.AdmittedCall(
                                TestTransport.roomyBodies().ofNobody(), GrpcFraming.MAX_MESSAGE, request -> {
                                    throw new AssertionError("served");
                                }),
                        MediaType.WEB,
                        new HeadOf(Map.of()),
                        Optional.empty(),
                        broken);

        assertThat(((GrpcReply.Failure) reply).error().status().code()).isEqualTo(13);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0H", "0M", "0S", "0m", "0u", "0n"})
    void a_call_whose_time_is_up_is_not_made(String timeout) throws Exception {
        assertThat(status(Wire.frame(PatchUserRequest.getDefaultInstance()), Map.of("grpc-timeout", timeout)))
                .isEqualTo(4);
        assertThat(accounts.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999H", "1S", "00000001M", "99999m"})
    void a_call_that_has_time_is_made(String timeout) throws Exception {
        assertThat(status(Wire.frame(PatchUserRequest.getDefaultInstance()), Map.of("grpc-timeout", timeout)))
                .isZero();
    }

    @Test
    void a_call_whose_time_runs_out_before_its_work_is_not_made() throws Exception {
        clock.tick = Duration.ofMillis(600);

        assertThat(status(Wire.frame(PatchUserRequest.getDefaultInstance()), Map.of("grpc-timeout", "1S")))
                .isEqualTo(4);
        assertThat(accounts.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "S", "1", "1s", "-1S", "123456789S", "1 S", "1S,1S"})
    void a_timeout_that_cannot_be_read_is_told(String timeout) throws Exception {
        assertThat(status(Wire.frame(PatchUserRequest.getDefaultInstance()), Map.of("grpc-timeout", timeout)))
                .isEqualTo(13);
        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void where_trailers_cannot_be_sent_the_call_is_refused_and_not_made() throws Exception {
        RecordingAccounts untouched = new RecordingAccounts();
        try (GrpcServer other = GrpcServer.withoutTrailers(untouched);
                RawHttp2 http2 = new RawHttp2(other.port())) {
            Map<String, String> headers = Map.of("content-type", "application/grpc", "authorization", GrpcServer.ADMIN);
            RawHttp2.Answer answer = http2.post(Wire.PATCH, headers, Wire.frame(PatchUserRequest.getDefaultInstance()));

            assertThat(answer.status()).isEqualTo(501);
            assertThat(answer.headers().get("content-type")).isEqualTo("application/grpc");
            assertThat(answer.grpcStatus()).isEqualTo(12);
            assertThat(untouched.calls()).isEmpty();
        }
    }

    @Test
    void health_is_told_to_anybody() throws Exception {
        assertThat(health("")).isZero();
        assertThat(health("zitadel.resources.user.v3alpha.ZITADELUsers")).isZero();
        assertThat(health("other")).isEqualTo(5);
        try (RawHttp2 http2 = new RawHttp2(server.port())) {
            Map<String, String> headers = Map.of("content-type", "application/grpc");
            byte[] empty = Wire.frame(0, new byte[0]);
            assertThat(http2.post("/grpc.health.v1.Health/Check", headers, empty)
                            .body())
                    .containsExactly(0, 0, 0, 0, 2, 8, 1);
            assertThat(http2.post("/grpc.health.v1.Health/Watch", headers, empty)
                            .grpcStatus())
                    .isEqualTo(12);
        }
    }

    private int health(String service) throws Exception {
        byte[] message = dev.kith.transport.grpc.wire.HealthCheckRequest.newBuilder()
                .setService(service)
                .build()
                .toByteArray();
        try (RawHttp2 http2 = new RawHttp2(server.port())) {
            return http2.post(
                            "/grpc.health.v1.Health/Check",
                            Map.of("content-type", "application/grpc"),
                            Wire.frame(0, message))
                    .grpcStatus();
        }
    }

    private int status(byte[] body, Map<String, String> more) throws Exception {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("content-type", "application/grpc");
        headers.put("authorization", GrpcServer.ADMIN);
        try (RawHttp2 http2 = new RawHttp2(server.port())) {
            return http2.post(Wire.PATCH, headers, body).grpcStatus();
        }
    }

    private static GrpcFailure catchUnservable(InputStream body) {
        try {
            GrpcFraming.readOne(
                    body,
                    Encoding.IDENTITY,
                    GrpcFraming.MAX_MESSAGE,
                    TestTransport.roomyBodies().ofNobody());
        } catch (GrpcFailure refused) {
            return refused;
        } catch (IOException other) {
            throw new AssertionError(other);
        }
        throw new AssertionError("read");
    }

    /** A struct in a struct, built inside out, because the builders of a library would overflow the stack. */
    private static ByteString nested(int depth) {
        ByteString struct = ByteString.EMPTY;
        for (int i = 1; i < depth; i++) {
            ByteString value = member(Value.STRUCT_VALUE_FIELD_NUMBER, struct);
            ByteString entry = member(1, ByteString.copyFromUtf8("n")).concat(member(2, value));
            struct = member(Struct.FIELDS_FIELD_NUMBER, entry);
        }
        return struct;
    }

    private static byte[] patch(ByteString struct) {
        ByteString user = member(PatchUser.DATA_FIELD_NUMBER, struct);
        return member(PatchUserRequest.USER_FIELD_NUMBER, user).toByteArray();
    }

    private static ByteString member(int number, ByteString content) {
        return varint(number << 3 | 2).concat(varint(content.size())).concat(content);
    }

    private static ByteString varint(int value) {
        ByteString bytes = ByteString.EMPTY;
        int rest = value;
        while (rest >= 0x80) {
            bytes = bytes.concat(ByteString.copyFrom(new byte[] {(byte) (rest | 0x80)}));
            rest >>>= 7;
        }
        return bytes.concat(ByteString.copyFrom(new byte[] {(byte) rest}));
    }

    /** A clock that goes forward by a step whenever it is looked at. */
    private static final class TickingClock extends Clock {
        private volatile Duration tick = Duration.ZERO;
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public synchronized Instant instant() {
            now = now.plus(tick);
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
