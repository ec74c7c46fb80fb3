package dev.kith.transport.rest;

import dev.kith.api.Json;
import dev.kith.api.PatchUser.Change;
import dev.kith.api.PatchUser.Change.JsonPatch.Op;
import dev.kith.api.PatchUser.Change.JsonPatch.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The body of a PATCH in the format that its content type names (contract, ruling R12). */
final class PatchBody {
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String JSON_PATCH = "application/json-patch+json";

    private static final Pattern LOOSE_TILDE = Pattern.compile("~(?![01])");

    private PatchBody() {}

    static Change change(String mediaType, Json body) throws MalformedRequest {
        return switch (mediaType) {
            case MERGE_PATCH -> new Change.MergePatch(body);
            case JSON_PATCH -> new Change.JsonPatch(steps(body));
            default -> UserMessages.patchUser(body);
        };
    }

    private static List<Step> steps(Json body) throws MalformedRequest {
        if (!(body instanceof Json.Arr operations)) {
            throw new MalformedRequest("JSON patch: array of operations expected");
        }
        List<Step> steps = new ArrayList<>();
        for (Json operation : operations.items()) {
            steps.add(step(operation));
        }
        return steps;
    }

    /** Members that are not defined for an operation are ignored (RFC 6902, section 4). */
    private static Step step(Json operation) throws MalformedRequest {
        if (!(operation instanceof Json.Obj members)) {
            throw new MalformedRequest("JSON patch: operation must be an object");
        }
        String path = pointer(members, "path");
        Op op = op(members);
        return switch (op) {
            case ADD, REPLACE, TEST -> new Step(op, path, null, value(members));
            case MOVE, COPY -> new Step(op, path, pointer(members, "from"), null);
            case REMOVE -> new Step(op, path, null, null);
        };
    }

    private static Op op(Json.Obj members) throws MalformedRequest {
        return switch (text(members, "op")) {
            case "add" -> Op.ADD;
            case "remove" -> Op.REMOVE;
            case "replace" -> Op.REPLACE;
            case "move" -> Op.MOVE;
            case "copy" -> Op.COPY;
            case "test" -> Op.TEST;
            default -> throw new MalformedRequest("JSON patch: unknown op");
        };
    }

    private static Json value(Json.Obj members) throws MalformedRequest {
        @Nullable Json value = members.get("value");
        if (value == null) {
            throw new MalformedRequest("JSON patch: value is missing");
        }
        return value;
    }

    private static String pointer(Json.Obj members, String name) throws MalformedRequest {
        String pointer = text(members, name);
        boolean rooted = pointer.isEmpty() || pointer.startsWith("/");
        if (!rooted || LOOSE_TILDE.matcher(pointer).find()) {
            throw new MalformedRequest("JSON patch: " + name + " must be a JSON Pointer");
        }
        return pointer;
    }

    private static String text(Json.Obj members, String name) throws MalformedRequest {
        @Nullable Json value = members.get(name);
        if (value instanceof Json.Text text) {
            return text.value();
        }
        throw new MalformedRequest("JSON patch: " + name + (value == null ? " is missing" : " must be a string"));
    }
}
