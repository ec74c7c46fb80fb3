package dev.kith.transport.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a message. The messages are made for protobuf's lite runtime and cannot tell; this is read, once, from the
 * description of the {@code .proto} files that the protobuf compiler writes beside them.
 */
final class MessageType {
    private static final String DESCRIPTION = "wire.desc";
    private static final Map<String, MessageType> REQUESTS = Description.read().requests;

    private final String name;
    private final Map<Integer, Field> fields = new HashMap<>();

    private MessageType(String name) {
        this.name = name;
    }

    /**
     * Returns the type of the request of a method.
     *
     * @param service the full name of its service
     * @param method its name
     */
    static MessageType ofRequest(String service, String method) {
        return Objects.requireNonNull(REQUESTS.get(service + "/" + method), method);
    }

    /** Whether this is {@code google.protobuf.Value}, of which every value of the data is one. */
    boolean isValue() {
        return name.equals("google.protobuf.Value");
    }

    /** Returns the field that begins with a tag; {@code null} if this type has none, or one that is encoded differently. */
    @Nullable
    Field field(int tag) {
        Field field = fields.get(WireFormat.getTagFieldNumber(tag));
        return field != null && isEncoded(WireFormat.getTagWireType(tag), field) ? field : null;
    }

    private static boolean isEncoded(int wireType, Field field) {
        return wireType == field.wireType || (field.repeated && wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED);
    }

    /**
     * A field of a message.
     *
     * @param wireType how a single value is encoded
     * @param repeated whether there may be many, which may be packed into one if they are numbers
     * @param message the type of the messages that it holds; {@code null} if it holds none
     */
    record Field(int wireType, boolean repeated, @Nullable MessageType message) {}

    /** Reads {@code google.protobuf.FileDescriptorSet} without its classes, which are as large as all others of protobuf. */
    private static final class Description {
        // The numbers of google/protobuf/descriptor.proto.
        private static final int SET_FILE = 1;
        private static final int FILE_PACKAGE = 2;
        private static final int FILE_MESSAGE = 4;
        private static final int FILE_SERVICE = 6;
        private static final int MESSAGE_NAME = 1;
        private static final int MESSAGE_FIELD = 2;
        private static final int MESSAGE_NESTED = 3;
        private static final int FIELD_NUMBER = 3;
        private static final int FIELD_LABEL = 4;
        private static final int FIELD_TYPE = 5;
        private static final int FIELD_TYPE_NAME = 6;
        private static final int LABEL_REPEATED = 3;
        private static final int TYPE_DOUBLE = 1;
        private static final int TYPE_FLOAT = 2;
        private static final int TYPE_FIXED64 = 6;
        private static final int TYPE_FIXED32 = 7;
        private static final int TYPE_STRING = 9;
        private static final int TYPE_MESSAGE = 11;
        private static final int TYPE_BYTES = 12;
        private static final int TYPE_SFIXED32 = 15;
        private static final int TYPE_SFIXED64 = 16;
        private static final int SERVICE_NAME = 1;
        private static final int SERVICE_METHOD = 2;
        private static final int METHOD_NAME = 1;
        private static final int METHOD_INPUT = 2;

        private final Map<String, MessageType> types = new HashMap<>();
        private final Map<String, MessageType> requests = new HashMap<>();

        static Description read() {
            Description description = new Description();
            try (InputStream resource =
                    Objects.requireNonNull(MessageType.class.getResourceAsStream(DESCRIPTION), DESCRIPTION)) {
                EncodedMessage set = EncodedMessage.of(CodedInputStream.newInstance(resource));
                for (ByteString file : set.all(SET_FILE)) {
                    description.addFile(EncodedMessage.of(file.newCodedInput()));
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            return description;
        }

        private void addFile(EncodedMessage file) throws IOException {
            String scope = file.text(FILE_PACKAGE);
            for (ByteString message : file.all(FILE_MESSAGE)) {
                addMessage(scope, EncodedMessage.of(message.newCodedInput()));
            }
            for (ByteString service : file.all(FILE_SERVICE)) {
                addService(scope, EncodedMessage.of(service.newCodedInput()));
            }
        }

        private void addMessage(String scope, EncodedMessage message) throws IOException {
            String fullName = scope + "." + message.text(MESSAGE_NAME);
            for (ByteString nested : message.all(MESSAGE_NESTED)) {
                addMessage(fullName, EncodedMessage.of(nested.newCodedInput()));
            }
            MessageType type = type(fullName);
            for (ByteString field : message.all(MESSAGE_FIELD)) {
                addField(type, EncodedMessage.of(field.newCodedInput()));
            }
        }

        private void addField(MessageType type, EncodedMessage field) {
            int kind = field.number(FIELD_TYPE);
            int label = field.number(FIELD_LABEL);
            type.fields.put(
                    field.number(FIELD_NUMBER),
                    new Field(
                            wireType(kind),
                            label == LABEL_REPEATED,
                            kind == TYPE_MESSAGE ? named(field.text(FIELD_TYPE_NAME)) : null));
        }

        private static int wireType(int kind) {
            return switch (kind) {
                case TYPE_MESSAGE, TYPE_STRING, TYPE_BYTES -> WireFormat.WIRETYPE_LENGTH_DELIMITED;
                case TYPE_DOUBLE, TYPE_FIXED64, TYPE_SFIXED64 -> WireFormat.WIRETYPE_FIXED64;
                case TYPE_FLOAT, TYPE_FIXED32, TYPE_SFIXED32 -> WireFormat.WIRETYPE_FIXED32;
                default -> WireFormat.WIRETYPE_VARINT;
            };
        }

        private void addService(String scope, EncodedMessage service) throws IOException {
            String fullName = scope + "." + service.text(SERVICE_NAME);
            for (ByteString bytes : service.all(SERVICE_METHOD)) {
                EncodedMessage method = EncodedMessage.of(bytes.newCodedInput());
                requests.put(fullName + "/" + method.text(METHOD_NAME), named(method.text(METHOD_INPUT)));
            }
        }

        /** References are full names after a dot. */
        private MessageType named(String reference) {
            return type(reference.substring(1));
        }

        private MessageType type(String fullName) {
            return types.computeIfAbsent(fullName, MessageType::new);
        }
    }

    /**
     * The members of an encoded message, by their numbers.
     *
     * @param numbers those that are numbers
     * @param bytes those that are texts or messages
     */
    private record EncodedMessage(Map<Integer, Integer> numbers, Map<Integer, List<ByteString>> bytes) {
        static EncodedMessage of(CodedInputStream input) throws IOException {
            EncodedMessage message = new EncodedMessage(new HashMap<>(), new HashMap<>());
            for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
                int number = WireFormat.getTagFieldNumber(tag);
                switch (WireFormat.getTagWireType(tag)) {
                    case WireFormat.WIRETYPE_VARINT -> message.numbers.put(number, input.readInt32());
                    case WireFormat.WIRETYPE_LENGTH_DELIMITED ->
                        message.bytes
                                .computeIfAbsent(number, first -> new ArrayList<>())
                                .add(input.readBytes());
                    default -> throw new IOException(DESCRIPTION + " has the tag " + tag);
                }
            }
            return message;
        }

        List<ByteString> all(int number) {
            return bytes.getOrDefault(number, List.of());
        }

        String text(int number) {
            List<ByteString> texts = all(number);
            return texts.isEmpty() ? "" : texts.get(0).toStringUtf8();
        }

        int number(int number) {
            return numbers.getOrDefault(number, 0);
        }
    }
}
