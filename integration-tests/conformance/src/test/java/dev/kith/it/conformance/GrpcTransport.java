package dev.kith.it.conformance;

import dev.kith.api.Json;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** gRPC over HTTP/2, with the client of grpc-java. */
final class GrpcTransport implements Transport, AutoCloseable {
    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private final WireTypes types;
    private final Map<URI, ManagedChannel> channels = new ConcurrentHashMap<>();

    GrpcTransport(WireTypes types) {
        this.types = types;
    }

    @Override
    public String name() {
        return "grpc";
    }

    @Override
    public int expectedStatus(Expect expect) {
        return expect.grpc();
    }

    @Override
    public boolean judgesHeaders() {
        return false;
    }

    @Override
    public Answer call(Call call) {
        Case.RpcCall rpc = call.rpcCall();
        Metadata metadata = new Metadata();
        call.headers(rpc.metadata())
                .forEach((name, value) -> metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
        byte[] request = types.request(rpc.method(), rpc.message());
        try {
            byte[] response = ClientCalls.blockingUnaryCall(
                    ClientInterceptors.intercept(
                            channel(call.origin()), MetadataUtils.newAttachHeadersInterceptor(metadata)),
                    method(rpc.method()),
                    CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS),
                    request);
            return new Answer(0, Map.of(), types.response(rpc.method(), response));
        } catch (StatusRuntimeException e) {
            return refusal(e);
        }
    }

    private Answer refusal(StatusRuntimeException e) {
        int code = e.getStatus().getCode().value();
        String message = Objects.requireNonNullElse(e.getStatus().getDescription(), "");
        Metadata trailers = e.getTrailers();
        byte @Nullable [] details = trailers == null ? null : trailers.get(DETAILS);
        Json body = types.error(code, message, details);
        return new Answer(code, Map.of(), body);
    }

    private ManagedChannel channel(URI origin) {
        return channels.computeIfAbsent(
                origin,
                server -> NettyChannelBuilder.forAddress(server.getHost(), server.getPort())
                        .usePlaintext()
                        .build());
    }

    private static MethodDescriptor<byte[], byte[]> method(String path) {
        return MethodDescriptor.newBuilder(Bytes.INSTANCE, Bytes.INSTANCE)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(path.substring(1))
                .build();
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }

    /** Messages as they are on the wire. */
    private enum Bytes implements MethodDescriptor.Marshaller<byte[]> {
        INSTANCE;

        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
