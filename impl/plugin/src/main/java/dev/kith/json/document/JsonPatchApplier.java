package dev.kith.json.document;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.PatchUser.Change.JsonPatch.Step;
import dev.kith.json.document.SizeLimits.Exceeded;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Applies JSON Patch (RFC 6902), with a guard: an operation may read only what the caller can see.
 *
 * <p>The work is counted, since a patch with many operations on a large document, or one that repeatedly copies a document
 * into itself, would otherwise be out of proportion to the size of the request.
 */
public final class JsonPatchApplier {
    private final UnaryOperator<Json> visible;
    private final WorkBudget budget;
    private final JsonEdits edits;
    private Json document;
    private @Nullable Json marked;
    private @Nullable Json seen;

    private JsonPatchApplier(Json document, UnaryOperator<Json> visible, WorkBudget budget) {
        this.document = document;
        this.visible = visible;
        this.budget = budget;
        this.edits = new JsonEdits(budget);
    }

    /**
     * The patched document.
     *
     * @param document what is patched
     * @param steps the operations
     * @param visible what the caller can see of a document
     * @param budget limits the work
     * @return the result; empty if the patch cannot be applied
     */
    public static Optional<Json> apply(
            Json document, List<Step> steps, UnaryOperator<Json> visible, WorkBudget budget) {
        JsonPatchApplier patch = new JsonPatchApplier(document, visible, budget);
        try {
            for (Step step : steps) {
                patch.apply(step);
            }
            SizeLimits.check(patch.document);
            return Optional.of(patch.document);
        } catch (Inapplicable | Exceeded | WorkBudget.Exhausted | StackOverflowError e) {
            return Optional.empty();
        }
    }

    private void apply(Step step) throws Inapplicable {
        budget.spend(1);
        List<String> path = names(step.path());
        switch (step.op()) {
            case ADD -> put(path, required(step.value()));
            case REMOVE -> remove(path);
            case REPLACE -> replace(path, required(step.value()));
            case MOVE -> move(names(required(step.from())), path);
            case COPY -> put(path, read(names(required(step.from()))));
            case TEST -> test(path, required(step.value()));
        }
    }

    private static List<String> names(String pointer) throws Inapplicable {
        List<String> names = JsonPointer.names(pointer).orElseThrow(Inapplicable::new);
        if (names.size() > JsonText.MAX_DEPTH) {
            throw new Inapplicable();
        }
        return names;
    }

    private static <T> T required(@Nullable T part) throws Inapplicable {
        if (part == null) {
            throw new Inapplicable();
        }
        return part;
    }

    private void put(List<String> path, Json value) throws Inapplicable {
        if (!path.isEmpty() && !path.get(path.size() - 1).equals("-")) {
            requireNothingHiddenToShift(path);
        }
        budget.spend(size(value, path.size()));
        become(edits.put(document, path, value));
    }

    private void remove(List<String> path) throws Inapplicable {
        requireNothingHiddenToShift(path);
        become(edits.remove(document, path));
    }

    private void replace(List<String> path, Json value) throws Inapplicable {
        required(JsonPointer.find(document, path));
        budget.spend(size(value, path.size()));
        become(edits.exchange(document, path, value));
    }

    /**
     * Visibility depends on the location. Adding or removing an element shifts those after it, and could move a hidden
     * one to where it can be seen.
     */
    private void requireNothingHiddenToShift(List<String> path) throws Inapplicable {
        List<String> holder = path.subList(0, Math.max(0, path.size() - 1));
        if (JsonPointer.find(document, holder) instanceof Json.Arr) {
            requireVisible(holder);
        }
    }

    /** A value cannot be moved into itself. */
    private void move(List<String> from, List<String> path) throws Inapplicable {
        if (path.size() > from.size() && path.subList(0, from.size()).equals(from)) {
            throw new Inapplicable();
        }
        Json value = read(from);
        if (!path.equals(from)) {
            remove(from);
            put(path, value);
        }
    }

    private void test(List<String> path, Json value) throws Inapplicable {
        if (!read(path).equals(value)) {
            throw new Inapplicable();
        }
    }

    private void become(Json changed) {
        document = changed;
        marked = null;
        seen = null;
    }

    /** The value at a location that the caller can see. */
    private Json read(List<String> path) throws Inapplicable {
        Json value = required(JsonPointer.find(document, path));
        budget.spend(size(value, 0));
        requireVisible(path);
        return value;
    }

    /**
     * A hidden element of an array looks like a null. So visibility is determined on a copy of the document whose nulls are
     * replaced by other values: there, every null is a hidden element.
     */
    private void requireVisible(List<String> path) throws Inapplicable {
        if (marked == null || seen == null) {
            budget.spend(2 * size(document, 0));
            marked = withoutNulls(document);
            seen = visible.apply(marked);
        }
        if (!Objects.equals(JsonPointer.find(seen, path), JsonPointer.find(marked, path))) {
            throw new Inapplicable();
        }
    }

    private static Json withoutNulls(Json value) {
        if (value instanceof Json.Obj object) {
            Map<String, Json> members = new LinkedHashMap<>();
            object.members().forEach((name, member) -> members.put(name, withoutNulls(member)));
            return new Json.Obj(members);
        }
        if (value instanceof Json.Arr array) {
            return new Json.Arr(
                    array.items().stream().map(JsonPatchApplier::withoutNulls).toList());
        }
        return value == Json.Null.NULL ? Json.Bool.TRUE : value;
    }

    /** The size of a value that is to be placed at a depth. */
    private static long size(Json value, int depth) throws Inapplicable {
        if (depth > JsonText.MAX_DEPTH) {
            throw new Inapplicable();
        }
        long size = 1;
        if (value instanceof Json.Text text) {
            return size + text.value().length() / 16;
        }
        if (value instanceof Json.Arr array) {
            for (Json item : array.items()) {
                size += size(item, depth + 1);
            }
        } else if (value instanceof Json.Obj object) {
            for (Map.Entry<String, Json> member : object.members().entrySet()) {
                size += member.getKey().length() / 16 + size(member.getValue(), depth + 1);
            }
        }
        return size;
    }

    /** The patch cannot be applied; the reason is not disclosed, as it may depend on hidden data. */
    static final class Inapplicable extends Exception {
        private static final long serialVersionUID = 1L;

        Inapplicable() {
            super("inapplicable", null, false, false);
        }
    }
}
