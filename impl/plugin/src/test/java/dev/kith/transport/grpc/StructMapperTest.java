package dev.kith.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.kith.api.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructMapperTest {

    @Test
    void every_kind_of_value_goes_there_and_back() throws Exception {
        Json.Obj data = new Json.Obj(Map.of(
                "null",
                Json.Null.NULL,
                "yes",
                Json.Bool.TRUE,
                "no",
                Json.Bool.FALSE,
                "text",
                new Json.Text("ä \uD83D\uDE00"),
                "list",
                new Json.Arr(List.of(number("1"), new Json.Arr(List.of()))),
                "object",
                new Json.Obj(Map.of("inner", Json.Obj.EMPTY))));

        assertThat(StructMapper.read(StructMapper.write(data))).isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "-1",
                "1.0",
                "0.1",
                "0.30000000000000004",
                "1e-300",
                "4.9e-324",
                "9007199254740991",
                "-9007199254740991",
                "2251799813685249.5",
                "1e3"
            })
    void a_number_that_a_double_holds_goes_there_and_back(String text) throws Exception {
        Json.Obj data = data(text);

        assertThat(StructMapper.read(StructMapper.write(data))).isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740992",
                "9007199254740993",
                "-9007199254740992",
                "1e300",
                "1e400",
                "1152921504606846976",
                "0.1000000000000000055511151231257827",
                "3.14159265358979323846",
                "1e-400"
            })
    void a_number_that_a_double_does_not_hold_is_refused_and_not_rounded(String text) {
        assertThatExceptionOfType(GrpcFailure.class)
                .isThrownBy(() -> StructMapper.write(data(text)))
                .satisfies(
                        refused -> assertThat(refused.answer().status().code()).isEqualTo(9))
                .withMessageContaining("KITH-NUMBER");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p53, -0x1p53, 1e22, 1.5e300, Double.MAX_VALUE})
    void an_integer_that_may_have_been_rounded_is_refused(double number) {
        assertThatExceptionOfType(GrpcFailure.class)
                .isThrownBy(() -> StructMapper.read(struct(Value.newBuilder().setNumberValue(number))))
                .satisfies(
                        refused -> assertThat(refused.answer().status().code()).isEqualTo(3))
                .withMessageContaining("KITH-NUMBER");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void a_number_that_is_not_finite_is_an_invalid_argument(double number) {
        assertThatExceptionOfType(GrpcFailure.class)
                .isThrownBy(() -> StructMapper.read(struct(Value.newBuilder().setNumberValue(number))))
                .satisfies(
                        refused -> assertThat(refused.answer().status().code()).isEqualTo(3));
    }

    @Test
    void a_value_without_a_kind_is_an_invalid_argument() {
        assertThatExceptionOfType(GrpcFailure.class)
                .isThrownBy(() -> StructMapper.read(struct(Value.newBuilder())))
                .satisfies(
                        refused -> assertThat(refused.answer().status().code()).isEqualTo(3));
    }

    @Test
    void minus_zero_is_zero_and_an_integer_has_no_fraction() throws Exception {
        assertThat(StructMapper.read(struct(Value.newBuilder().setNumberValue(-0.0))))
                .isEqualTo(data("0"));
        assertThat(StructMapper.read(struct(Value.newBuilder().setNumberValue(100)))
                        .get("n"))
                .isEqualTo(number("100"));
    }

    @Test
    void data_nests_as_deep_as_over_json_and_no_deeper() throws Exception {
        StructMapper.read(nested(63));

        assertThatExceptionOfType(GrpcFailure.class)
                .isThrownBy(() -> StructMapper.read(nested(64)))
                .satisfies(
                        refused -> assertThat(refused.answer().status().code()).isEqualTo(3));
        assertThatExceptionOfType(GrpcFailure.class).isThrownBy(() -> StructMapper.read(nestedLists(64)));
    }

    @Test
    void an_object_has_no_more_members_than_over_json() throws Exception {
        StructMapper.read(members(10_000));

        assertThatExceptionOfType(GrpcFailure.class)
                .isThrownBy(() -> StructMapper.read(members(10_001)))
                .satisfies(
                        refused -> assertThat(refused.answer().status().code()).isEqualTo(3));
    }

    private static Struct members(int count) {
        Struct.Builder struct = Struct.newBuilder();
        for (int i = 0; i < count; i++) {
            struct.putFields(
                    "m" + i,
                    Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build());
        }
        return struct.build();
    }

    private static Struct nested(int depth) {
        Struct struct = Struct.getDefaultInstance();
        for (int i = 1; i < depth; i++) {
            struct = struct(Value.newBuilder().setStructValue(struct));
        }
        return struct;
    }

    private static Struct nestedLists(int depth) {
        ListValue list = ListValue.getDefaultInstance();
        for (int i = 1; i < depth; i++) {
            list = ListValue.newBuilder()
                    .addValues(Value.newBuilder().setListValue(list))
                    .build();
        }
        return struct(Value.newBuilder().setListValue(list));
    }

    private static Struct struct(Value.Builder value) {
        return Struct.newBuilder().putFields("n", value.build()).build();
    }

    private static Json.Obj data(String number) {
        return new Json.Obj(Map.of("n", number(number)));
    }

    private static Json.Num number(String text) {
        return new Json.Num(new BigDecimal(text));
    }
}
