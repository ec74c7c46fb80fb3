package dev.kith.json.document;

import dev.kith.api.Json;
import dev.kith.json.document.JsonPatchApplier.Inapplicable;
import java.util.ArrayList;
import java.util.List;

/** Changes one location of a document; returns a new document and leaves the old one unchanged. */
final class JsonEdits {
    private final WorkBudget budget;

    JsonEdits(WorkBudget budget) {
        this.budget = budget;
    }

    /** Adds a member or an element before the one at the index, or replaces the document. */
    Json put(Json document, List<String> path, Json value) throws Inapplicable {
        return path.isEmpty() ? value : edit(document, path, (holder, name) -> insert(holder, name, value));
    }

    /** The document as a whole can be replaced, but not removed. */
    Json remove(Json document, List<String> path) throws Inapplicable {
        if (path.isEmpty()) {
            throw new Inapplicable();
        }
        return edit(document, path, JsonEdits::without);
    }

    Json exchange(Json document, List<String> path, Json value) throws Inapplicable {
        return path.isEmpty() ? value : edit(document, path, (holder, name) -> with(holder, name, value));
    }

    /** Sets a member, and makes the objects that are to hold it where there are none. */
    Json give(Json document, List<String> path, Json value) {
        if (path.isEmpty()) {
            return value;
        }
        Json.Obj holder = document instanceof Json.Obj object ? object : Json.Obj.EMPTY;
        budget.spend(breadth(holder));
        Json inner = holder.members().getOrDefault(path.get(0), Json.Null.NULL);
        return holder.with(path.get(0), give(inner, path.subList(1, path.size()), value));
    }

    private Json edit(Json holder, List<String> path, MemberEdit change) throws Inapplicable {
        String name = path.get(0);
        budget.spend(breadth(holder));
        if (path.size() == 1) {
            return change.apply(holder, name);
        }
        Json inner = JsonPointer.step(holder, name);
        if (inner == null) {
            throw new Inapplicable();
        }
        return with(holder, name, edit(inner, path.subList(1, path.size()), change));
    }

    /** The cost of copying a container. */
    private static int breadth(Json holder) {
        if (holder instanceof Json.Obj object) {
            return 1 + object.members().size();
        }
        return holder instanceof Json.Arr array ? 1 + array.items().size() / 8 : 1;
    }

    private static Json insert(Json holder, String name, Json value) throws Inapplicable {
        if (holder instanceof Json.Obj object) {
            return object.with(name, value);
        }
        List<Json> items = items(holder);
        items.add(name.equals("-") ? items.size() : index(name, items.size() + 1), value);
        return new Json.Arr(items);
    }

    private static Json with(Json holder, String name, Json value) throws Inapplicable {
        if (holder instanceof Json.Obj object && object.get(name) != null) {
            return object.with(name, value);
        }
        List<Json> items = items(holder);
        items.set(index(name, items.size()), value);
        return new Json.Arr(items);
    }

    private static Json without(Json holder, String name) throws Inapplicable {
        if (holder instanceof Json.Obj object && object.get(name) != null) {
            return object.without(name);
        }
        List<Json> items = items(holder);
        items.remove(index(name, items.size()));
        return new Json.Arr(items);
    }

    private static List<Json> items(Json holder) throws Inapplicable {
        if (holder instanceof Json.Arr array) {
            return new ArrayList<>(array.items());
        }
        throw new Inapplicable();
    }

    private static int index(String name, int bound) throws Inapplicable {
        int index = JsonPointer.index(name);
        if (index < 0 || index >= bound) {
            throw new Inapplicable();
        }
        return index;
    }

    private interface MemberEdit {
        Json apply(Json holder, String name) throws Inapplicable;
    }
}
