package dev.kith.json;

import dev.kith.api.Json;
import dev.kith.core.Documents.RefusalReason;
import dev.kith.core.Documents.Role;
import dev.kith.core.Documents.SchemaRefused;
import dev.kith.json.document.JsonPointer;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the permission keyword of one schema grants. A role that is not named has no permission.
 *
 * @param owner the letters for the owner
 * @param self the letters for the user itself
 */
record PermissionGrant(String owner, String self) {
    static final String KEYWORD = "urn:zitadel:schema:permission";

    /** The empty string is not one of them: to grant nothing, leave the role out. */
    private static final Set<String> LETTERS = Set.of("r", "w", "rw", "wr");

    private static final Set<String> ROLES = Set.of("owner", "self");

    /** The keyword of a schema, {@code null} if it has none. */
    static @Nullable PermissionGrant of(Json.Obj schema, String pointer) throws SchemaRefused {
        Json keyword = schema.get(KEYWORD);
        if (keyword == null) {
            return null;
        }
        String place = JsonPointer.child(pointer, KEYWORD);
        if (!(keyword instanceof Json.Obj roles)) {
            throw SchemaRefusals.at(RefusalReason.PERMISSION, place, "the permission must be an object");
        }
        for (Map.Entry<String, Json> role : roles.members().entrySet()) {
            if (!ROLES.contains(role.getKey())) {
                throw SchemaRefusals.at(
                        RefusalReason.PERMISSION,
                        JsonPointer.child(place, role.getKey()),
                        "the role must be owner or self");
            }
            if (!(role.getValue() instanceof Json.Text text) || !LETTERS.contains(text.value())) {
                throw SchemaRefusals.at(
                        RefusalReason.PERMISSION,
                        JsonPointer.child(place, role.getKey()),
                        "the permission must be r, w or rw");
            }
        }
        return new PermissionGrant(letters(roles, "owner"), letters(roles, "self"));
    }

    private static String letters(Json.Obj roles, String role) {
        return roles.get(role) instanceof Json.Text text ? text.value() : "";
    }

    boolean reads(Role role) {
        return letters(role).contains("r");
    }

    boolean writes(Role role) {
        return letters(role).contains("w");
    }

    private String letters(Role role) {
        return role == Role.SELF ? self : owner;
    }
}
