package dev.kith.transport.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.Value;
import com.google.protobuf.WireFormat;
import dev.kith.api.JsonText;
import dev.kith.transport.GrpcStatus;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages of one type. Two bytes are enough for an empty message within another, and its object takes a hundred; so the
 * messages are counted before any object is made. Members that nobody knows are skipped and take no memory.
 *
 * @param <Q> the type
 */
final class MessageReader<Q extends Message> {
    /**
     * How deep messages may nest. One level of the data takes up to four levels of messages, and {@link StructMapper} has the
     * limit for data; protobuf's own limit of 100 would be reached long before that.
     */
    private static final int MAX_NESTING = 300;

    /** A value of the data takes up to three messages: itself, the entry that names it, and the object or array that it is. */
    private static final int MAX_MESSAGES = 3 * JsonText.MAX_VALUES + 1_000;

    private final Descriptor type;
    private final Parser<Q> parser;

    @SuppressWarnings("unchecked") // the parser of a message makes messages of its type
    MessageReader(Q empty) {
        this.type = empty.getDescriptorForType();
        this.parser = DiscardUnknownFieldsParser.wrap((Parser<Q>) empty.getParserForType());
    }

    Q read(byte[] bytes) throws GrpcFailure {
        try {
            new Census().of(CodedInputStream.newInstance(bytes), type, 0);
            CodedInputStream input = CodedInputStream.newInstance(bytes);
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

    /** Counts the messages within a message. */
    private static final class Census {
        private int messages;
        private int values;

        /** Stops where the parser would stop as well. */
        void of(CodedInputStream input, Descriptor type, int depth) throws IOException {
            if (depth > MAX_NESTING) {
                throw new InvalidProtocolBufferException("nested too deep");
            }
            for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
                Descriptor inner = inner(type, tag);
                if (inner != null) {
                    count(inner);
                    int end = input.pushLimit(input.readRawVarint32());
                    of(input, inner, depth + 1);
                    input.popLimit(end);
                } else if (!input.skipField(tag)) {
                    throw new InvalidProtocolBufferException("a group ends that has not begun");
                }
            }
        }

        /** The type of the message that follows; {@code null} if none does. */
        private static @Nullable Descriptor inner(Descriptor type, int tag) {
            FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            return field != null
                            && field.getJavaType() == JavaType.MESSAGE
                            && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED
                    ? field.getMessageType()
                    : null;
        }

        private void count(Descriptor inner) throws GrpcFailure {
            messages++;
            if (inner == Value.getDescriptor()) {
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
