package dev.kith.transport.grpc;

import java.io.ByteArrayOutputStream;
import java.util.Base64;

/** The body of a gRPC-Web answer: the message's frame, if there is one, then the status. */
final class WebBody {
    private WebBody() {}

    static byte[] of(MediaType type, GrpcReply reply) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (reply instanceof GrpcReply.Success success) {
            body.writeBytes(GrpcFraming.message(success.message().toByteArray()));
            body.writeBytes(GrpcFraming.trailers(StatusTrailers.ok()));
        } else {
            body.writeBytes(GrpcFraming.trailers(StatusTrailers.of(((GrpcReply.Failure) reply).error())));
        }
        return type == MediaType.WEB_TEXT ? Base64.getEncoder().encode(body.toByteArray()) : body.toByteArray();
    }
}
