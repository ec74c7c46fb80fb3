package dev.kith.it.conformance;

import dev.kith.api.Json;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON Pointer (RFC 6901). */
final class Pointer {
    private final List<String> steps;

    private Pointer(List<String> steps) {
        this.steps = steps;
    }

    static Pointer of(String text) {
        if (text.isEmpty()) {
            return new Pointer(List.of());
        }
        if (!text.startsWith("/") || text.matches("(?s).*~(?![01]).*")) {
            throw new NotUnderstood("no JSON pointer: " + text);
        }
        return new Pointer(Arrays.stream(text.substring(1).split("/", -1))
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList());
    }

    /** The value at this place, or {@code null} where the pointer does not resolve. */
    @Nullable
    Json in(@Nullable Json document) {
        Json at = document;
        for (String step : steps) {
            at = child(at, step);
        }
        return at;
    }

    private static @Nullable Json child(@Nullable Json parent, String step) {
        if (parent instanceof Json.Obj object) {
            return object.get(step);
        }
        if (parent instanceof Json.Arr array && step.matches("0|[1-9]\\d{0,8}")) {
            int index = Integer.parseInt(step);
            return index < array.items().size() ? array.items().get(index) : null;
        }
        return null;
    }
}
