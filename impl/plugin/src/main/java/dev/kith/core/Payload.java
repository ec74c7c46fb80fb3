package dev.kith.core;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a message that is kept sealed.
 *
 * @param code the code; empty where an outside service makes it
 * @param link where the code can be redeemed, {@code null} for no link
 * @param displayName how to greet the person, {@code null} for no name
 */
public record Payload(
        String code, @Nullable String link, @Nullable String displayName) {
    String write() {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("code", new Json.Text(code));
        if (link != null) {
            members.put("link", new Json.Text(link));
        }
        if (displayName != null) {
            members.put("displayName", new Json.Text(displayName));
        }
        return JsonText.write(new Json.Obj(members));
    }

    static Payload read(String text) {
        try {
            Json.Obj members = (Json.Obj) JsonText.read(text);
            String code = text(members, "code");
            return new Payload(code == null ? "" : code, text(members, "link"), text(members, "displayName"));
        } catch (JsonText.Unreadable | ClassCastException e) {
            throw new IllegalStateException("stored message payload is unreadable", e);
        }
    }

    private static @Nullable String text(Json.Obj members, String name) {
        return members.get(name) instanceof Json.Text text ? text.value() : null;
    }

    /** Tells nothing. */
    @Override
    public String toString() {
        return "Payload";
    }
}
