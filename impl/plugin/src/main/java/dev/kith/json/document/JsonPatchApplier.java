package dev.kith.json.document;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser.Change.JsonPatch.Step;
import dev.kith.api.ProblemCode;
import dev.kith.core.Documents.Cover;
import dev.kith.core.Documents.Covered;
import dev.kith.core.Documents.Patched;
import dev.kith.json.document.SizeLimits.Exceeded;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies JSON Patch (RFC 6902) to a document as its caller sees it. In hidden places an operation can write, whatever is
 * there, and cannot read.
 *
 * <p>The work is counted, since a patch with many operations on a large document, or one that repeatedly copies a document
 * into itself, would otherwise be out of proportion to the size of the request.
 */
public final class JsonPatchApplier {
    private final Cover cover;
    private final WorkBudget budget;
    private final JsonEdits edits;
    private final Set<List<String>> removed = new LinkedHashSet<>();
    private Json document;

    private JsonPatchApplier(Json document, Cover cover, WorkBudget budget) {
        this.document = document;
        this.cover = cover;
        this.budget = budget;
        this.edits = new JsonEdits(budget);
    }

    /**
     * The patched document.
     *
     * @param document what is patched, as the caller sees it
     * @param steps the operations
     * @param cover what is hidden from the caller
     * @param budget limits the work
     * @return the result, or a refusal if the patch cannot be applied
     */
    public static Outcome<Patched> apply(Json document, List<Step> steps, Cover cover, WorkBudget budget) {
        JsonPatchApplier patch = new JsonPatchApplier(document, cover, budget);
        try {
            for (Step step : steps) {
                patch.apply(step);
            }
            SizeLimits.check(patch.document, SizeLimits.MOST_CHARACTERS);
            return Outcome.done(new Patched(patch.document, patch.removed));
        } catch (Inapplicable e) {
            return e.refusal();
        } catch (Exceeded | WorkBudget.Exhausted | StackOverflowError e) {
            return Outcome.refused(ProblemCode.PATCH_INAPPLICABLE);
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
        budget.spend(size(value, path.size()));
        document = isHidden(path) ? edits.give(document, path, value) : edits.put(document, path, value);
    }

    private void replace(List<String> path, Json value) throws Inapplicable {
        budget.spend(size(value, path.size()));
        if (isHidden(path)) {
            document = edits.give(document, path, value);
        } else {
            required(JsonPointer.find(document, path));
            document = edits.exchange(document, path, value);
        }
    }

    private void remove(List<String> path) throws Inapplicable {
        boolean hidden = isHidden(path);
        if (!hidden || JsonPointer.find(document, path) != null) {
            document = edits.remove(document, path);
        }
        if (hidden) {
            removed.add(path);
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

    /** The value at a location that the caller can see. */
    private Json read(List<String> path) throws Inapplicable {
        Covered covered = cover.over(document, path);
        if (covered != null) {
            throw new Inapplicable(covered);
        }
        Json value = required(JsonPointer.find(document, path));
        budget.spend(size(value, 0));
        return value;
    }

    /** Whether a place to write is hidden. */
    private boolean isHidden(List<String> path) throws Inapplicable {
        Covered covered = cover.over(document, path);
        if (covered != null && covered.closed()) {
            throw new Inapplicable(covered);
        }
        return covered != null;
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

    /** The patch cannot be applied: something is wrong with it, or hidden values are in the way. */
    static final class Inapplicable extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Optional<Covered> covered;

        Inapplicable() {
            this(Optional.empty());
        }

        Inapplicable(Covered covered) {
            this(Optional.of(covered));
        }

        private Inapplicable(Optional<Covered> covered) {
            super("inapplicable", null, false, false);
            this.covered = covered;
        }

        Outcome<Patched> refusal() {
            return covered.map(place -> Outcome.<Patched>refused(place.problem()))
                    .orElseGet(() -> Outcome.refused(ProblemCode.PATCH_INAPPLICABLE));
        }
    }
}
