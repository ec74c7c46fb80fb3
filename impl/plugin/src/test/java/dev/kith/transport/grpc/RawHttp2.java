package dev.kith.transport.grpc;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/** Sends any bytes as the body of an HTTP/2 request, prior knowledge, and tells everything that comes back. */
final class RawHttp2 implements AutoCloseable {
    private static final long SECONDS = 30;

    /** An answer: headers, body and trailers. */
    record Answer(
            int status,
            HttpFields headers,
            byte[] body,
            @Nullable HttpFields trailers) {
        /** The gRPC status, wherever it stands. */
        int grpcStatus() {
            String status = field("grpc-status");
            if (status == null) {
                throw new AssertionError("no grpc-status: " + this);
            }
            return Integer.parseInt(status);
        }

        /** A field of gRPC: in the trailers, or in the headers where there is nothing else. */
        @Nullable
        String field(String name) {
            return trailers == null ? headers.get(name) : trailers.get(name);
        }

        @Override
        public String toString() {
            return status + " " + headers + " " + new String(body, StandardCharsets.ISO_8859_1) + " " + trailers;
        }
    }

    private final HTTP2Client client = new HTTP2Client();
    private final Session session;
    private final int port;

    RawHttp2(int port) throws Exception {
        this.port = port;
        client.start();
        CompletableFuture<Session> connected = new CompletableFuture<>();
        client.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                new Session.Listener() {},
                Promise.from(connected::complete, connected::completeExceptionally));
        session = connected.get(SECONDS, TimeUnit.SECONDS);
    }

    Answer post(String path, Map<String, String> headers, byte[] body) throws Exception {
        return send("POST", path, headers, body);
    }

    /** A body that does not end. */
    Answer postUnfinished(String path, Map<String, String> headers, byte[] body) throws Exception {
        return send("POST", path, headers, body, false);
    }

    Answer send(String method, String path, Map<String, String> headers, byte[] body) throws Exception {
        return send(method, path, headers, body, true);
    }

    private Answer send(String method, String path, Map<String, String> headers, byte[] body, boolean ends)
            throws Exception {
        HttpFields.Mutable fields = HttpFields.build();
        headers.forEach(fields::add);
        MetaData.Request request = new MetaData.Request(
                method, HttpURI.from("http://127.0.0.1:" + port + path), HttpVersion.HTTP_2, fields);
        Collector collector = new Collector();
        CompletableFuture<Stream> opened = new CompletableFuture<>();
        session.newStream(
                new HeadersFrame(request, null, false),
                Promise.from(opened::complete, opened::completeExceptionally),
                collector);
        Stream stream = opened.get(SECONDS, TimeUnit.SECONDS);
        // A server may answer, and reset the rest, before it has seen everything.
        stream.data(new DataFrame(stream.getId(), ByteBuffer.wrap(body), ends), Callback.NOOP);
        return collector.answer.get(SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static final class Collector implements Stream.Listener {
        private final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private MetaData.@Nullable Response head;

        @Override
        public void onHeaders(Stream stream, HeadersFrame frame) {
            if (frame.getMetaData() instanceof MetaData.Response response) {
                head = response;
                if (frame.isEndStream()) {
                    complete(null);
                } else {
                    stream.demand();
                }
            } else {
                complete(frame.getMetaData().getHttpFields());
            }
        }

        @Override
        public void onDataAvailable(Stream stream) {
            Stream.Data data = stream.readData();
            if (data == null) {
                stream.demand();
                return;
            }
            ByteBuffer bytes = data.frame().getByteBuffer();
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            body.writeBytes(copy);
            data.release();
            if (data.frame().isEndStream()) {
                complete(null);
            } else {
                stream.demand();
            }
        }

        @Override
        public void onReset(Stream stream, ResetFrame frame, Callback callback) {
            answer.completeExceptionally(new AssertionError("reset " + frame));
            callback.succeeded();
        }

        @Override
        public void onFailure(Stream stream, int error, String reason, Throwable failure, Callback callback) {
            answer.completeExceptionally(new AssertionError("failed " + error + " " + reason, failure));
            callback.succeeded();
        }

        private void complete(@Nullable HttpFields trailers) {
            MetaData.Response response = head;
            if (response == null) {
                answer.completeExceptionally(new AssertionError("no headers"));
            } else {
                answer.complete(
                        new Answer(response.getStatus(), response.getHttpFields(), body.toByteArray(), trailers));
            }
        }
    }
}
