package dev.kith.transport.grpc.message;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.transport.grpc.message.MessageType.EnumType;
import dev.kith.transport.grpc.message.MessageType.Field;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of messages (<a href="https://protobuf.dev/programming-guides/json/">ProtoJSON</a>), for messages that cannot tell
 * their fields: it is translated to their encoding and back. Read as the JSON of the REST paths is (contract, section 3): unknown
 * members are ignored, {@code null} is not given, and what is given twice is refused. Integers may be texts as well.
 */
public final class MessageJson {
    private static final String VALUE = "google.protobuf.Value";
    private static final String STRUCT = "google.protobuf.Struct";
    private static final String LIST = "google.protobuf.ListValue";
    private static final String TIME = "google.protobuf.Timestamp";
    private static final String DURATION = "google.protobuf.Duration";
    private static final BigInteger MOST_UNSIGNED =
            BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final int MOST_OF_YEARS = 9999;

    private MessageJson() {}

    /**
     * Encodes a message.
     *
     * @param type its type
     * @param text its JSON form in UTF-8; nothing or white space is a message without members
     * @return the encoded message
     * @throws UnreadableJson if the text is no such message
     */
    public static byte[] encode(MessageType type, byte[] text) throws UnreadableJson {
        ReverseOutput out = new ReverseOutput();
        putMessage(type, type.simpleName(), parsed(text), out);
        return out.done();
    }

