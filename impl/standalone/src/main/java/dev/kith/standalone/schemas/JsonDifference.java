package dev.kith.standalone.schemas;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where two JSON values differ: a line for each place, named by its JSON Pointer (RFC 6901). */
final class JsonDifference {
    private static final int MOST_OF_VALUE = 120;
    private static final String WHOLE = "(the whole document)";

    private final List<String> lines = new ArrayList<>();

    private JsonDifference() {}

    /**
     * Returns the places: {@code +} and a value that comes, {@code -} and one that goes, {@code ~} and one that another takes the
     * place of. Members in the order in which they stand, those that go first.
     */
    static List<String> between(Json from, Json to) {
        JsonDifference difference = new JsonDifference();
        difference.compare("", from, to);
        return difference.lines;
    }

    private void compare(String at, Json from, Json to) {
        if (from.equals(to)) {
            return;
        }
        if (from instanceof Json.Obj before && to instanceof Json.Obj after) {
            compareMembers(at, before, after);
        } else if (from instanceof Json.Arr before && to instanceof Json.Arr after && isContinued(before, after)) {
            compareItems(at, before.items(), after.items());
        } else {
            lines.add("~ " + place(at) + " " + shown(from) + " -> " + shown(to));
        }
    }

    private void compareMembers(String at, Json.Obj before, Json.Obj after) {
        before.members().forEach((name, value) -> {
            if (after.get(name) == null) {
                lines.add("- " + inside(at, name) + " " + shown(value));
            }
        });
        for (Map.Entry<String, Json> member : after.members().entrySet()) {
            Json former = before.get(member.getKey());
            if (former == null) {
                lines.add("+ " + inside(at, member.getKey()) + " " + shown(member.getValue()));
            } else {
                compare(inside(at, member.getKey()), former, member.getValue());
            }
        }
    }

    /** Otherwise a place in the one list says nothing about the same place in the other. */
    private static boolean isContinued(Json.Arr before, Json.Arr after) {
        int common = Math.min(before.items().size(), after.items().size());
        return before.items().size() == after.items().size()
                || before.items().subList(0, common).equals(after.items().subList(0, common));
    }

    private void compareItems(String at, List<Json> before, List<Json> after) {
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            String item = at + "/" + i;
            if (i >= after.size()) {
                lines.add("- " + item + " " + shown(before.get(i)));
            } else if (i >= before.size()) {
                lines.add("+ " + item + " " + shown(after.get(i)));
            } else {
                compare(item, before.get(i), after.get(i));
            }
        }
    }

    private static String inside(String at, String name) {
        return at + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    private static String place(String at) {
        return at.isEmpty() ? WHOLE : at;
    }

    private static String shown(Json value) {
        String text = JsonText.write(value);
        if (text.length() <= MOST_OF_VALUE) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MOST_OF_VALUE - 1)) ? MOST_OF_VALUE - 1 : MOST_OF_VALUE;
        return text.substring(0, end) + "...";
    }
}
