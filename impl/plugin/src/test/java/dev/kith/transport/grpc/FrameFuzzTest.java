package dev.kith.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.kith.transport.RecordingAccounts;
import dev.kith.transport.grpc.wire.PatchUser;
import dev.kith.transport.grpc.wire.PatchUserRequest;
import dev.kith.transport.grpc.wire.SetContact;
import dev.kith.transport.grpc.wire.SetEmail;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Random and mutated bodies over real connections. Each must be answered, within the time-out of its socket, by a
 * well-formed status, and none may leave anything behind.
 */
class FrameFuzzTest {
    private static final long SEED = 20_261_122;
    private static final int BODIES = 10_000;
    private static final int WARM_UP = 500;
    private static final byte[] GOOD = PatchUserRequest.newBuilder()
            .setId("u1")
            .setUser(PatchUser.newBuilder()
                    .setSchemaId("s1")
                    .setData(Struct.newBuilder()
                            .putFields(
                                    "name",
                                    Value.newBuilder().setStringValue("Mini").build())
                            .putFields(
                                    "size", Value.newBuilder().setNumberValue(7).build()))
                    .setContact(SetContact.newBuilder()
                            .setEmail(SetEmail.newBuilder().setAddress("a@b.c").setIsVerified(true))))
            .build()
            .toByteArray();

    private final GrpcServer server = GrpcServer.of(new RecordingAccounts());
    private final Random random = new Random(SEED);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void ten_thousand_bodies_each_get_a_status_and_leave_nothing_behind() throws Exception {
        Map<Integer, Integer> statuses = new TreeMap<>();
        int threads = 0;
        long memory = 0;
        try (RawHttp2 http2 = new RawHttp2(server.port());
                WebConnection web = new WebConnection(server.port())) {
            for (int i = 0; i < BODIES; i++) {
                if (i == WARM_UP) {
                    threads = Thread.activeCount();
                    memory = usedMemory();
                }
                byte[] body = body();
                Map<String, String> headers = headers();
                int status = i % 2 == 0 ? grpcStatus(http2, headers, body) : web.status(headers, body, i % 4 == 1);
                assertThat(status).isBetween(0, 16);
                statuses.merge(status, 1, Integer::sum);
            }
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 2);
            assertThat(usedMemory() - memory).isLessThan(32L << 20);
        }
        assertThat(statuses.keySet()).contains(0, 3, 8, 12, 13).doesNotContain(1, 2, 14, 15);
    }

    private static int grpcStatus(RawHttp2 http2, Map<String, String> headers, byte[] body) throws Exception {
        Map<String, String> all = new HashMap<>(headers);
        all.put("content-type", "application/grpc");
        RawHttp2.Answer answer = http2.post(Wire.PATCH, all, body);
        assertThat(answer.status()).isEqualTo(200);
        return answer.grpcStatus();
    }

    private byte[] body() {
        return switch (random.nextInt(8)) {
            case 0 -> bytes(random.nextInt(40));
            case 1 -> Wire.frame(0, bytes(random.nextInt(200)));
            case 2 -> mutated(Wire.frame(0, GOOD));
            case 3 -> mutated(Wire.frame(1, Wire.gzip(GOOD)));
            case 4 -> Arrays.copyOf(Wire.frame(0, GOOD), random.nextInt(GOOD.length + 5));
            case 5 -> Wire.joined(Wire.frame(0, GOOD), bytes(random.nextInt(20)));
            case 6 -> Wire.frame(random.nextInt(3), random.nextInt(), GOOD);
            default -> Wire.frame(0, mutated(GOOD));
        };
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        headers.put("authorization", GrpcServer.ADMIN);
        if (random.nextInt(3) == 0) {
            headers.put("grpc-encoding", List.of("gzip", "identity", "br").get(random.nextInt(3)));
        }
        if (random.nextInt(10) == 0) {
            headers.put("grpc-timeout", List.of("1H", "0n", "x").get(random.nextInt(3)));
        }
        return headers;
    }

    private byte[] mutated(byte[] original) {
        byte[] copy = original.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        return copy;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** gRPC-Web over a plain socket, one request after the other. */
    private static final class WebConnection implements AutoCloseable {
        private static final int TIMEOUT_MILLIS = 30_000;

        private final int port;
        private Socket socket;

        WebConnection(int port) throws IOException {
            this.port = port;
            this.socket = connect();
        }

        private Socket connect() throws IOException {
            Socket connected = new Socket(InetAddress.getLoopbackAddress(), port);
            connected.setSoTimeout(TIMEOUT_MILLIS);
            return connected;
        }

        int status(Map<String, String> headers, byte[] body, boolean text) throws IOException {
            byte[] content = text ? Wire.base64(body) : body;
            StringBuilder head = new StringBuilder("POST " + Wire.PATCH + " HTTP/1.1\r\nHost: localhost\r\n");
            headers.forEach((name, value) ->
                    head.append(name).append(": ").append(value).append("\r\n"));
            head.append("Content-Type: application/grpc-web").append(text ? "-text" : "");
            head.append("\r\nContent-Length: ").append(content.length).append("\r\n\r\n");
            OutputStream out = socket.getOutputStream();
            out.write(Wire.joined(head.toString().getBytes(StandardCharsets.US_ASCII), content));
            out.flush();
            byte[] answer = answer();
            return WebAnswer.of(text ? Base64.getDecoder().decode(answer) : answer)
                    .status();
        }

        private byte[] answer() throws IOException {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            String status = line(in);
            if (!status.startsWith("HTTP/1.1 200")) {
                throw new AssertionError(status);
            }
            int length = -1;
            boolean close = false;
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String lower = line.toLowerCase(java.util.Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(
                            lower.substring("content-length:".length()).strip());
                }
                close |= lower.equals("connection: close");
            }
            byte[] body = new byte[length];
            in.readFully(body);
            if (close) {
                socket.close();
                socket = connect();
            }
            return body;
        }

        private static String line(DataInputStream in) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
                if (next != '\r') {
                    line.write(next);
                }
            }
            return line.toString(StandardCharsets.US_ASCII);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
