package dev.kith.json;

import dev.kith.api.Json;
import dev.kith.core.Documents.Wish;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what is to be stored: what a caller wants to see, and what is hidden from it and stays (contract, ruling
 * R63). To be used where {@link DataChanges} has found nothing in the way of that.
 */
final class DataMerge {
    private DataMerge() {}

    static Json.Obj of(Json.Obj stored, Wish wish, Place root) {
        Json remaining = stored;
        for (List<String> names : wish.removed()) {
            remaining = without(remaining, names);
        }
        return merged(remaining, wish.seen(), wish.data(), root) instanceof Json.Obj object ? object : Json.Obj.EMPTY;
    }

    private static Json without(Json value, List<String> names) {
        if (names.isEmpty()) {
            return Json.Obj.EMPTY;
        }
        Json member = value instanceof Json.Obj object ? object.get(names.get(0)) : null;
        if (!(value instanceof Json.Obj object) || member == null) {
            return value;
        }
        return names.size() == 1
                ? object.without(names.get(0))
                : object.with(names.get(0), without(member, names.subList(1, names.size())));
    }

    /** What is to be stored at a place; nothing if it is to be empty. */
    private static @Nullable Json merged(
            @Nullable Json stored, @Nullable Json seen, @Nullable Json wanted, Place place) {
        place.budget().spend(1);
        if (place.isFree()) {
            return wanted;
        }
        if (place.isHidden()) {
            return wanted == null ? stored : given(stored, wanted);
        }
        if (Objects.equals(seen, wanted)) {
            return stored;
        }
        if (wanted instanceof Json.Obj object) {
            return new Json.Obj(members(stored, seen, object, place));
        }
        if (wanted == null && stored instanceof Json.Obj) {
            Map<String, Json> kept = members(stored, seen, Json.Obj.EMPTY, place);
            return kept.isEmpty() ? null : new Json.Obj(kept);
        }
        return wanted;
    }

    private static Map<String, Json> members(@Nullable Json stored, @Nullable Json seen, Json.Obj wanted, Place place) {
        Json.Obj before = stored instanceof Json.Obj object ? object : Json.Obj.EMPTY;
        Json.Obj visible = seen instanceof Json.Obj object ? object : Json.Obj.EMPTY;
        Map<String, Json> result = new LinkedHashMap<>(wanted.members());
        before.members().forEach((name, value) -> result.putIfAbsent(name, value));
        for (String name : List.copyOf(result.keySet())) {
            Json merged = merged(before.get(name), visible.get(name), wanted.get(name), place.member(name));
            if (merged == null) {
                result.remove(name);
            } else {
                result.put(name, merged);
            }
        }
        return result;
    }

    /** What is given for a hidden object leaves in it what it does not name. */
    private static Json given(@Nullable Json stored, Json wanted) {
        if (!(stored instanceof Json.Obj before) || !(wanted instanceof Json.Obj changes)) {
            return wanted;
        }
        Map<String, Json> result = new LinkedHashMap<>(before.members());
        changes.members().forEach((name, value) -> result.put(name, given(before.get(name), value)));
        return new Json.Obj(result);
    }
}
