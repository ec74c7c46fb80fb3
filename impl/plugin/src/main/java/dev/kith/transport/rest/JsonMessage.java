package dev.kith.transport.rest;

import dev.kith.api.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A protobuf message in its JSON form, read strictly: members have their lowerCamelCase or their declared snake_case name, no
 * value is converted from one type to another, {@code null} counts as not given, unknown members are ignored (contract,
 * section 3).
 */
final class JsonMessage {
    private static final Pattern UPPER = Pattern.compile("[A-Z]");

    private final String type;
    private final Json.Obj members;

    private JsonMessage(String type, Json.Obj members) {
        this.type = type;
        this.members = members;
    }

    static JsonMessage of(String type, Json value) throws MalformedRequest {
        if (value instanceof Json.Obj members) {
            return new JsonMessage(type, members);
        }
        throw new MalformedRequest(type + ": object expected");
    }

    /** The body of a search, which is the list of filters alone; {@code null} is none (contract, ruling R36). */
    static List<Json> filters(Json body) throws MalformedRequest {
        if (body instanceof Json.Arr list) {
            return list.items();
        }
        if (body == Json.Null.NULL) {
            return List.of();
        }
        throw new MalformedRequest("array of filters expected; the other members are query parameters: query.offset,"
                + " query.limit, query.desc, sortingColumn");
    }

    /** The string of a member without presence: empty if it is not given. */
    String text(String name) throws MalformedRequest {
        String text = optionalText(name);
        return text == null ? "" : text;
    }

    @Nullable
    String optionalText(String name) throws MalformedRequest {
        Json.Text text = member(name, Json.Text.class, "string");
        return text == null ? null : text.value();
    }

    @Nullable
    Boolean truth(String name) throws MalformedRequest {
        Json.Bool truth = member(name, Json.Bool.class, "true or false");
        return truth == null ? null : truth == Json.Bool.TRUE;
    }

    Json.@Nullable Obj struct(String name) throws MalformedRequest {
        return member(name, Json.Obj.class, "object");
    }

    private <T extends Json> @Nullable T member(String name, Class<T> wanted, String expected) throws MalformedRequest {
        Json value = member(name);
        if (value == null || wanted.isInstance(value)) {
            return wanted.cast(value);
        }
        throw new MalformedRequest(type + "." + name + ": " + expected + " expected");
    }

    /** The items of a list; none if it is not given. */
    List<Json> list(String name) throws MalformedRequest {
        Json.Arr list = member(name, Json.Arr.class, "array");
        return list == null ? List.of() : list.items();
    }

    /** The constant of an enumeration, without its prefix; the one with the number 0 if it is not given. */
    <E extends Enum<E>> E constant(String name, EnumForm<E> form) throws MalformedRequest {
        Json value = member(name);
        return value == null ? form.constants()[0] : form.read(type + "." + name, value);
    }

    /** The constants of an enumeration in a list. */
    <E extends Enum<E>> List<E> constants(String name, EnumForm<E> form) throws MalformedRequest {
        List<E> constants = new ArrayList<>();
        for (Json item : list(name)) {
            constants.add(form.read(type + "." + name, item));
        }
        return constants;
    }

    /**
     * The JSON form of an enumeration: a name or a number. The last constant stands for numbers that are not defined.
     *
     * @param prefix what the names begin with
     * @param constants all constants, in the order of their numbers, then the one for all other numbers
     */
    record EnumForm<E extends Enum<E>>(String prefix, E[] constants) {
        E read(String where, Json value) throws MalformedRequest {
            if (value instanceof Json.Text text) {
                return named(text.value()).orElseThrow(() -> new MalformedRequest(where + ": unknown name"));
            }
            if (value instanceof Json.Num number) {
                return numbered(where, number.value());
            }
            throw new MalformedRequest(where + ": name or number expected");
        }

        Optional<E> named(String name) {
            return Arrays.stream(constants, 0, constants.length - 1)
                    .filter(constant -> name.equals(prefix + constant.name()))
                    .findFirst();
        }

        private E numbered(String where, BigDecimal number) throws MalformedRequest {
            try {
                int index = number.intValueExact();
                return index >= 0 && index < constants.length - 1 ? constants[index] : constants[constants.length - 1];
            } catch (ArithmeticException notThirtyTwoBits) {
                throw new MalformedRequest(where + ": 32-bit number expected");
            }
        }
    }

    @Nullable
    JsonMessage message(String name, String messageType) throws MalformedRequest {
        Json.Obj value = struct(name);
        return value == null ? null : new JsonMessage(messageType, value);
    }

    /**
     * Finds the given member among several that are mutually exclusive.
     *
     * @return its name, {@code null} if none is given
     */
    @Nullable
    String oneOf(String... names) throws MalformedRequest {
        List<String> given = new ArrayList<>();
        for (String name : names) {
            if (member(name) != null) {
                given.add(name);
            }
        }
        if (given.size() > 1) {
            throw new MalformedRequest(type + ": " + String.join(" and ", given) + " are mutually exclusive");
        }
        return given.isEmpty() ? null : given.get(0);
    }

    private @Nullable Json member(String name) throws MalformedRequest {
        Json camel = members.get(name);
        String declared = declared(name);
        Json snake = declared.equals(name) ? null : members.get(declared);
        if (camel != null && snake != null) {
            throw new MalformedRequest(type + ": " + name + " is given twice");
        }
        Json value = camel == null ? snake : camel;
        return value == Json.Null.NULL ? null : value;
    }

    /** The name in the message's declaration: {@code urlTemplate} is {@code url_template}. */
    static String declared(String name) {
        return UPPER.matcher(name).replaceAll("_$0").toLowerCase(Locale.ROOT);
    }
}
