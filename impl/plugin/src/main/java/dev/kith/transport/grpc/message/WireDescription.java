package dev.kith.transport.grpc.message;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.kith.transport.grpc.message.MessageType.EnumType;
import dev.kith.transport.grpc.message.MessageType.Field;
import dev.kith.transport.grpc.message.MessageType.FieldKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The types of all messages. Reads {@code google.protobuf.FileDescriptorSet} without its classes, which are as large as all others of
 * protobuf.
 *
 * @param types by full name
 * @param enumerations by full name
 * @param requests by service and method, with a slash between
 * @param responses likewise
 */
record WireDescription(
        Map<String, MessageType> types,
        Map<String, EnumType> enumerations,
        Map<String, MessageType> requests,
        Map<String, MessageType> responses) {
    private static final String DESCRIPTION = "/dev/kith/transport/grpc/wire.desc";

    // The numbers of google/protobuf/descriptor.proto.
    private static final int SET_FILE = 1;
    private static final int FILE_PACKAGE = 2;
    private static final int FILE_MESSAGE = 4;
    private static final int FILE_ENUM = 5;
    private static final int FILE_SERVICE = 6;
    private static final int NAME = 1;
    private static final int MESSAGE_FIELD = 2;
    private static final int MESSAGE_NESTED = 3;
    private static final int MESSAGE_ENUM = 4;
    private static final int FIELD_NUMBER = 3;
    private static final int FIELD_LABEL = 4;
    private static final int FIELD_TYPE = 5;
    private static final int FIELD_TYPE_NAME = 6;
    private static final int FIELD_ONEOF = 9;
    private static final int FIELD_JSON_NAME = 10;
    private static final int LABEL_REPEATED = 3;
    private static final int ENUM_VALUE = 2;
    private static final int VALUE_NUMBER = 2;
    private static final int SERVICE_METHOD = 2;
    private static final int METHOD_INPUT = 2;
    private static final int METHOD_OUTPUT = 3;

    static WireDescription read() {
        WireDescription description =
                new WireDescription(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
        try (InputStream resource =
                Objects.requireNonNull(WireDescription.class.getResourceAsStream(DESCRIPTION), DESCRIPTION)) {
            for (EncodedMessage file :
                    EncodedMessage.of(CodedInputStream.newInstance(resource)).all(SET_FILE)) {
                description.addFile(file);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return description;
    }

    private void addFile(EncodedMessage file) throws IOException {
        String scope = file.text(FILE_PACKAGE);
        for (EncodedMessage message : file.all(FILE_MESSAGE)) {
            addMessage(scope, message);
        }
        for (EncodedMessage enumeration : file.all(FILE_ENUM)) {
            addEnum(scope, enumeration);
        }
        for (EncodedMessage service : file.all(FILE_SERVICE)) {
            addService(scope, service);
        }
    }

    private void addMessage(String scope, EncodedMessage message) throws IOException {
        String fullName = scope + "." + message.text(NAME);
        for (EncodedMessage nested : message.all(MESSAGE_NESTED)) {
            addMessage(fullName, nested);
        }
        for (EncodedMessage enumeration : message.all(MESSAGE_ENUM)) {
            addEnum(fullName, enumeration);
        }
        MessageType type = type(fullName);
        for (EncodedMessage field : message.all(MESSAGE_FIELD)) {
            type.add(field(field));
        }
    }

    private Field field(EncodedMessage field) {
        FieldKind kind = FieldKind.numbered(field.number(FIELD_TYPE, 0));
        String typeName = field.text(FIELD_TYPE_NAME);
        return new Field(
                field.number(FIELD_NUMBER, 0),
                field.text(NAME),
                field.text(FIELD_JSON_NAME),
                kind,
                field.number(FIELD_LABEL, 0) == LABEL_REPEATED,
                kind == FieldKind.MESSAGE ? referred(typeName) : null,
                kind == FieldKind.ENUM ? enumeration(typeName.substring(1)) : null,
                field.number(FIELD_ONEOF, -1));
    }

    private void addEnum(String scope, EncodedMessage enumeration) throws IOException {
        EnumType type = enumeration(scope + "." + enumeration.text(NAME));
        for (EncodedMessage value : enumeration.all(ENUM_VALUE)) {
            type.add(value.number(VALUE_NUMBER, 0), value.text(NAME));
        }
    }

    private void addService(String scope, EncodedMessage service) throws IOException {
        String fullName = scope + "." + service.text(NAME);
        for (EncodedMessage method : service.all(SERVICE_METHOD)) {
            String path = fullName + "/" + method.text(NAME);
            requests.put(path, referred(method.text(METHOD_INPUT)));
            responses.put(path, referred(method.text(METHOD_OUTPUT)));
        }
    }

    /** References are full names after a dot. */
    private MessageType referred(String reference) {
        return type(reference.substring(1));
    }

    private MessageType type(String fullName) {
        return types.computeIfAbsent(fullName, MessageType::new);
    }

    private EnumType enumeration(String fullName) {
        return enumerations.computeIfAbsent(fullName, first -> new EnumType());
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

        List<EncodedMessage> all(int number) throws IOException {
            List<EncodedMessage> messages = new ArrayList<>();
            for (ByteString one : bytes.getOrDefault(number, List.of())) {
                messages.add(of(one.newCodedInput()));
            }
            return messages;
        }

        String text(int number) {
            List<ByteString> texts = bytes.getOrDefault(number, List.of());
            return texts.isEmpty() ? "" : texts.get(0).toStringUtf8();
        }

        int number(int number, int otherwise) {
            return numbers.getOrDefault(number, otherwise);
        }
    }
}