    private static Json parsed(byte[] bytes) throws UnreadableJson {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.chars().allMatch(character -> " \t\r\n".indexOf(character) >= 0)
                    ? Json.Obj.EMPTY
                    : JsonText.read(text);
        } catch (CharacterCodingException notUtf8) {
            throw new UnreadableJson("body is not valid UTF-8");
        } catch (JsonText.Unreadable unreadable) {
            throw new UnreadableJson("body is not valid JSON: " + unreadable.getMessage());
        }
    }

    private static void putMessage(MessageType type, String where, Json value, ReverseOutput out)
            throws UnreadableJson {
        switch (type.fullName()) {
            case VALUE -> putValue(type, where, value, out);
            case STRUCT -> putEntries(known(type, "fields"), where, object(where, value), out);
            case LIST -> putField(known(type, "values"), where, value, out);
            case TIME -> putTime(type, where, value, out);
            default -> putMembers(type, object(where, value), out);
        }
    }

    private static void putMembers(MessageType type, Json.Obj members, ReverseOutput out) throws UnreadableJson {
        for (Map.Entry<Integer, GivenMember> one :
                given(type, members).descendingMap().entrySet()) {
            Field field = one.getValue().field();
            putField(
                    field,
                    type.simpleName() + "." + field.jsonName(),
                    one.getValue().value(),
                    out);
        }
    }

    /** A member that belongs to a field. */
    private record GivenMember(Field field, Json value) {}

    private static NavigableMap<Integer, GivenMember> given(MessageType type, Json.Obj members) throws UnreadableJson {
        NavigableMap<Integer, GivenMember> given = new TreeMap<>();
        Map<Integer, String> chosen = new HashMap<>();
        for (Map.Entry<String, Json> member : members.members().entrySet()) {
            Field field = type.field(member.getKey());
            if (field == null) {
                continue;
            }
            String name = field.jsonName();
            if (given.put(field.number(), new GivenMember(field, member.getValue())) != null) {
                throw new UnreadableJson(type.simpleName() + ": " + name + " is given twice");
            }
            String other = field.oneOf() < 0 || member.getValue() == Json.Null.NULL
                    ? null
                    : chosen.putIfAbsent(field.oneOf(), name);
            if (other != null) {
                throw new UnreadableJson(type.simpleName() + ": " + other + " and " + name + " are mutually exclusive");
            }
        }
        given.values().removeIf(member -> member.value() == Json.Null.NULL);
        return given;
    }

    private static void putField(Field field, String where, Json value, ReverseOutput out) throws UnreadableJson {
        if (!field.repeated()) {
            putSingle(field, where, value, out);
        } else if (value instanceof Json.Arr list) {
            for (int i = list.items().size() - 1; i >= 0; i--) {
                putSingle(field, where, list.items().get(i), out);
            }
        } else {
            throw new UnreadableJson(where + ": array expected");
        }
    }

    private static void putSingle(Field field, String where, Json value, ReverseOutput out) throws UnreadableJson {
        int before = out.length();
        switch (field.kind()) {
            case MESSAGE -> putMessage(field.ofMessages(), where, value, out);
            case STRING -> out.bytes(text(where, value).getBytes(StandardCharsets.UTF_8));
            case BYTES -> out.bytes(base64(where, text(where, value)));
            case BOOL -> out.varint(truth(where, value) ? 1 : 0);
            case ENUM -> out.varint(constant(field.ofConstants(), where, value));
            case DOUBLE -> out.fixed(Double.doubleToLongBits(exact(where, value)));
            case INT32 ->
                out.varint(integer(
                        where, value, BigInteger.valueOf(Integer.MIN_VALUE), BigInteger.valueOf(Integer.MAX_VALUE)));
            case UINT32 -> out.varint(integer(where, value, BigInteger.ZERO, BigInteger.valueOf(0xFFFF_FFFFL)));
            case INT64 -> out.varint(integer(where, value, LEAST, MOST));
            case UINT64 -> out.varint(integer(where, value, BigInteger.ZERO, MOST_UNSIGNED));
        }
        switch (field.kind()) {
            case MESSAGE, STRING, BYTES -> out.length(before);
            default -> {}
        }
        out.tag(field);
    }

    private static void putValue(MessageType type, String where, Json value, ReverseOutput out) throws UnreadableJson {
        if (value instanceof Json.Null) {
            out.varint(0);
            out.tag(known(type, "nullValue"));
        } else {
            putSingle(known(type, memberOf(value)), where, value, out);
        }
    }

    private static String memberOf(Json value) {
        if (value instanceof Json.Obj) {
            return "structValue";
        }
        if (value instanceof Json.Arr) {
            return "listValue";
        }
        if (value instanceof Json.Text) {
            return "stringValue";
        }
        return value instanceof Json.Num ? "numberValue" : "boolValue";
    }

    private static void putEntries(Field entries, String where, Json.Obj members, ReverseOutput out)
            throws UnreadableJson {
        List<Map.Entry<String, Json>> inOrder =
                new ArrayList<>(members.members().entrySet());
        MessageType entry = entries.ofMessages();
        for (int i = inOrder.size() - 1; i >= 0; i--) {
            int before = out.length();
            putSingle(known(entry, "value"), where, inOrder.get(i).getValue(), out);
            putSingle(known(entry, "key"), where, new Json.Text(inOrder.get(i).getKey()), out);
            out.length(before);
            out.tag(entries);
        }
    }

    private static void putTime(MessageType type, String where, Json value, ReverseOutput out) throws UnreadableJson {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text(where, value));
            if (time.getYear() < 1 || time.getYear() > MOST_OF_YEARS) {
                throw new UnreadableJson(where + ": year between 1 and " + MOST_OF_YEARS + " expected");
            }
            Instant instant = time.toInstant();
            putSingle(known(type, "nanos"), where, number(instant.getNano()), out);
            putSingle(known(type, "seconds"), where, number(instant.getEpochSecond()), out);
        } catch (DateTimeException notTime) {
            throw new UnreadableJson(where + ": time of RFC 3339 expected");
        }
    }

    private static Json.Obj object(String where, Json value) throws UnreadableJson {
        if (value instanceof Json.Obj object) {
            return object;
        }
        throw new UnreadableJson(where + ": object expected");
    }

    private static String text(String where, Json value) throws UnreadableJson {
        if (value instanceof Json.Text text) {
            return text.value();
        }
        throw new UnreadableJson(where + ": string expected");
    }

    private static boolean truth(String where, Json value) throws UnreadableJson {
        if (value instanceof Json.Bool truth) {
            return truth == Json.Bool.TRUE;
        }
        throw new UnreadableJson(where + ": true or false expected");
    }

    /** With the alphabet for addresses as well, and with padding or without. */
    private static byte[] base64(String where, String text) throws UnreadableJson {
        try {
            return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException notBase64) {
            throw new UnreadableJson(where + ": Base64 expected");
        }
    }

    private static long constant(EnumType type, String where, Json value) throws UnreadableJson {
        if (!(value instanceof Json.Text text)) {
            return integer(where, value, BigInteger.valueOf(Integer.MIN_VALUE), BigInteger.valueOf(Integer.MAX_VALUE));
        }
        Integer number = type.number(text.value());
        if (number == null) {
            throw new UnreadableJson(where + ": unknown name");
        }
        return number;
    }

    private static double exact(String where, Json value) throws UnreadableJson {
        if (value instanceof Json.Num number) {
            return ExactDouble.of(number.value()).orElseThrow(UnreadableJson::new);
        }
        throw new UnreadableJson(where + ": number expected");
    }

    private static long integer(String where, Json value, BigInteger least, BigInteger most) throws UnreadableJson {
        try {
            Json written = value instanceof Json.Text text ? JsonText.read(text.value()) : value;
            if (written instanceof Json.Num number) {
                BigInteger integer = number.value().toBigIntegerExact();
                if (integer.compareTo(least) >= 0 && integer.compareTo(most) <= 0) {
                    return integer.longValue();
                }
            }
        } catch (JsonText.Unreadable | ArithmeticException notInteger) {
            throw new UnreadableJson(where + ": integer expected");
        }
        throw new UnreadableJson(where + ": integer from " + least + " to " + most + " expected");
    }

    /**
     * Returns the JSON form of a message: members in the order of their declaration, without those that are not set.
     *
     * @param type its type
     * @param encoded the encoded message
     * @return the JSON form
     */
    public static Json decode(MessageType type, byte[] encoded) {
        try {
            return message(type, CodedInputStream.newInstance(encoded));
        } catch (IOException notEncodedByUs) {
            throw new IllegalArgumentException(type.fullName(), notEncodedByUs);
        }
    }

    private static Json message(MessageType type, CodedInputStream in) throws IOException {
        return switch (type.fullName()) {
            case VALUE -> value(type, in);
            case STRUCT -> struct(type, in);
            case LIST -> Objects.requireNonNullElse(members(type, in).get("values"), new Json.Arr(List.of()));
            case TIME -> time(members(type, in));
            case DURATION -> duration(members(type, in));
            default -> members(type, in);
        };
    }

    private static Json.Obj members(MessageType type, CodedInputStream in) throws IOException {
        Map<Integer, List<Json>> values = new HashMap<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            Field field = type.field(tag);
            if (field == null) {
                in.skipField(tag);
            } else {
                read(field, tag, in, values.computeIfAbsent(field.number(), first -> new ArrayList<>()));
            }
        }
        Map<String, Json> members = new LinkedHashMap<>();
        for (Field field : type.fields()) {
            List<Json> all = values.get(field.number());
            if (all != null) {
                members.put(field.jsonName(), field.repeated() ? new Json.Arr(all) : all.get(all.size() - 1));
            }
        }
        return new Json.Obj(members);
    }

    /** Numbers of a list may be packed into one value. */
    private static void read(Field field, int tag, CodedInputStream in, List<Json> values) throws IOException {
        if (WireFormat.getTagWireType(tag) == field.kind().wireType()) {
            values.add(single(field, in));
            return;
        }
        int outer = in.pushLimit(in.readRawVarint32());
        while (!in.isAtEnd()) {
            values.add(single(field, in));
        }
        in.popLimit(outer);
    }

    private static Json single(Field field, CodedInputStream in) throws IOException {
        return switch (field.kind()) {
            case MESSAGE -> {
                int outer = in.pushLimit(in.readRawVarint32());
                Json message = message(field.ofMessages(), in);
                in.popLimit(outer);
                yield message;
            }
            case STRING -> new Json.Text(in.readString());
            case BYTES -> new Json.Text(Base64.getEncoder().encodeToString(in.readByteArray()));
            case BOOL -> Json.Bool.of(in.readBool());
            case ENUM -> constant(field.ofConstants(), in.readEnum());
            case DOUBLE -> new Json.Num(BigDecimal.valueOf(in.readDouble()).stripTrailingZeros());
            case INT32 -> number(in.readInt32());
            case UINT32 -> number(Integer.toUnsignedLong(in.readUInt32()));
            case INT64 -> new Json.Text(Long.toString(in.readInt64()));
            case UINT64 -> new Json.Text(Long.toUnsignedString(in.readUInt64()));
        };
    }

    private static Json constant(EnumType type, int number) {
        String name = type.name(number);
        return name == null ? number(number) : new Json.Text(name);
    }

    private static Json value(MessageType type, CodedInputStream in) throws IOException {
        Json value = Json.Null.NULL;
        for (Map.Entry<String, Json> member : members(type, in).members().entrySet()) {
            value = member.getKey().equals("nullValue") ? Json.Null.NULL : member.getValue();
        }
        return value;
    }

    private static Json struct(MessageType type, CodedInputStream in) throws IOException {
        Map<String, Json> struct = new LinkedHashMap<>();
        if (members(type, in).get("fields") instanceof Json.Arr entries) {
            for (Json entry : entries.items()) {
                Json.Obj members = (Json.Obj) entry;
                String name = members.get("key") instanceof Json.Text key ? key.value() : "";
                struct.put(name, Objects.requireNonNullElse(members.get("value"), Json.Null.NULL));
            }
        }
        return new Json.Obj(struct);
    }

    private static Json time(Json.Obj members) {
        return new Json.Text(Instant.ofEpochSecond(integer(members.get("seconds")), integer(members.get("nanos")))
                .toString());
    }

    private static Json duration(Json.Obj members) {
        Duration duration = Duration.ofSeconds(integer(members.get("seconds")), integer(members.get("nanos")));
        BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
        return new Json.Text(seconds.stripTrailingZeros().toPlainString() + "s");
    }

    private static long integer(@Nullable Json value) {
        if (value instanceof Json.Text text) {
            return Long.parseLong(text.value());
        }
        return value instanceof Json.Num number ? number.value().longValue() : 0;
    }

    private static Json.Num number(long value) {
        return new Json.Num(BigDecimal.valueOf(value));
    }

    private static Field known(MessageType type, String name) {
        return Objects.requireNonNull(type.field(name), name);
    }

    /** A text that is not the JSON form of a message. */
    public static final class UnreadableJson extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean inexact;

        private UnreadableJson(String message) {
            super(message);
            this.inexact = false;
        }

        private UnreadableJson() {
            super("a number has no exact double");
            this.inexact = true;
        }

        /**
         * Returns whether a number is the reason that no {@code Struct} carries as it is.
         *
         * @return true if so
         */
        public boolean isInexact() {
            return inexact;
        }
    }
}
