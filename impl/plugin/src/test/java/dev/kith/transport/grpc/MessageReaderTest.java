package dev.kith.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Internal;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.kith.transport.grpc.message.MessageType;
import dev.kith.transport.grpc.wire.HealthGrpc;
import dev.kith.transport.grpc.wire.PatchUserRequest;
import dev.kith.transport.grpc.wire.ZITADELUsersGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is known of a message, beside the classes that were generated for it. */
class MessageReaderTest {
    /** Deep enough for an object of the data that holds another one, in a contact's place as well. */
    private static final int DEPTH = 7;

    /** Members of numbers that no message has: a number, a text, eight bytes, four bytes, and groups in a group. */
    private static final ByteString UNKNOWN = ByteString.copyFrom(new byte[] {
        (byte) 0xF8,
        0x7F,
        1,
        (byte) 0xFA,
        0x7F,
        2,
        'a',
        'b',
        (byte) 0xF9,
        0x7F,
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        (byte) 0xFD,
        0x7F,
        1,
        2,
        3,
        4,
        (byte) 0xFB,
        0x7F,
        (byte) 0xFB,
        0x7F,
        8,
        1,
        (byte) 0xFC,
        0x7F,
        (byte) 0xFB,
        0x7F,
        (byte) 0xFC,
        0x7F,
        (byte) 0xFC,
        0x7F
    });

    static Stream<MethodDescriptor<?, ?>> methods() {
        return Stream.concat(
                ZITADELUsersGrpc.getServiceDescriptor().getMethods().stream(), Stream.of(HealthGrpc.getCheckMethod()));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void every_member_of_every_request_is_kept_and_nothing_else(MethodDescriptor<?, ?> method) throws Exception {
        MessageLite request = (MessageLite)
                Objects.requireNonNull(((PrototypeMarshaller<?>) method.getRequestMarshaller()).getMessagePrototype());
        MessageReader<?> reader = reader(method, request.getParserForType());

        List<Sample<MessageLite>> samples = samples(request, DEPTH);

        assertThat(samples).hasSizeGreaterThan(1);
        for (Sample<MessageLite> sample : samples) {
            assertThat(sample.withUnknown().getSerializedSize())
                    .isGreaterThan(sample.plain().getSerializedSize());
            assertThat(reader.read(sample.withUnknown().toByteArray())).isEqualTo(sample.plain());
            assertThat(reader.read(sample.plain().toByteArray())).isEqualTo(sample.plain());
        }
    }

    @Test
    void a_member_that_is_encoded_in_another_way_is_unknown() throws Exception {
        // the id as a number, and the user as eight bytes
        byte[] bytes = {0x18, 7, 0x21, 1, 2, 3, 4, 5, 6, 7, 8};

        assertThat(reader(ZITADELUsersGrpc.getPatchUserMethod(), PatchUserRequest.parser())
                        .read(bytes))
                .isEqualTo(PatchUserRequest.getDefaultInstance());
    }

    @Test
    void a_length_that_has_more_bytes_than_it_needs_is_read() throws Exception {
        // a user that holds an unknown number and a schema
        byte[] bytes = {0x22, (byte) 0x86, (byte) 0x80, 0, (byte) 0xF8, 0x7F, 1, 0x0A, 1, 's', 0x1A, 1, 'u'};

        PatchUserRequest read = reader(ZITADELUsersGrpc.getPatchUserMethod(), PatchUserRequest.parser())
                .read(bytes);

        assertThat(read.getUser().getSchemaId()).isEqualTo("s");
        assertThat(read.getId()).isEqualTo("u");
        assertThat(read.getSerializedSize()).isEqualTo(8);
    }

    private static <Q extends MessageLite> MessageReader<Q> reader(MethodDescriptor<?, ?> method, Parser<Q> parser) {
        return new MessageReader<>(
                MessageType.ofRequest(
                        Objects.requireNonNull(method.getServiceName()),
                        Objects.requireNonNull(method.getBareMethodName())),
                parser);
    }

    /** The same value twice, a message or another one, and the second time with members that nobody knows wherever it may. */
    private record Sample<T>(T plain, T withUnknown) {}

    /** The empty message and one for each way to set one of its members. */
    private static List<Sample<MessageLite>> samples(MessageLite empty, int depth) throws Exception {
        List<Sample<MessageLite>> samples = new ArrayList<>();
        samples.add(salted(empty, empty));
        for (Method setter : empty.toBuilder().getClass().getDeclaredMethods()) {
            if (depth > 0 && isSetter(setter)) {
                Class<?>[] types = setter.getParameterTypes();
                for (Sample<?> value : values(types[types.length - 1], depth - 1)) {
                    samples.add(salted(set(empty, setter, value.plain()), set(empty, setter, value.withUnknown())));
                }
            }
        }
        return samples;
    }

    private static Sample<MessageLite> salted(MessageLite plain, MessageLite inner) throws Exception {
        return new Sample<>(
                plain, plain.getParserForType().parseFrom(inner.toByteString().concat(UNKNOWN)));
    }

    /** One that takes a single value: of a member, of a list or, after its key, of a map. */
    private static boolean isSetter(Method method) {
        Class<?>[] types = method.getParameterTypes();
        int count = method.getName().startsWith("put") ? 2 : 1;
        return method.getName().matches("(set|add|put).*") && types.length == count && isValue(types[count - 1]);
    }

    private static boolean isValue(Class<?> type) {
        return type.isPrimitive()
                || type.isEnum()
                || type.equals(String.class)
                || type.equals(ByteString.class)
                || MessageLite.class.isAssignableFrom(type);
    }

    private static MessageLite set(MessageLite empty, Method setter, Object value) throws Exception {
        MessageLite.Builder builder = empty.toBuilder();
        if (setter.getParameterCount() == 1) {
            setter.invoke(builder, value);
        } else {
            setter.invoke(builder, "key", value);
        }
        return builder.build();
    }

    private static List<? extends Sample<?>> values(Class<?> type, int depth) throws Exception {
        if (MessageLite.class.isAssignableFrom(type)) {
            return samples(Internal.getDefaultInstance(type.asSubclass(MessageLite.class)), depth);
        }
        Object value = type.isEnum()
                ? type.getEnumConstants()[0]
                : Map.<Class<?>, Object>of(
                                String.class,
                                "text",
                                ByteString.class,
                                ByteString.copyFromUtf8("text"),
                                boolean.class,
                                true,
                                int.class,
                                1,
                                long.class,
                                1L,
                                double.class,
                                1.5)
                        .get(type);
        return List.of(new Sample<>(Objects.requireNonNull(value, type.getName()), value));
    }
}
