package dev.kith.transport.grpc.message;

import com.google.protobuf.WireFormat;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a message. The messages are made for protobuf's lite runtime and cannot tell; this is read, once, from the
 * description of the {@code .proto} files that the protobuf compiler writes beside them. Does not change once it has been read, and
 * is safe for several threads.
 */
public final class MessageType {
    // A class that has nothing of a library but a constant is not renamed with the library.
    private static final int VARINT = WireFormat.WIRETYPE_VARINT;
    private static final int FIXED64 = WireFormat.WIRETYPE_FIXED64;
    private static final int LENGTH_DELIMITED = WireFormat.WIRETYPE_LENGTH_DELIMITED;

    private static final WireDescription DESCRIPTION = WireDescription.read();

    private final String name;
    private final Map<Integer, Field> fields = new LinkedHashMap<>();
    private final Map<String, Field> byName = new HashMap<>();

    MessageType(String name) {
        this.name = name;
    }

    void add(Field field) {
        fields.put(field.number(), field);
        byName.put(field.declaredName(), field);
        byName.put(field.jsonName(), field);
    }

    /**
     * Returns the type of the request of a method.
     *
     * @param service the full name of its service
     * @param method its name
     * @return the type
     */
    public static MessageType ofRequest(String service, String method) {
        return Objects.requireNonNull(DESCRIPTION.requests().get(service + "/" + method), method);
    }

    /**
     * Returns the type of the response of a method.
     *
     * @param service the full name of its service
     * @param method its name
     * @return the type
     */
    public static MessageType ofResponse(String service, String method) {
        return Objects.requireNonNull(DESCRIPTION.responses().get(service + "/" + method), method);
    }

    /**
     * Returns a type by its name.
     *
     * @param fullName the name with its package
     * @return the type
     */
    public static MessageType named(String fullName) {
        return Objects.requireNonNull(DESCRIPTION.types().get(fullName), fullName);
    }

    /**
     * Returns the name of the type with its package.
     *
     * @return the full name
     */
    public String fullName() {
        return name;
    }

    /** The name without the package. */
    String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /**
     * Whether this is {@code google.protobuf.Value}, of which every value of the data is one.
     *
     * @return true if so
     */
    public boolean isValue() {
        return name.equals("google.protobuf.Value");
    }

    /**
     * Returns the field that begins with a tag.
     *
     * @param tag the tag
     * @return the field; {@code null} if this type has none, or one that is encoded differently
     */
    public @Nullable Field field(int tag) {
        Field field = fields.get(WireFormat.getTagFieldNumber(tag));
        return field != null && isEncoded(WireFormat.getTagWireType(tag), field) ? field : null;
    }

    private static boolean isEncoded(int wireType, Field field) {
        return wireType == field.kind.wireType() || (field.repeated && wireType == LENGTH_DELIMITED);
    }

    /** The field with a name in JSON or in the declaration, {@code null} if there is none. */
    @Nullable
    Field field(String either) {
        return byName.get(either);
    }

    /** All fields, in the order of their declaration. */
    Collection<Field> fields() {
        return fields.values();
    }

    /**
     * A field of a message.
     *
     * @param number its number
     * @param declaredName its name in the declaration
     * @param jsonName its name in JSON
     * @param kind the type of its values
     * @param repeated whether there may be many, which may be packed into one if they are numbers
     * @param message the type of the messages that it holds; {@code null} if it holds none
     * @param constants the constants of the enumeration that it holds; {@code null} if it holds none
     * @param oneOf which of the groups that exclude each other it is in; -1 if it is in none
     */
    public record Field(
            int number,
            String declaredName,
            String jsonName,
            FieldKind kind,
            boolean repeated,
            @Nullable MessageType message,
            @Nullable EnumType constants,
            int oneOf) {

        /** The type of the messages that it holds. */
        MessageType ofMessages() {
            return Objects.requireNonNull(message, declaredName);
        }

        /** The enumeration that it holds. */
        EnumType ofConstants() {
            return Objects.requireNonNull(constants, declaredName);
        }
    }

    /** The types of values that the messages have. */
    public enum FieldKind {
        /** A floating-point number of 64 bits. */
        DOUBLE(1, FIXED64),
        /** An integer of 64 bits. */
        INT64(3, VARINT),
        /** An integer of 64 bits without a sign. */
        UINT64(4, VARINT),
        /** An integer of 32 bits. */
        INT32(5, VARINT),
        /** True or false. */
        BOOL(8, VARINT),
        /** A text. */
        STRING(9, LENGTH_DELIMITED),
        /** Another message. */
        MESSAGE(11, LENGTH_DELIMITED),
        /** Bytes. */
        BYTES(12, LENGTH_DELIMITED),
        /** An integer of 32 bits without a sign. */
        UINT32(13, VARINT),
        /** A constant of an enumeration. */
        ENUM(14, VARINT);

        private final int number;
        private final int wireType;

        FieldKind(int number, int wireType) {
            this.number = number;
            this.wireType = wireType;
        }

        /** The kind with a number of {@code google/protobuf/descriptor.proto}. */
        static FieldKind numbered(int number) {
            for (FieldKind kind : values()) {
                if (kind.number == number) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("a field of the type " + number);
        }

        /** How a single value is encoded. */
        int wireType() {
            return wireType;
        }
    }

    /** An enumeration. */
    static final class EnumType {
        private final Map<Integer, String> names = new HashMap<>();
        private final Map<String, Integer> numbers = new HashMap<>();

        void add(int number, String constant) {
            names.putIfAbsent(number, constant);
            numbers.put(constant, number);
        }

        /** The name of a constant, {@code null} if there is none with that number. */
        @Nullable
        String name(int number) {
            return names.get(number);
        }

        /** The number of a constant, {@code null} if there is none with that name. */
        @Nullable
        Integer number(String constant) {
            return numbers.get(constant);
        }
    }
}
