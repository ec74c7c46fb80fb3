package dev.kith.bench;

import com.google.protobuf.MessageLite;
import dev.kith.bench.Load.Caller;
import dev.kith.bench.Load.Target;
import dev.kith.bench.Servers.Program;
import dev.kith.transport.grpc.wire.SetContactEmailRequest;
import dev.kith.transport.grpc.wire.SetContactEmailResponse;
import dev.kith.transport.grpc.wire.SetEmail;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.lite.ProtoLiteUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.URI;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** The calls that are measured. */
final class Calls {
    private static final String USERS = "/resources/v3alpha/users/";

    /** Each request has a number of its own, also over several runs on one database. */
    private static final AtomicLong NUMBERS = new AtomicLong(System.currentTimeMillis() * 1000);

    private Calls() {}

    /** Makes the request of a number. */
    interface Request {
        byte[] make(long number, Random random);
    }

    /** Requests over HTTP/1.1. */
    static Target over(URI server, Request request) {
        return connection -> {
            Random random = new Random(connection);
            HttpConnection http = new HttpConnection(server);
            return new Caller() {
                @Override
                public boolean call() throws Exception {
                    return http.status(request.make(NUMBERS.incrementAndGet(), random)) < 300;
                }

                @Override
                public void close() throws IOException {
                    http.close();
                }
            };
        };
    }

    /** Sets the address of one of the first users to one that nobody has had. */
    static Target email(Program server, int users) {
        return email(server, users, "");
    }

    /** The same, and the code comes with the answer instead of a message. */
    static Target emailWithCode(Program server, int users) {
        return email(server, users, ",\"returnCode\":{}");
    }

    private static Target email(Program server, int users, String more) {
        String base = isBare(server) ? "/" : USERS;
        return over(
                server.url(),
                (number, random) -> HttpConnection.request(
                        server.url(),
                        "PUT",
                        base + "a" + (1 + random.nextInt(users)) + "/email",
                        server.token(),
                        "{\"address\":\"n" + number + "@example.com\"" + more + "}"));
    }

    /** Sets the address of one user after the other, each once. */
    static Target emailOfEach(Program server, AtomicLong next, int users) {
        return over(
                server.url(),
                (number, random) -> HttpConnection.request(
                        server.url(),
                        "PUT",
                        USERS + "a" + (1 + next.getAndIncrement() % users) + "/email",
                        server.token(),
                        "{\"address\":\"n" + number + "@example.com\"}"));
    }

    /** Changes the data of one of the first users: six properties. */
    static Target patch(Program server, int users) {
        String base = isBare(server) ? "/" : USERS;
        return over(
                server.url(),
                (number, random) -> HttpConnection.request(
                        server.url(),
                        "PATCH",
                        base + "a" + (1 + random.nextInt(users)),
                        server.token(),
                        "{\"data\":" + data(number) + "}"));
    }

    static String data(long number) {
        return "{\"givenName\":\"Ada" + number + "\",\"familyName\":\"Quill\",\"department\":\"ops\",\"level\":"
                + (number % 90 + 1) + ",\"nickName\":\"aq\",\"tags\":[\"one\",\"two\"]}";
    }

    /** Reads one of the first users. */
    static Target read(Program server, int users) {
        return over(
                server.url(),
                (number, random) -> HttpConnection.request(
                        server.url(), "GET", USERS + "a" + (1 + random.nextInt(users)), server.token(), ""));
    }

    private static boolean isBare(Program server) {
        return server.token().equals("bare");
    }

    /** Sets addresses over gRPC, each connection with a channel of its own. */
    static Target grpcEmail(Program server, int users) {
        MethodDescriptor<SetContactEmailRequest, SetContactEmailResponse> method = method(
                "SetContactEmail",
                SetContactEmailRequest.getDefaultInstance(),
                SetContactEmailResponse.getDefaultInstance());
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + server.token());
        return connection -> {
            ManagedChannel channel = NettyChannelBuilder.forTarget(server.url().getAuthority())
                    .usePlaintext()
                    .build();
            Random random = new Random(connection);
            return new Caller() {
                @Override
                public boolean call() {
                    SetContactEmailRequest request = SetContactEmailRequest.newBuilder()
                            .setId("a" + (1 + random.nextInt(users)))
                            .setEmail(
                                    SetEmail.newBuilder().setAddress("n" + NUMBERS.incrementAndGet() + "@example.com"))
                            .build();
                    try {
                        ClientCalls.blockingUnaryCall(
                                ClientInterceptors.intercept(
                                        channel, MetadataUtils.newAttachHeadersInterceptor(headers)),
                                method,
                                CallOptions.DEFAULT,
                                request);
                        return true;
                    } catch (StatusRuntimeException e) {
                        return false;
                    }
                }

                @Override
                public void close() {
                    channel.shutdownNow();
                }
            };
        };
    }

    private static <Q extends MessageLite, R extends MessageLite> MethodDescriptor<Q, R> method(
            String name, Q request, R response) {
        return MethodDescriptor.newBuilder(ProtoLiteUtils.marshaller(request), ProtoLiteUtils.marshaller(response))
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("zitadel.resources.user.v3alpha.ZITADELUsers/" + name)
                .build();
    }
}
