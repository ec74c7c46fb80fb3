package dev.kith.json.document;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.ProblemCode;
import dev.kith.core.Documents.Cover;
import dev.kith.core.Documents.Patched;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Applies JSON Merge Patch (RFC 7396). The result has at most as many members as target and patch together. */
public final class MergePatchApplier {
    private final Json document;
    private final Cover cover;
    private final Set<List<String>> removed = new LinkedHashSet<>();

    private MergePatchApplier(Json document, Cover cover) {
        this.document = document;
        this.cover = cover;
    }

    /**
     * The patched document.
     *
     * @param document what is patched, as the caller sees it
     * @param patch the patch
     * @param cover what is hidden from the caller
     * @return the result, or a refusal if the patch cannot be applied
     */
    public static Outcome<Patched> apply(Json document, Json patch, Cover cover) {
        MergePatchApplier applier = new MergePatchApplier(document, cover);
        try {
            Json result = applier.merge(document, patch, new ArrayList<>());
            return Outcome.done(new Patched(result, applier.removed));
        } catch (WorkBudget.Exhausted | StackOverflowError e) {
            return Outcome.refused(ProblemCode.PATCH_INAPPLICABLE);
        }
    }

    /** Below the maximum depth of data, the patch is not applied but copied; such data is refused later on. */
    private Json merge(Json target, Json patch, List<String> path) {
        if (!(patch instanceof Json.Obj changes) || path.size() > JsonText.MAX_DEPTH) {
            return patch;
        }
        Map<String, Json> merged =
                target instanceof Json.Obj object ? new LinkedHashMap<>(object.members()) : new LinkedHashMap<>();
        changes.members().forEach((name, change) -> {
            path.add(name);
            if (change == Json.Null.NULL) {
                merged.remove(name);
                remove(path);
            } else {
                merged.put(name, merge(merged.getOrDefault(name, Json.Null.NULL), change, path));
            }
            path.remove(path.size() - 1);
        });
        return new Json.Obj(merged);
    }

    /** What is hidden is not in the document, so its removal has to be noted. */
    private void remove(List<String> path) {
        if (cover.over(document, path) != null) {
            removed.add(List.copyOf(path));
        }
    }
}
