package dev.kith.json.document;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;

/** Applies JSON Merge Patch (RFC 7396). The result has at most as many members as target and patch together. */
public final class MergePatchApplier {
    private MergePatchApplier() {}

    /**
     * The patched document.
     *
     * @param target what is patched
     * @param patch the patch
     * @return the result
     */
    public static Json apply(Json target, Json patch) {
        return apply(target, patch, 0);
    }

    /** Below the maximum depth of data, the patch is not applied but copied; such data is refused later on. */
    private static Json apply(Json target, Json patch, int depth) {
        if (!(patch instanceof Json.Obj changes) || depth > JsonText.MAX_DEPTH) {
            return patch;
        }
        Map<String, Json> merged =
                target instanceof Json.Obj object ? new LinkedHashMap<>(object.members()) : new LinkedHashMap<>();
        changes.members().forEach((name, change) -> {
            if (change == Json.Null.NULL) {
                merged.remove(name);
            } else {
                merged.put(name, apply(merged.getOrDefault(name, Json.Null.NULL), change, depth + 1));
            }
        });
        return new Json.Obj(merged);
    }
}
