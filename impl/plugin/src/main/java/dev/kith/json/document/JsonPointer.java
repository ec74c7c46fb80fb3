package dev.kith.json.document;

import dev.kith.api.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON Pointer (RFC 6901). */
public final class JsonPointer {
    private static final int MOST_INDEX_DIGITS = 9;

    private JsonPointer() {}

    /**
     * The pointer to a member.
     *
     * @param pointer the pointer to the object
     * @param name the member's name
     * @return the pointer to the member
     */
    public static String child(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /**
     * The pointer to an element.
     *
     * @param pointer the pointer to the array
     * @param index the element's index
     * @return the pointer to the element
     */
    public static String child(String pointer, int index) {
        return pointer + "/" + index;
    }

    /**
     * The names of a pointer.
     *
     * @param pointer the text
     * @return the names, unescaped; empty if the text is not a pointer
     */
    public static Optional<List<String>> names(String pointer) {
        if (pointer.isEmpty()) {
            return Optional.of(List.of());
        }
        if (pointer.charAt(0) != '/') {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (String escaped : pointer.substring(1).split("/", -1)) {
            if (escaped.replace("~0", "").replace("~1", "").indexOf('~') >= 0) {
                return Optional.empty();
            }
            names.add(escaped.replace("~1", "/").replace("~0", "~"));
        }
        return Optional.of(names);
    }

    /**
     * The index that a name represents.
     *
     * @param name the name
     * @return the index where the name is digits without a leading zero, otherwise -1
     */
    public static int index(String name) {
        boolean digits = !name.isEmpty()
                && name.length() <= MOST_INDEX_DIGITS
                && name.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return digits && (name.length() == 1 || name.charAt(0) != '0') ? Integer.parseInt(name) : -1;
    }

    /**
     * The value at a location.
     *
     * @param value the document
     * @param names the names of the pointer
     * @return the value, or {@code null} if there is none
     */
    public static @Nullable Json find(Json value, List<String> names) {
        Json found = value;
        for (String name : names) {
            found = found == null ? null : step(found, name);
        }
        return found;
    }

    /**
     * The value of a member or element.
     *
     * @param value the object or array
     * @param name the member's name, or the element's index
     * @return the value, or {@code null} if there is none
     */
    public static @Nullable Json step(Json value, String name) {
        if (value instanceof Json.Obj object) {
            return object.get(name);
        }
        int index = value instanceof Json.Arr ? index(name) : -1;
        return value instanceof Json.Arr array
                        && index >= 0
                        && index < array.items().size()
                ? array.items().get(index)
                : null;
    }
}
