/**
 * Unary calls over gRPC and gRPC-Web: one framing, one dispatch table and one mapping between messages and commands for both
 * protocols, and for gRPC-Web bodies on the REST paths.
 *
 * <p>Reading order: {@link dev.kith.transport.grpc.GrpcServlet} takes a request, {@link
 * dev.kith.transport.grpc.UnaryEntry} reads its one message, {@link dev.kith.transport.grpc.UserMethods} finds the call,
 * {@code GrpcRequests} and {@code GrpcResponses} map it, and the reply is written in the protocol of the request. The messages
 * are generated from the {@code .proto} files of the API.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.transport.grpc;

import org.jspecify.annotations.NullMarked;
