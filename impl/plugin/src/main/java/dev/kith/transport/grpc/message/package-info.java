/**
 * What the messages of the calls are made of: their types, read from the description of the {@code .proto} files, their JSON
 * form, and the details of errors as messages. Knows no protocol.
 *
 * <p>Reading order: {@link dev.kith.transport.grpc.message.MessageType}, {@link dev.kith.transport.grpc.message.MessageJson}.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.transport.grpc.message;

import org.jspecify.annotations.NullMarked;
