package dev.kith.transport.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.kith.api.JsonText;
import dev.kith.transport.GrpcStatus;
import dev.kith.transport.grpc.message.MessageJson;
import dev.kith.transport.grpc.message.MessageType;
import java.io.IOException;

/**
 * Reads messages of one type. Two bytes are enough for an empty message within another, and its object takes a hundred; so the
 * messages are counted before any object is made. Protobuf's lite runtime keeps members that nobody knows, each in an object; so
 * they are cut out before.
 *
 * @param <Q> the type
 */
final class MessageReader<Q extends MessageLite> {
    /**
     * How deep messages may nest. One level of the data takes up to four levels of messages, and {@link StructMapper} has the
     * limit for data; protobuf's own limit of 100 would be reached long before that.
     */
    private static final int MAX_NESTING = 300;

    /** A value of the data takes up to three messages: itself, the entry that names it, and the object or array that it is. */
    private static final int MAX_MESSAGES = 3 * JsonText.MAX_VALUES + 1_000;

    private final MessageType type;
    private final Parser<Q> parser;

    MessageReader(MessageType type, Parser<Q> parser) {
        this.type = type;
        this.parser = parser;
    }

    /** Reads a message and changes its bytes while doing so. */
    Q read(byte[] bytes) throws GrpcFailure {
        try {
            int length = new KnownMembers(bytes).keepKnown(type);
            CodedInputStream input = CodedInputStream.newInstance(bytes, 0, length);
            input.setRecursionLimit(MAX_NESTING);
            Q message = parser.parseFrom(input);
            input.checkLastTagWas(0);
            return message;
        } catch (GrpcFailure tooMuch) {
            throw tooMuch;
        } catch (IOException unreadable) {
            throw new GrpcFailure(GrpcStatus.INVALID_ARGUMENT, "request message cannot be read");
        }
    }

    /** Reads the JSON form of a message. */
    Q readJson(byte[] text) throws GrpcFailure {
        try {
            return read(MessageJson.encode(type, text));
        } catch (MessageJson.UnreadableJson unreadable) {
            throw unreadable.isInexact()
                    ? StructMapper.inexact()
                    : new GrpcFailure(GrpcStatus.INVALID_ARGUMENT, String.valueOf(unreadable.getMessage()));
        }
    }

    /** Counts the messages within a message and moves its known members together, within its bytes. */
    private static final class KnownMembers {
        private final byte[] bytes;
        private final CodedInputStream input;
        private int kept;
        private int messages;
        private int values;

        KnownMembers(byte[] bytes) {
            this.bytes = bytes;
            this.input = CodedInputStream.newInstance(bytes);
        }

        /** Returns how many bytes are left. Stops where the parser would stop as well. */
        int keepKnown(MessageType type) throws IOException {
            keepKnown(type, 0);
            return kept;
        }

        private void keepKnown(MessageType type, int depth) throws IOException {
            if (depth > MAX_NESTING) {
                throw new InvalidProtocolBufferException("nested too deep");
            }
            int start = input.getTotalBytesRead();
            for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
                MessageType.Field field = type.field(tag);
                if (field != null && field.message() != null) {
                    count(field.message());
                    keep(start);
                    keepMessage(field.message(), depth + 1);
                } else if (!input.skipField(tag)) {
                    throw new InvalidProtocolBufferException("a group ends that has not begun");
                } else if (field != null) {
                    keep(start);
                }
                start = input.getTotalBytesRead();
            }
        }

        private void keepMessage(MessageType type, int depth) throws IOException {
            int start = input.getTotalBytesRead();
            int end = input.pushLimit(input.readRawVarint32());
            int lengthAt = kept;
            keep(start);
            int contentAt = kept;
            keepKnown(type, depth);
            input.popLimit(end);
            putLength(lengthAt, contentAt);
        }

        /** Keeps what has been read from a position on. */
        private void keep(int start) {
            int length = input.getTotalBytesRead() - start;
            if (kept != start) {
                System.arraycopy(bytes, start, bytes, kept, length);
            }
            kept += length;
        }

        /** A length may have more bytes than it needs, so that the shorter length takes the place of the longer one. */
        private void putLength(int lengthAt, int contentAt) {
            int rest = kept - contentAt;
            for (int i = lengthAt; i < contentAt - 1; i++) {
                bytes[i] = (byte) (0x80 | (rest & 0x7F));
                rest >>>= 7;
            }
            bytes[contentAt - 1] = (byte) rest;
        }

        private void count(MessageType inner) throws GrpcFailure {
            messages++;
            if (inner.isValue()) {
                values++;
            }
            if (values > JsonText.MAX_VALUES || messages > MAX_MESSAGES) {
                throw new GrpcFailure(
                        GrpcStatus.INVALID_ARGUMENT,
                        "request message cannot be read: more than " + JsonText.MAX_VALUES + " values");
            }
        }
    }
}
