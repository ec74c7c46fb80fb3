package dev.kith.transport.grpc;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.transport.ErrorResponse;
import dev.kith.transport.GrpcStatus;
import dev.kith.transport.grpc.message.ExactDouble;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Maps the data of a user to protobuf and back. A {@code Struct} carries numbers as doubles, but the numbers of the data are
 * exact: in both directions, a number that would change is refused and never rounded (contract, ruling R14).
 */
final class StructMapper {
    /** In JSON the data is a member of the body, and the limit counts the body as well. */
    private static final int MAX_DEPTH = JsonText.MAX_DEPTH - 1;

    private static final String NUMBER_ID = "KITH-NUMBER";

    private StructMapper() {}

    /** Reads data, within the limits for JSON text. */
    static Json.Obj read(Struct struct) throws GrpcFailure {
        return object(struct, 1);
    }

    private static Json.Obj object(Struct struct, int depth) throws GrpcFailure {
        requireDepth(depth);
        if (struct.getFieldsCount() > JsonText.MAX_MEMBERS) {
            throw unreadable("more than " + JsonText.MAX_MEMBERS + " members in one object");
        }
        Map<String, Json> members = new LinkedHashMap<>();
        for (Map.Entry<String, Value> field : struct.getFieldsMap().entrySet()) {
            members.put(field.getKey(), value(field.getValue(), depth));
        }
        return new Json.Obj(members);
    }

    private static Json value(Value value, int depth) throws GrpcFailure {
        return switch (value.getKindCase()) {
            case NULL_VALUE -> Json.Null.NULL;
            case BOOL_VALUE -> Json.Bool.of(value.getBoolValue());
            case STRING_VALUE -> new Json.Text(value.getStringValue());
            case NUMBER_VALUE -> number(value.getNumberValue());
            case STRUCT_VALUE -> object(value.getStructValue(), depth + 1);
            case LIST_VALUE -> array(value.getListValue(), depth + 1);
            case KIND_NOT_SET -> throw unreadable("a value without a kind");
        };
    }

    private static Json array(ListValue list, int depth) throws GrpcFailure {
        requireDepth(depth);
        List<Json> items = new ArrayList<>();
        for (Value item : list.getValuesList()) {
            items.add(value(item, depth));
        }
        return new Json.Arr(items);
    }

    private static Json number(double number) throws GrpcFailure {
        if (!Double.isFinite(number)) {
            throw unreadable("a number that is not finite");
        }
        BigDecimal exact = BigDecimal.valueOf(number).stripTrailingZeros();
        if (!ExactDouble.isCarried(exact)) {
            throw new GrpcFailure(ErrorResponse.domain(
                    GrpcStatus.INVALID_ARGUMENT, NUMBER_ID, "Number too large: send this value over REST"));
        }
        return new Json.Num(exact);
    }

    /** The refusal of a number in the JSON form of a message, which is read as a double there. */
    static GrpcFailure inexact() {
        return new GrpcFailure(ErrorResponse.domain(
                GrpcStatus.INVALID_ARGUMENT, NUMBER_ID, "A number has no exact double: send this value over REST"));
    }

    private static void requireDepth(int depth) throws GrpcFailure {
        if (depth > MAX_DEPTH) {
            throw unreadable("nested deeper than " + MAX_DEPTH);
        }
    }

    private static GrpcFailure unreadable(String what) {
        return new GrpcFailure(GrpcStatus.INVALID_ARGUMENT, "data cannot be read: " + what);
    }

    /** Writes data. */
    static Struct write(Json.Obj data) throws GrpcFailure {
        Struct.Builder struct = Struct.newBuilder();
        for (Map.Entry<String, Json> member : data.members().entrySet()) {
            struct.putFields(member.getKey(), value(member.getValue()));
        }
        return struct.build();
    }

    private static Value value(Json json) throws GrpcFailure {
        Value.Builder value = Value.newBuilder();
        if (json instanceof Json.Obj object) {
            value.setStructValue(write(object));
        } else if (json instanceof Json.Arr array) {
            value.setListValue(list(array));
        } else if (json instanceof Json.Text text) {
            value.setStringValue(text.value());
        } else if (json instanceof Json.Num number) {
            value.setNumberValue(number(number.value()));
        } else if (json instanceof Json.Bool bool) {
            value.setBoolValue(bool == Json.Bool.TRUE);
        } else {
            value.setNullValue(NullValue.NULL_VALUE);
        }
        return value.build();
    }

    private static ListValue list(Json.Arr array) throws GrpcFailure {
        ListValue.Builder list = ListValue.newBuilder();
        for (Json item : array.items()) {
            list.addValues(value(item));
        }
        return list.build();
    }

    private static double number(BigDecimal number) throws GrpcFailure {
        return ExactDouble.of(number)
                .orElseThrow(() -> new GrpcFailure(ErrorResponse.domain(
                        GrpcStatus.FAILED_PRECONDITION,
                        NUMBER_ID,
                        "A number of the data has no exact double: read it over REST")));
    }
}
