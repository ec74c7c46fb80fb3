package dev.kith.it.conformance;

import dev.kith.api.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Replaces the placeholders in the texts of a case.
 *
 * <p>A placeholder of the format for which there is no value fails; anything else in braces is literal text, and so is what
 * is in double braces, the notation of link templates.
 */
final class Placeholders {
    private static final Pattern PLACE = Pattern.compile(
            "(?!(?<=\\{)\\{[^{}]*\\}\\})\\{(?:(userId(?::[^{}]*)?|createdId|orgId|org2Id|instanceId|origin|code|schemaId:[^{}]*)|repeat:([^{}]*):(\\d{1,9}))\\}");

    private final Map<String, String> values;

    private Placeholders(Map<String, String> values) {
        this.values = values;
    }

    static Placeholders of(Map<String, String> values) {
        return new Placeholders(Map.copyOf(values));
    }

    /** These, with one value set or replaced. */
    Placeholders with(String name, String value) {
        Map<String, String> copy = new HashMap<>(values);
        copy.put(name, value);
        return of(copy);
    }

    Json in(Json value) {
        if (value instanceof Json.Text text) {
            return new Json.Text(in(text.value()));
        }
        if (value instanceof Json.Arr array) {
            return new Json.Arr(array.items().stream().map(this::in).toList());
        }
        return value instanceof Json.Obj object ? inMembers(object) : value;
    }

    private Json inMembers(Json.Obj object) {
        Map<String, Json> members = new LinkedHashMap<>();
        object.members().forEach((name, value) -> {
            if (members.put(in(name), in(value)) != null) {
                throw new NotUnderstood("two members become " + in(name));
            }
        });
        return new Json.Obj(members);
    }

    String in(String text) {
        return PLACE.matcher(text).replaceAll(found -> java.util.regex.Matcher.quoteReplacement(value(found)));
    }

    private String value(MatchResult found) {
        String name = found.group(1);
        if (name == null) {
            return found.group(2).repeat(Integer.parseInt(found.group(3)));
        }
        String value = values.get(name);
        if (value == null) {
            throw new NotUnderstood("no value for {" + name + "}");
        }
        return value;
    }
}
