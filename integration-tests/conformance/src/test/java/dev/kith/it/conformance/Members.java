package dev.kith.it.conformance;

import dev.kith.api.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Takes the members of an object one by one and insists that none is left over. */
final class Members {
    private final String where;
    private final Map<String, Json> left;

    private Members(String where, Map<String, Json> left) {
        this.where = where;
        this.left = left;
    }

    static Members of(String where, Json value) {
        if (value instanceof Json.Obj object) {
            return new Members(where, new LinkedHashMap<>(object.members()));
        }
        throw new NotUnderstood(where + " is not an object");
    }

    String where() {
        return where;
    }

    Optional<Json> optional(String name) {
        return Optional.ofNullable(left.remove(name));
    }

    Json required(String name) {
        return optional(name).orElseThrow(() -> new NotUnderstood(where + " has no member " + name));
    }

    String text(String name) {
        return text(place(name), required(name));
    }

    Optional<String> optionalText(String name) {
        return optional(name).map(value -> text(place(name), value));
    }

    int integer(String name) {
        return integer(place(name), required(name));
    }

    boolean bool(String name, boolean otherwise) {
        return optional(name).map(value -> bool(place(name), value)).orElse(otherwise);
    }

    Optional<Boolean> optionalBool(String name) {
        return optional(name).map(value -> bool(place(name), value));
    }

    boolean requiredBool(String name) {
        return bool(place(name), required(name));
    }

    List<Json> list(String name) {
        Json value = required(name);
        if (value instanceof Json.Arr array) {
            return array.items();
        }
        throw new NotUnderstood(place(name) + " is not a list");
    }

    /** Every member of an object member, read by its place and value; none where the member is missing. */
    <T> Map<String, T> map(String name, BiFunction<String, Json, T> read) {
        Map<String, T> all = new LinkedHashMap<>();
        optional(name).ifPresent(value -> {
            Members members = Members.of(place(name), value);
            for (String key : new ArrayList<>(members.left.keySet())) {
                all.put(key, read.apply(members.place(key), members.required(key)));
            }
        });
        return all;
    }

    void nothingElse() {
        if (!left.isEmpty()) {
            throw new NotUnderstood(where + " has members that are not understood: " + left.keySet());
        }
    }

    String place(String name) {
        return where + "." + name;
    }

    static String text(String place, Json value) {
        if (value instanceof Json.Text text) {
            return text.value();
        }
        throw new NotUnderstood(place + " is not a string");
    }

    static int integer(String place, Json value) {
        if (value instanceof Json.Num number
                && number.value().stripTrailingZeros().scale() <= 0) {
            return number.value().intValueExact();
        }
        throw new NotUnderstood(place + " is not an integer");
    }

    private static boolean bool(String place, Json value) {
        if (value instanceof Json.Bool bool) {
            return bool == Json.Bool.TRUE;
        }
        throw new NotUnderstood(place + " is neither true nor false");
    }
}
